"""Scoring a risk."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from risks.models import Assessment, AssessmentKind, Risk, RiskMatrix, RiskMatrixCell, RiskStatus
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version


def matrix_in_force(footprint_id: int, on: date) -> RiskMatrix | None:
    """The matrix that risks are scored in on the day ``on``: the latest of those in force. One query."""
    matrices = RiskMatrix.objects.filter(footprint_id=footprint_id, valid_from__lte=on)
    return matrices.exclude(valid_to__lt=on).order_by("valid_from").last()


def cell_at(footprint_id: int, likelihood: int | None, impact: int | None, on: date) -> RiskMatrixCell:
    """The cell of the matrix in force on the day ``on``; factors count from 1.

    Raises ValidationError under ``likelihood`` and ``impact``: no matrix, a factor missing, or one outside the matrix,
    whose sizes it names.
    """
    matrix = matrix_in_force(footprint_id, on)
    if matrix is None:
        raise ValidationError(
            {"likelihood": "No risk matrix is in force, so nothing can be scored. Ask the PMO to set one up."}
        )
    axes = {
        "likelihood": (likelihood, matrix.likelihood_words),
        "impact": (impact, matrix.impact_words),
    }
    size = f"{len(matrix.likelihood_words)}x{len(matrix.impact_words)} (likelihood x impact)"
    wrong: dict[str, str] = {}
    for axis, (factor, words) in axes.items():
        if factor is None:
            wrong[axis] = f"Select the {axis}."
        elif not 1 <= factor <= len(words):
            wrong[axis] = (
                f"{factor} is outside the risk matrix, which is {size}. The {axis} goes from 1 to {len(words)}."
            )
    if likelihood is None or impact is None or wrong:
        raise ValidationError(wrong)
    return matrix.cells.select_related("band").get(likelihood=likelihood, impact=impact)


@transaction.atomic
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
    """Give a risk its current score as of the day ``on``; the score that stood is kept and superseded.

    The same score for the same reason changes nothing. Raises Conflict if somebody else changed the risk since
    ``version`` was read, and ValidationError for a risk that is not open and under ``likelihood``, ``impact`` or
    ``reason``: a score outside the matrix in force, a reason missing.
    """
    risk = Risk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    reason = reason.strip()
    cell = cell_at(risk.footprint_id, likelihood, impact, on)
    standing = (
        Assessment.objects.standing()
        .filter(risk=risk, kind=AssessmentKind.CURRENT)
        .select_related("band", "cell")
        .first()
    )
    if standing and standing.cell_id == cell.pk and standing.reason == reason:
        return standing
    check_version(risk, version)
    if risk.status != RiskStatus.OPEN:
        raise ValidationError(f"Risk {risk.number} is {risk.get_status_display().lower()}: its score stays.")
    if not reason:
        raise ValidationError({"reason": f"Say why the score of risk {risk.number} is now {cell}."})
    if standing:
        standing.superseded_at = timezone.now()
        standing.save(update_fields=["superseded_at"])
    assessment = _current(risk, cell, reason, on, by)
    risk.version += 1
    risk.save()
    audit.record(
        "risk.rescored",
        on=risk,
        by=by,
        before={"score": _in_words(standing)} if standing else None,
        after={"score": _in_words(assessment)},
        reason=audit.told(risk, reason),
    )
    return assessment


def first_score(*, risk: Risk, cell: RiskMatrixCell, on: date, by: User) -> Assessment:
    """The current score that a new risk is raised with; told in the audit trail by whoever raises it."""
    return _current(risk, cell, "", on, by)


def _current(risk: Risk, cell: RiskMatrixCell, reason: str, on: date, by: User) -> Assessment:
    return Assessment.objects.create(
        footprint_id=risk.footprint_id,
        risk=risk,
        kind=AssessmentKind.CURRENT,
        matrix_id=cell.matrix_id,
        cell=cell,
        band=cell.band,
        reason=reason,
        assessed_on=on,
        recorded_by=by,
    )


def _in_words(assessment: Assessment) -> str:
    return ", ".join(str(part) for part in (assessment.cell, assessment.band) if part)
