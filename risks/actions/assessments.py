"""Scoring a risk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from risks.actions.risk_rows import locked
from risks.models import Assessment, AssessmentKind, Risk, RiskMatrix, RiskMatrixCell, RiskStatus
from risks.queries.matrices import matrix_in_force
from risks.score_words import assessment_in_figures, cell_in_figures
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.lists import listed
from stp_portal.core.refusals import Refusals


@dataclass(frozen=True)
class Factors:
    """Likelihood and impact, counted from 1; None where none was chosen."""

    likelihood: int | None
    impact: int | None


def locked_matrix(footprint_id: int, on: date) -> RiskMatrix | None:
    """The matrix in force on the day ``on`` as it is now, which nobody changes until the transaction ends. Behind the
    risks, and before the audit trail. Two queries.
    """
    found = matrix_in_force(footprint_id, on)
    return found and RiskMatrix.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk)


def cell_at(footprint_id: int, likelihood: int | None, impact: int | None, on: date) -> RiskMatrixCell:
    """The cell of the matrix in force on the day ``on``; factors count from 1. Within a transaction, for the matrix
    is locked: a change of it deletes its cells, and the score would be of none.

    Raises ValidationError under ``likelihood`` and ``impact``: no matrix, a factor missing, or one outside the matrix,
    whose sizes it names, axes called and ordered as the matrix has it.
    """
    matrix = locked_matrix(footprint_id, on)
    if matrix is None:
        raise ValidationError(
            {"likelihood": "No risk matrix is in force, so nothing can be scored. Ask the PMO to set one up."}
        )
    axes = {
        "likelihood": (matrix.likelihood_name.lower(), likelihood, len(matrix.likelihood_words)),
        "impact": (matrix.impact_name.lower(), impact, len(matrix.impact_words)),
    }
    ordered = list(axes.values())[:: -1 if matrix.impact_first else 1]
    size = f"{'x'.join(str(one[2]) for one in ordered)} ({' x '.join(one[0] for one in ordered)})"
    wrong: dict[str, str] = {}
    for axis, (name, factor, steps) in axes.items():
        if factor is None:
            wrong[axis] = f"Select the {name}."
        elif not 1 <= factor <= steps:
            wrong[axis] = (
                f"{factor} is outside the risk matrix, which is {size}. The {name} goes from 1 to {steps}."
            )
    if likelihood is None or impact is None or wrong:
        raise ValidationError(wrong)
    return matrix.cells.select_related("band", "matrix").get(likelihood=likelihood, impact=impact)


@transaction.atomic
def score(
    *,
    risk: Risk,
    version: int,
    likelihood: int | None,
    impact: int | None,
    reason: str,
    on: date,
    by: User,
    kind: AssessmentKind = AssessmentKind.CURRENT,
) -> Assessment:
    """Give a risk its score of ``kind`` as of the day ``on``; the score that stood is kept and superseded.

    The same score for the same reason changes nothing. Raises Conflict if somebody else changed the risk since
    ``version`` was read, and ValidationError for a risk that is not open and under ``likelihood``, ``impact`` or
    ``reason``: a score outside the matrix in force, a reason missing.
    """
    risk = locked(risk)
    reason = reason.strip()
    cell = cell_at(risk.footprint_id, likelihood, impact, on)
    standing = standing_scores(risk).get(kind)
    if standing and standing.cell_id == cell.pk and standing.reason == reason:
        return standing
    check_version(risk, version)
    _require_scorable(risk)
    if not reason:
        raise ValidationError(
            {"reason": f"Say why the score of risk {risk.number} is now {cell_in_figures(cell)}."}
        )
    return _give(risk, {kind: cell}, reason, on, by)[0]


def rescore(
    *,
    risk: Risk,
    version: int,
    likelihood: int | None,
    impact: int | None,
    reason: str,
    on: date,
    by: User,
) -> Assessment:
    """Give a risk its current score, as ``score`` does."""
    return score(
        risk=risk, version=version, likelihood=likelihood, impact=impact, reason=reason, on=on, by=by
    )


@transaction.atomic
def score_all(
    *,
    risk: Risk,
    version: int,
    factors: Mapping[AssessmentKind, Factors],
    reason: str,
    on: date,
    by: User,
) -> list[Assessment]:
    """Give a risk several scores at once, for one ``reason``; those that stand already are left as they are.

    What is new is returned: nothing where the same was given for the same reason before. Raises Conflict as ``score``
    does, and ValidationError with everything that is wrong, under ``inherent_likelihood`` and so on; also where nothing
    differs from what stands, for that is said by a review.
    """
    risk = locked(risk)
    reason = reason.strip()
    refusals = Refusals()
    cells: dict[AssessmentKind, RiskMatrixCell] = {}
    for kind, one in factors.items():
        with refusals.under({axis: f"{kind}_{axis}" for axis in ("likelihood", "impact")}):
            cells[kind] = cell_at(risk.footprint_id, one.likelihood, one.impact, on)
    refusals.raise_any()
    standing = standing_scores(risk)
    held = [standing[kind] for kind in cells if kind in standing]
    changed = {
        kind: cell
        for kind, cell in cells.items()
        if kind not in standing or standing[kind].cell_id != cell.pk
    }
    if not changed and reason and any(one.reason == reason for one in held):
        return []
    check_version(risk, version)
    _require_scorable(risk)
    if not changed:
        raise ValidationError(
            "No score here differs from the one that stands. Choose another, or say in a review that it is still right."
        )
    if not reason:
        now = listed(f"{kind.label.lower()} {cell_in_figures(cell)}" for kind, cell in changed.items())
        raise ValidationError({"reason": f"Say why risk {risk.number} is now scored {now}."})
    return _give(risk, changed, reason, on, by)


def first_score(*, risk: Risk, cell: RiskMatrixCell, on: date, by: User) -> Assessment:
    """The current score that a new risk is raised with; told in the audit trail by whoever raises it."""
    return _appended(risk, AssessmentKind.CURRENT, cell, "", on, by)


def standing_scores(risk: Risk) -> dict[str, Assessment]:
    """The scores of ``risk`` that hold, by kind, each with its cell, band and matrix. One query."""
    rows = Assessment.objects.standing().filter(risk=risk).select_related("band__matrix", "cell", "matrix")
    return {row.kind: row for row in rows}


def _require_scorable(risk: Risk) -> None:
    if risk.status != RiskStatus.OPEN:
        raise ValidationError(
            f"Risk {risk.number} is {risk.get_status_display().lower()}: its score stays. "
            "Reopen it first if it stands again."
        )


def _give(
    risk: Risk, cells: Mapping[AssessmentKind, RiskMatrixCell], reason: str, on: date, by: User
) -> list[Assessment]:
    """Append the scores and supersede those that stood; each has an event of its own."""
    standing = standing_scores(risk)
    now = timezone.now()
    given: list[Assessment] = []
    for kind, cell in cells.items():
        if old := standing.get(kind):
            old.superseded_at = now
            old.save(update_fields=["superseded_at"])
        given.append(_appended(risk, kind, cell, reason, on, by))
    risk.version += 1
    risk.save()
    for new in given:
        of_kind = {} if new.kind == AssessmentKind.CURRENT else {"kind": new.get_kind_display()}
        before = standing.get(new.kind)
        audit.record(
            "risk.rescored",
            on=risk,
            by=by,
            before=of_kind | {"score": assessment_in_figures(before)} if before else None,
            after=of_kind | {"score": assessment_in_figures(new)},
            reason=audit.told(risk, reason),
        )
    return given


def _appended(
    risk: Risk, kind: AssessmentKind, cell: RiskMatrixCell, reason: str, on: date, by: User
) -> Assessment:
    return Assessment.objects.create(
        footprint_id=risk.footprint_id,
        risk=risk,
        kind=kind,
        matrix_id=cell.matrix_id,
        cell=cell,
        band=cell.band,
        reason=reason,
        assessed_on=on,
        recorded_by=by,
    )
