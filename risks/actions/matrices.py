"""Setting up how a footprint scores risks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from portfolios.models import Footprint
from risks.models import RiskBand, RiskMatrix, RiskMatrixCell
from stp_portal.core import audit
from stp_portal.core.audit import Actor


@dataclass(frozen=True)
class BandSpec:
    """A band to be made: its look, and the lowest and highest score that fall in it, both included."""

    label: str
    letter: str
    shape: str
    colour: str
    lowest_score: int
    highest_score: int

    def __str__(self) -> str:
        return f"{self.label} ({self.lowest_score} to {self.highest_score})"

    def holds(self, score: int) -> bool:
        return self.lowest_score <= score <= self.highest_score


@transaction.atomic
def create(
    *,
    footprint: Footprint,
    key: str,
    name: str,
    valid_from: date,
    likelihood_words: Sequence[str],
    impact_words: Sequence[str],
    bands: Sequence[BandSpec],
    note: str = "",
    by: Actor | str,
) -> RiskMatrix:
    """Make a matrix with its bands, mildest first, and a cell for every pair of factors.

    The words run from the lowest factor to the highest, so their number is the size of the axis. The score of a cell is
    likelihood times impact (DOMAIN A8 rule 5). Raises ValidationError by field, also for a score that is in no band or
    in several: then nothing is written.
    """
    matrix = RiskMatrix(
        footprint=footprint,
        key=key,
        name=name,
        valid_from=valid_from,
        likelihood_words=list(likelihood_words),
        impact_words=list(impact_words),
        note=note,
    )
    _check_axes(likelihood_words=likelihood_words, impact_words=impact_words)
    placed = _placed(bands, sizes=(len(likelihood_words), len(impact_words)))
    matrix.full_clean()
    matrix.save()
    made: dict[BandSpec, RiskBand] = {}
    for rank, spec in enumerate(bands, start=1):
        band = made[spec] = RiskBand(footprint=footprint, matrix=matrix, rank=rank, **vars(spec))
        _clean_band(band)
        band.save()
    RiskMatrixCell.objects.bulk_create(
        RiskMatrixCell(
            footprint=footprint,
            matrix=matrix,
            likelihood=likelihood,
            impact=impact,
            score=likelihood * impact,
            band=made[spec],
        )
        for (likelihood, impact), spec in placed.items()
    )
    audit.record(
        "risk_matrix.made",
        on=matrix,
        by=by,
        after={
            "key": key,
            "size": f"{len(likelihood_words)}x{len(impact_words)}",
            "bands": [str(band) for band in bands],
        },
    )
    return matrix


def _check_axes(**axes: Sequence[str]) -> None:
    """Every word of an axis is a different one; an empty axis is refused."""
    for field, words in axes.items():
        if not words:
            raise ValidationError({field: "The axis has no words. Give one for each step, lowest first."})
        for number, word in enumerate(words):
            if not word.strip():
                raise ValidationError({field: f"Word {number + 1} is empty. Give a word for each step."})
            if word in words[:number]:
                raise ValidationError({field: f"“{word}” stands twice. Give each step a word of its own."})


def _placed(bands: Sequence[BandSpec], *, sizes: tuple[int, int]) -> dict[tuple[int, int], BandSpec]:
    """The band of every pair of factors. ValidationError naming the scores that are in no band or in several."""
    placed: dict[tuple[int, int], BandSpec] = {}
    problems: dict[int, str] = {}
    for likelihood in range(1, sizes[0] + 1):
        for impact in range(1, sizes[1] + 1):
            score = likelihood * impact
            holding = [band for band in bands if band.holds(score)]
            if len(holding) == 1:
                placed[likelihood, impact] = holding[0]
                continue
            where = f"in {' and in '.join(map(str, holding))}" if holding else "in no band"
            message = (
                f"Score {score} (likelihood {likelihood} x impact {impact}) is {where}. "
                "Change the lowest and highest scores so that it is in exactly one band."
            )
            problems.setdefault(score, message)
    if problems:
        raise ValidationError({"bands": [problems[score] for score in sorted(problems)]})
    return placed


def _clean_band(band: RiskBand) -> None:
    """Apply the model's rules, with the band named in every message."""
    try:
        band.full_clean()
    except ValidationError as error:
        messages = [f"Band {band.rank} ({band.label}): {message}" for message in error.messages]
        raise ValidationError({"bands": messages}) from error
