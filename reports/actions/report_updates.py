"""Saving everything that was typed into the form of a report: all of it, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.actions import asks, highlight_reports, milestones
from portfolios.actions.open_periods import require_open
from portfolios.models import Body, Footprint, HighlightReport, Initiative, Milestone, ReportingPeriod
from portfolios.report_content import ReportContent
from risks.actions import reviews, risks
from risks.actions.assessments import locked_matrix
from risks.models import AssessmentKind, Risk, RiskReview
from stp_portal.accounts.models import User
from stp_portal.core.base import Conflict
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.refusals import Refusals

# The code of the error where somebody else changed a milestone or a risk meanwhile; its params have the ``version``.
CONFLICT = "conflict"


@dataclass(frozen=True)
class MilestoneChange:
    """A milestone that was met on ``date``, or is forecast for it. ``field`` is what it is called in errors."""

    milestone: Milestone
    field: str
    version: int
    is_met: bool
    date: FuzzyDate
    reason: str = ""


@dataclass(frozen=True)
class RiskScore:
    """A new score of a risk. ``field`` is what it is called in errors."""

    risk: Risk
    field: str
    version: int
    likelihood: int | None
    impact: int | None
    reason: str


@dataclass(frozen=True)
class StillRight:
    """That the score of a risk is still right. ``field`` is what it is called in errors."""

    risk: Risk
    field: str
    version: int


@dataclass(frozen=True)
class NewRisk:
    """A risk to be raised; ``form`` names the copy of the form it was typed into."""

    form: UUID
    title: str
    cause: str
    event: str
    effect: str
    likelihood: int | None
    impact: int | None
    private_reason: str


@dataclass(frozen=True)
class NewAsk:
    """An ask to be raised under a key of its own."""

    key: str
    body: Body | None
    purpose: str
    verb: str
    text: str
    context: str
    private_reason: str


@dataclass(frozen=True)
class Updates:
    """What was typed beside the report itself."""

    milestones: tuple[MilestoneChange, ...] = ()
    scores: tuple[RiskScore, ...] = ()
    still_right: tuple[StillRight, ...] = ()
    new_risk: NewRisk | None = None
    new_ask: NewAsk | None = None


@transaction.atomic
def save(
    *,
    initiative: Initiative,
    period: ReportingPeriod,
    version: int,
    content: ReportContent,
    updates: Updates,
    by: User,
) -> HighlightReport:
    """Save a draft of the report, forecasts, reviews of risks, a new risk and a new ask in one transaction.

    Sent twice, it is done once. Raises Conflict if somebody else saved the report since ``version`` was read, and
    ValidationError by field with everything that any part refuses; a milestone or risk that somebody else changed
    meanwhile is refused under its own field with the code CONFLICT. Then nothing is written at all.
    """
    _lock(initiative, period, updates)
    require_open(ReportingPeriod.objects.get(pk=period.pk))
    refusals = Refusals()
    with refusals.under():
        highlight_reports.save(initiative=initiative, period=period, version=version, content=content, by=by)
    for change in updates.milestones:
        _change(change, by, refusals)
    for score in updates.scores:
        _score(score, by, refusals)
    for right in updates.still_right:
        _still_right(right, period, by, refusals)
    if updates.new_risk:
        with refusals.under(_named("new_risk", vars(updates.new_risk))):
            risks.raise_risk(initiative=initiative, on=timezone.localdate(), by=by, **vars(updates.new_risk))
    if updates.new_ask:
        with refusals.under(_named("ask", vars(updates.new_ask))):
            asks.raise_ask(initiative=initiative, period=period, by=by, **vars(updates.new_ask))
    refusals.raise_any()
    return HighlightReport.objects.get(initiative=initiative, period=period)


def _lock(initiative: Initiative, period: ReportingPeriod, updates: Updates) -> None:
    """Lock every row that is written, in one order for all, before the first event locks the audit trail.

    Whoever waits for a row would else hold the trail that somebody with the row waits for.
    """
    list(HighlightReport.objects.select_for_update(of=("self",)).filter(initiative=initiative, period=period))
    Initiative.objects.select_for_update(no_key=True, of=("self",)).get(pk=initiative.pk)
    if updates.new_risk:
        # Behind those two, as the lock of a period takes them (reports.actions.periods).
        Footprint.objects.select_for_update(no_key=True).get(pk=initiative.footprint_id)
    reviewed = [
        *(one.risk.pk for one in updates.scores),
        *(one.risk.pk for one in updates.still_right),
    ]
    for rows, changed in (
        (Milestone.objects.order_by("pk"), [one.milestone.pk for one in updates.milestones]),
        (Risk.objects.order_by("pk"), reviewed),
    ):
        list(rows.select_for_update(of=("self",), no_key=True).filter(pk__in=changed))
    if updates.scores or updates.new_risk:
        locked_matrix(initiative.footprint_id, timezone.localdate())


def _change(change: MilestoneChange, by: User, refusals: Refusals) -> None:
    field, milestone = change.field, change.milestone
    if change.is_met:
        with refusals.under({"on": f"{field}_met"}, otherwise=field), _told_of_conflict():
            milestones.met(milestone=milestone, version=change.version, on=change.date, by=by)
        return
    names = {"forecast": f"{field}_forecast", "reason": f"{field}_reason"}
    with refusals.under(names, otherwise=field), _told_of_conflict():
        milestones.reforecast(
            milestone=milestone,
            version=change.version,
            forecast=change.date,
            reason=change.reason,
            by=by,
        )


def _score(score: RiskScore, by: User, refusals: Refusals) -> None:
    names = {name: f"{score.field}_{name}" for name in ("likelihood", "impact", "reason")}
    with refusals.under(names, otherwise=score.field), _told_of_conflict():
        reviews.review_rescored(
            risk=score.risk,
            version=score.version,
            likelihood=score.likelihood,
            impact=score.impact,
            reason=score.reason,
            on=timezone.localdate(),
            next_due=None,
            by=by,
        )


def _still_right(one: StillRight, period: ReportingPeriod, by: User, refusals: Refusals) -> None:
    """Leave a review on record: one for each score and report, however often and by whom the report is saved."""
    reason = f"Said in the report for {period}."
    said = RiskReview.objects.filter(
        risk=one.risk,
        reason=reason,
        assessment__kind=AssessmentKind.CURRENT,
        assessment__superseded_at=None,
    )
    if said.exists():
        return
    with refusals.under({}, otherwise=one.field), _told_of_conflict():
        reviews.review_still_right(
            risk=one.risk,
            version=one.version,
            reason=reason,
            on=timezone.localdate(),
            next_due=None,
            by=by,
        )


@contextmanager
def _told_of_conflict() -> Iterator[None]:
    """Turn a Conflict into a refusal that says so, with the version that is there now."""
    try:
        yield
    except Conflict as clash:
        raise ValidationError(
            "%(words)s",
            code=CONFLICT,
            params={
                "words": f"Somebody else changed “{clash.instance}” while you were writing. "
                "See how it stands now, and save again if yours still holds.",
                "version": clash.instance.version,
            },
        ) from clash


def _named(before: str, given: dict[str, object]) -> dict[str, str]:
    return {name: f"{before}_{name}" for name in given}
