"""Setting up how a footprint scores risks, and changing it from a day on."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from portfolios.actions.period_rules import require_in_bounds
from portfolios.models import Footprint
from risks.matrix_spec import BandSpec, MatrixSpec, Pair
from risks.models import RiskBand, RiskCategory, RiskMatrix, RiskMatrixCell
from risks.queries.matrices import earliest_start, newest_matrix, spec_of
from stp_portal.core import audit
from stp_portal.core.audit import Actor
from stp_portal.core.templatetags.text_tags import nhs_date

__all__ = ["BandSpec", "MatrixSpec", "add", "change", "create", "replace"]

# Pages below matrices/ that a matrix of the same key would hide (risks/urls/matrices.py).
RESERVED_KEYS = frozenset({"add", "rescore"})


@transaction.atomic
def create(
    *,
    footprint: Footprint,
    key: str,
    name: str,
    valid_from: date,
    likelihood_words: Sequence[str],
    impact_words: Sequence[str],
    bands: Sequence[BandSpec] = (),
    cells: Mapping[Pair, str] | None = None,
    likelihood_name: str = "Likelihood",
    impact_name: str = "Impact",
    impact_first: bool = False,
    is_scored: bool = True,
    note: str = "",
    by: Actor | str,
) -> RiskMatrix:
    """Make a matrix with its bands, mildest first, and a cell for every pair of factors; what each part is, says
    ``MatrixSpec``. Whatever else is in force stays so: this is for matrices of the past as well.

    Raises ValidationError by field, also for a score that is in no band or in several: then nothing is written.
    """
    spec = MatrixSpec(
        name=name,
        likelihood_words=likelihood_words,
        impact_words=impact_words,
        bands=bands,
        likelihood_name=likelihood_name,
        impact_name=impact_name,
        impact_first=impact_first,
        is_scored=is_scored,
        cells=cells or {},
        note=note,
    )
    matrix = RiskMatrix(footprint=footprint, key=key, valid_from=valid_from)
    return _made(matrix, spec, by)


@transaction.atomic
def add(*, footprint: Footprint, valid_from: date, spec: MatrixSpec, by: Actor | str) -> RiskMatrix:
    """Set up the matrix of a footprint that has none in force, from the day ``valid_from``.

    Raises ValidationError by field; where there is one, it says to replace that.
    """
    footprint = Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    last = newest_matrix(footprint)
    if last and (last.valid_to is None or last.valid_to >= valid_from):
        raise ValidationError(
            f"“{last}” is how {footprint} scores risks{_until(last)}. Replace it from a day instead of adding a second."
        )
    require_in_bounds(valid_from, "valid_from")
    matrix = RiskMatrix(footprint=footprint, key=_free_key(footprint, spec.name), valid_from=valid_from)
    return _made(matrix, spec, by)


@transaction.atomic
def replace(*, matrix: RiskMatrix, valid_from: date, spec: MatrixSpec, by: Actor | str) -> RiskMatrix:
    """Put a new matrix in the place of ``matrix`` from the day ``valid_from``; the old one ends the day before.

    It is for new periods alone: a period that is locked, or open and begun, keeps the matrix that it used. Scores given
    so far stay in the old one until each risk is rescored. Raises ValidationError by field: a day that is too early,
    with the first that is possible, a matrix that was replaced before, and what ``MatrixSpec`` refuses.
    """
    footprint = Footprint.objects.select_for_update(no_key=True).get(pk=matrix.footprint_id)
    matrix = RiskMatrix.objects.select_for_update(no_key=True).get(pk=matrix.pk)
    last = newest_matrix(footprint)
    if last and last != matrix:
        raise ValidationError(
            f"“{matrix}” was followed by “{last}” from {nhs_date(last.valid_from)}. Replace that one."
        )
    _require_new(matrix, valid_from)
    new = RiskMatrix(
        footprint=footprint, key=_free_key(footprint, spec.name), valid_from=valid_from, replaces=matrix
    )
    _made(new, spec, by)
    _end(matrix, valid_from)
    audit.record(
        "risk_matrix.replaced",
        on=matrix,
        by=by,
        before={"matrix": matrix.name},
        after={"matrix": new.name, "from": nhs_date(valid_from)},
    )
    return new


@transaction.atomic
def change(
    *, matrix: RiskMatrix, seen: str, valid_from: date, spec: MatrixSpec, by: Actor | str
) -> RiskMatrix:
    """Change everything about a matrix in which nothing was scored yet; ``seen`` is the fingerprint of what was shown.

    Raises ValidationError: for one in use, which is replaced instead; for one that somebody changed meanwhile; a day
    that is too early for a replacement; what ``MatrixSpec`` refuses.
    """
    footprint = Footprint.objects.select_for_update(no_key=True).get(pk=matrix.footprint_id)
    # Nobody scores in it until this is through: who does takes this lock too (``assessments.cell_at``).
    matrix = RiskMatrix.objects.select_for_update(of=("self",)).select_related("replaces").get(pk=matrix.pk)
    require_unused(matrix)
    old = spec_of(matrix)
    if old.fingerprint != seen:
        raise ValidationError(
            f"Somebody else changed “{matrix}” while you were editing it. Open it again in another tab, compare, and "
            "make your changes there."
        )
    require_in_bounds(valid_from, "valid_from")
    is_alone = not RiskMatrix.objects.filter(footprint=footprint).exclude(pk=matrix.pk).exists()
    if matrix.replaces and newest_matrix(footprint) == matrix:
        _require_new(matrix.replaces, valid_from)
        _end(matrix.replaces, valid_from)
    elif valid_from != matrix.valid_from and not is_alone:
        raise ValidationError({"valid_from": f"“{matrix}” stands among others, so its first day stays."})
    before = {"name": matrix.name, "from": nhs_date(matrix.valid_from)} | _in_words(old)
    matrix.cells.all().delete()
    matrix.bands.all().delete()
    matrix.valid_from = valid_from
    _written(matrix, spec)
    after = {"name": matrix.name, "from": nhs_date(valid_from)} | _in_words(spec)
    audit.record("risk_matrix.changed", on=matrix, by=by, before=before, after=after)
    return matrix


def require_unused(matrix: RiskMatrix) -> None:
    """ValidationError for a matrix that a score, or the tolerance of a category, is given in."""
    if matrix.assessments.exists():
        raise ValidationError(
            f"Risks were scored in “{matrix}”, so it stays as it is. Replace it from a day: past periods keep this one."
        )
    category = RiskCategory.objects.filter(tolerated__matrix=matrix).first()
    if category:
        raise ValidationError(
            f"The category “{category}” tolerates a band of “{matrix}”. Take that away first, then change the matrix."
        )


def _made(matrix: RiskMatrix, spec: MatrixSpec, by: Actor | str) -> RiskMatrix:
    _written(matrix, spec)
    audit.record("risk_matrix.made", on=matrix, by=by, after={"key": matrix.key} | _in_words(spec))
    return matrix


def _written(matrix: RiskMatrix, spec: MatrixSpec) -> None:
    """Save ``matrix`` with the parts of ``spec``."""
    placed = spec.placed()
    for name in ("name", "likelihood_name", "impact_name", "impact_first", "is_scored", "note"):
        setattr(matrix, name, getattr(spec, name))
    matrix.likelihood_words, matrix.impact_words = list(spec.likelihood_words), list(spec.impact_words)
    matrix.full_clean()
    matrix.save()
    bands: dict[BandSpec, RiskBand] = {}
    for rank, each in enumerate(spec.bands, start=1):
        band = bands[each] = RiskBand(footprint=matrix.footprint, matrix=matrix, rank=rank, **vars(each))
        _clean_band(band)
        band.save()
    RiskMatrixCell.objects.bulk_create(
        RiskMatrixCell(
            footprint=matrix.footprint,
            matrix=matrix,
            likelihood=likelihood,
            impact=impact,
            score=likelihood * impact if spec.is_scored else None,
            band=bands[band] if band else None,
        )
        for (likelihood, impact), band in placed.items()
    )


def _clean_band(band: RiskBand) -> None:
    """Apply the model's rules, with the band named in every message."""
    try:
        band.full_clean()
    except ValidationError as error:
        messages = [f"Band {band.rank} ({band.label}): {message}" for message in error.messages]
        raise ValidationError({"bands": messages}) from error


