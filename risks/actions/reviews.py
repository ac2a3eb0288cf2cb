"""Reviewing risks: somebody looked, and found the score right or gave another."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from risks.access import kept_among
from risks.actions.assessments import cell_at, rescore
from risks.actions.risk_rows import changed_meanwhile, locked, locked_many, reason_of
from risks.due_dates import YEARS, furthest_from
from risks.models import (
    Assessment,
    AssessmentKind,
    ReviewOutcome,
    Risk,
    RiskMatrixCell,
    RiskReview,
    RiskStatus,
)
from risks.score_words import assessment_in_figures
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import Conflict, check_version
from stp_portal.core.refusals import Refusals
from stp_portal.core.templatetags.text_tags import nhs_date


@transaction.atomic
def review_still_right(
    *, risk: Risk, version: int, reason: str, on: date, next_due: date | None, by: User
) -> RiskReview:
    """Put on record that somebody looked at ``risk`` on the day ``on`` and found its current score right.

    The next review is due on ``next_due``, else as the band says. Said twice in the same words it stands once. The
    version stays: nothing changed of what others look at, and of two who find it right neither is in the other's way.
    Raises Conflict if somebody else changed the risk since ``version`` was read, and ValidationError for a risk that is
    not open or has no score, and under ``next_due``.
    """
    risk = locked(risk)
    current = _currents([risk]).get(risk.pk)
    last = _lasts([risk]).get(risk.pk)
    if there := _said(last, current, reason.strip(), on, next_due, by):
        return there
    check_version(risk, version)
    _require_reviewable(risk, current)
    _check_next_due(next_due, on)
    return _append(risk, ReviewOutcome.STILL_RIGHT, current, reason.strip(), on, next_due, by)


@transaction.atomic
def review_rescored(
    *,
    risk: Risk,
    version: int,
    likelihood: int | None,
    impact: int | None,
    reason: str,
    on: date,
    next_due: date | None,
    by: User,
) -> RiskReview:
    """Give ``risk`` another current score in a review, with the reason. The score that stands already is found right.

    Sent twice it is done once. Raises Conflict and ValidationError as ``rescore`` does, and under ``next_due``.
    """
    risk = locked(risk)
    cell = _cell(risk, likelihood, impact, reason, on, next_due)
    current = _currents([risk]).get(risk.pk)
    last = _lasts([risk]).get(risk.pk)
    if current and current.cell_id == cell.pk:
        given_by_last = last and (last.outcome, last.assessment_id) == (ReviewOutcome.RESCORED, current.pk)
        if last and given_by_last and current.reason == reason.strip():
            return last
        reason = reason_of(reason, f"Say why the score of risk {risk.number} is still right.")
        return review_still_right(risk=risk, version=version, reason=reason, on=on, next_due=next_due, by=by)
    refusals = Refusals()
    with refusals.under():
        given = rescore(
            risk=risk,
            version=version,
            likelihood=likelihood,
            impact=impact,
            reason=reason,
            on=on,
            by=by,
        )
    with refusals.under():
        _check_next_due(next_due, on)
    refusals.raise_any()
    return _append(locked(risk), ReviewOutcome.RESCORED, given, reason.strip(), on, next_due, by)


def _cell(
    risk: Risk,
    likelihood: int | None,
    impact: int | None,
    reason: str,
    on: date,
    next_due: date | None,
) -> RiskMatrixCell:
    """The cell of the factors. Where there is none, whatever else is wrong is said with it."""
    refusals = Refusals()
    with refusals.under():
        cell = cell_at(risk.footprint_id, likelihood, impact, on)
    if not refusals.found:
        return cell
    with refusals.under():
        reason_of(reason, f"Say why the score of risk {risk.number} changes.")
    with refusals.under():
        _check_next_due(next_due, on)
    raise ValidationError(dict(refusals.found))


@transaction.atomic
def review_many(
    *,
    risks: Sequence[tuple[Risk, int]],
    reason: str,
    on: date,
    next_due: date | None,
    by: User,
) -> list[RiskReview]:
    """Find the scores of several risks right at once, each of which ``by`` sees and looked at in that version.

    All or nothing: ValidationError names every risk that is closed, has no score, is kept by others or was changed
    meanwhile, and under ``next_due``. What is on record already stays once; one event for each of the others.
    """
    versions = {risk.pk: version for risk, version in risks}
    rows = locked_many(versions)
    if not rows:
        raise ValidationError("Tick the risks that were reviewed.")
    reason = reason.strip()
    currents, lasts, kept = _currents(rows), _lasts(rows), kept_among(by, rows)
    refusals = Refusals()
    done: list[RiskReview] = []
    with refusals.under():
        _check_next_due(next_due, on)
    fresh = []
    for risk in sorted(rows, key=lambda row: row.number):
        current = currents.get(risk.pk)
        if there := _said(lasts.get(risk.pk), current, reason, on, next_due, by):
            done.append(there)
            continue
        with refusals.under():
            if risk.pk not in kept:
                raise ValidationError(f"Risk {risk.number} is kept by others: take it out.")
            _require_unchanged(risk, versions[risk.pk])
            _require_reviewable(risk, current)
            fresh.append(risk)
    refusals.raise_any()
    done += [
        _append(risk, ReviewOutcome.STILL_RIGHT, currents[risk.pk], reason, on, next_due, by)
        for risk in fresh
    ]
    return sorted(done, key=lambda review: review.risk.number)


def due_by_band(assessment: Assessment | None, on: date) -> date | None:
    """When a risk with this current score is to be looked at after ``on``; None where its band does not say."""
    days = assessment.band.review_days if assessment and assessment.band else None
    return on + timedelta(days=days) if days else None


def _append(
    risk: Risk,
    outcome: ReviewOutcome,
    current: Assessment | None,
    reason: str,
    on: date,
    next_due: date | None,
    by: User,
) -> RiskReview:
    is_latest = risk.reviewed_on is None or on >= risk.reviewed_on
    due = next_due or due_by_band(current, on)
    if due is None and risk.review_due and risk.review_due > on:
        due = risk.review_due
    review = RiskReview.objects.create(
        footprint_id=risk.footprint_id,
        risk=risk,
        on=on,
        outcome=outcome,
        reason=reason,
        assessment=current,
        next_due=due,
        recorded_by=by,
    )
    if is_latest:
        risk.reviewed_on, risk.review_due = on, due
        risk.save(update_fields=["reviewed_on", "review_due", "updated_at"])
    after = {"outcome": outcome.label}
    if current:
        after["score"] = assessment_in_figures(current)
    if due:
        after["next review"] = nhs_date(due)
    audit.record("risk.reviewed", on=risk, by=by, after=after, reason=audit.told(risk, reason))
    return review


def _said(
    last: RiskReview | None,
    current: Assessment | None,
    reason: str,
    on: date,
    next_due: date | None,
    by: User,
) -> RiskReview | None:
    """``last`` where it says this already, of the score that stands."""
    if last is None or current is None or (next_due and last.next_due != next_due):
        return None
    is_same = (last.outcome, last.on, last.reason, last.recorded_by_id, last.assessment_id) == (
        ReviewOutcome.STILL_RIGHT,
        on,
        reason,
        by.pk,
        current.pk,
    )
    return last if is_same else None


def _require_reviewable(risk: Risk, current: Assessment | None) -> None:
    if risk.status != RiskStatus.OPEN:
        raise ValidationError(
            f"Risk {risk.number} is {risk.get_status_display().lower()}, so it is not reviewed any more. "
            "Reopen it first if it stands again."
        )
    if current is None:
        raise ValidationError(f"Risk {risk.number} has no current score that could be right. Score it first.")


def _require_unchanged(risk: Risk, version: int) -> None:
    try:
        check_version(risk, version)
    except Conflict as clash:
        raise ValidationError(changed_meanwhile(risk)) from clash


def _check_next_due(next_due: date | None, on: date) -> None:
    if next_due is None:
        return
    if next_due <= on:
        raise ValidationError(
            {"next_due": f"The next review must be after this one, which is of {nhs_date(on)}."}
        )
    if next_due > furthest_from(on):
        raise ValidationError(
            {
                "next_due": f"The next review must be within {YEARS} years, by {nhs_date(furthest_from(on))}. "
                "A risk that nobody looks at for longer is not managed."
            }
        )


def _currents(risks: Iterable[Risk]) -> Mapping[int, Assessment]:
    """The current scores that stand, by risk. One query."""
    rows = Assessment.objects.standing().filter(kind=AssessmentKind.CURRENT, risk__in=list(risks))
    return {row.risk_id: row for row in rows.select_related("band", "cell__matrix")}


def _lasts(risks: Iterable[Risk]) -> Mapping[int, RiskReview]:
    """The review that was recorded last, by risk. One query."""
    rows = RiskReview.objects.filter(risk__in=list(risks)).select_related("risk").order_by("pk")
    return {row.risk_id: row for row in rows}