def _require_new(matrix: RiskMatrix, valid_from: date) -> None:
    """ValidationError unless a replacement of ``matrix`` may hold from this day."""
    require_in_bounds(valid_from, "valid_from")
    earliest = earliest_start(matrix)
    if valid_from < earliest.day:
        raise ValidationError(
            {
                "valid_from": f"{nhs_date(valid_from)} is too early: {earliest.reason}. "
                f"The first day possible is {nhs_date(earliest.day)}."
            }
        )


def _end(matrix: RiskMatrix, successor_from: date) -> None:
    """End ``matrix`` the day before the one that takes its place."""
    matrix.valid_to = successor_from - timedelta(days=1)
    matrix.save(update_fields=["valid_to"])


def _until(matrix: RiskMatrix) -> str:
    return f" until {nhs_date(matrix.valid_to)}" if matrix.valid_to else ""


def _free_key(footprint: Footprint, name: str) -> str:
    """The name in addresses: of several matrices of one name, the later have a number."""
    wanted = slugify(name)[:70] or "matrix"
    taken = RESERVED_KEYS | set(RiskMatrix.objects.filter(footprint=footprint).values_list("key", flat=True))
    keys = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(key for key in keys if key not in taken)


def _in_words(spec: MatrixSpec) -> dict[str, Any]:
    """What the audit trail tells of a matrix."""
    return {"size": spec.size, "bands": [str(band) for band in spec.bands]}
