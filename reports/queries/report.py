"""One highlight report as it stands: what it says, its way so far, and who has it now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portfolios.access import assurers, signers, who_assures, who_signs
from portfolios.models import (
    COUNTS_FIRST,
    Cycle,
    Footprint,
    HighlightReport,
    Initiative,
    PeriodState,
    PlannedOutcome,
    Rating,
    RatingDimension,
    RatingLevel,
    RatingSource,
    ReportComment,
    ReportingPeriod,
    ReportState,
    ReportStep,
    Someone,
    has_permission,
)
from portfolios.queries.holders import Holders, holders_of
from portfolios.queries.returns import STEPS, Step, due_day
from reports.calculated import calculated
from reports.queries.frozen.record import record_of
from reports.queries.narrative import Narrative, narrative
from reports.queries.ratings import Level
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from stp_portal.core.lists import listed


@dataclass(frozen=True)
class Dimension:
    """A rating beside the overall one."""

    label: str
    lead: Rating | None
    pmo: Rating | None


@dataclass(frozen=True)
class Stated:
    """A rating with the rule that gave it."""

    level: Level | RatingLevel
    words: str


@dataclass(frozen=True)
class Entry:
    """One step of a report's way. ``words`` is what was said with it, in Markdown; for those who may read it."""

    at: datetime
    what: str
    by: str
    words: str = ""


@dataclass(frozen=True)
class Turn:
    """Who has the report now, in a sentence, and by when it should be done; ``due`` is None where no day is set."""

    words: str
    due: date | None
    is_late: bool


@dataclass(frozen=True)
class ReportPage:
    """Everything the page of a report shows, of what one person may see. ``report`` is None where there is none.

    ``written`` is the same report where this person may read what it says.
    """

    initiative: Initiative
    period: ReportingPeriod
    report: HighlightReport | None
    before: ReportingPeriod | None
    previous: Rating | None
    standing: Mapping[str, Rating]
    calculated: Stated | None
    dimensions: tuple[Dimension, ...]
    narrative: Narrative
    written: HighlightReport | None
    outcomes: tuple[PlannedOutcome, ...]
    way: tuple[Entry, ...]
    turn: Turn
    holders: Holders

    @property
    def rating(self) -> Rating | None:
        """The overall rating that counts."""
        return next((self.standing[source] for source in COUNTS_FIRST if source in self.standing), None)

    @property
    def not_returned(self) -> bool:
        """Whether its period was locked before it was handed in: then what it says is in no paper."""
        return self.report is not None and _is_left(self.report, self.period)


def report_page(
    place: Footprint, user: Someone, initiative: Initiative, period: ReportingPeriod, *, today: date
) -> ReportPage:
    """The report of ``initiative`` for ``period`` as ``user`` sees it ``today``. A constant number of queries."""
    report = (
        HighlightReport.objects.visible_to(user)
        .filter(initiative=initiative, period=period)
        .select_related(
            "edited_by", "submitted_by", "returned_by", "assured_by", "signed_off_by", "carried_from"
        )
        .first()
    )
    if report:
        report.initiative, report.period, report.footprint = initiative, period, place
    before = ReportingPeriod.objects.visible_to(user).before(period)
    ratings = _ratings(user, initiative, period)
    earlier = _ratings(user, initiative, before) if before else {}
    cycle = Cycle.of(place)
    holders = holders_of([initiative.pk])
    # What is still with its authors is no report yet: those who work on the month may look, the public may not.
    is_with_authors = report is not None and STEPS[report.state] == Step.WRITING
    shown = None if is_with_authors and not has_permission(user, Permission.VIEW_PRIVATE, place) else report
    outcomes = PlannedOutcome.objects.visible_to(user).filter(report=shown) if shown else ()
    return ReportPage(
        initiative=initiative,
        period=period,
        report=report,
        before=before,
        previous=next((earlier[source, ""] for source in COUNTS_FIRST if (source, "") in earlier), None),
        standing={source: rating for (source, dimension), rating in ratings.items() if not dimension},
        calculated=_calculated(place, user, initiative, period, ratings, cycle, today),
        dimensions=tuple(_dimensions(cycle, ratings)),
        narrative=narrative(shown, user),
        written=shown,
        outcomes=tuple(outcomes),
        way=tuple(sorted(_way(report, period), key=lambda entry: entry.at)) if report else (),
        turn=turn(report, period, holders, today),
        holders=holders,
    )


def _is_left(report: HighlightReport, period: ReportingPeriod) -> bool:
    return STEPS[report.state] == Step.WRITING and period.state == PeriodState.LOCKED


def turn(report: HighlightReport | None, period: ReportingPeriod, holders: Holders, today: date) -> Turn:
    """Who has ``report`` now, and what is waited for. One query where that is the PMO."""
    if report is None:
        return Turn("Nobody: no report of this initiative is expected for this period.", None, False)
    if not period.is_open:
        return Turn(f"Nobody: {period} is {period.get_state_display().lower()}.", None, False)
    step = STEPS[report.state]
    due = due_day(step, period)
    words = {
        Step.WRITING: _with_authors,
        Step.ASSURANCE: _with_pmo,
        Step.SIGN_OFF: _with_signers,
    }.get(step, _with_nobody)(report, holders)
    return Turn(words, due, due is not None and due < today)


def _with_authors(report: HighlightReport, holders: Holders) -> str:
    if people := holders.leads(report.initiative_id):
        return f"Its authors: {listed(people, last='or')} writes and submits it."
    return "Nobody is recorded as its lead with an account. The PMO writes it, or the PMO lead names a lead."


def _with_pmo(report: HighlightReport, holders: Holders) -> str:
    people = assurers(report, holders)
    return f"The PMO, to assure it: {listed(people, last='or')}." if people else who_assures(report, holders)


def _with_signers(report: HighlightReport, holders: Holders) -> str:
    people = signers(report, holders)
    return f"{listed(people, last='or')}, to sign it off." if people else who_signs(report, holders)


def _with_nobody(report: HighlightReport, holders: Holders) -> str:
    return "Nobody: it is signed off, and goes into the papers when the period is locked."


def _ratings(user: Someone, initiative: Initiative, period: ReportingPeriod) -> dict[tuple[str, str], Rating]:
    """The ratings that stand, by source and dimension; the overall one has no dimension."""
    rows = (
        Rating.objects.visible_to(user)
        .current()
        .counting()
        .filter(initiative=initiative, period=period)
        .select_related("level", "recorded_by", "carried_from__period")
    )
    return {
        (one.source, "" if one.dimension == RatingDimension.OVERALL else one.dimension): one for one in rows
    }


def _calculated(
    place: Footprint,
    user: Someone,
    initiative: Initiative,
    period: ReportingPeriod,
    ratings: Mapping[tuple[str, str], Rating],
    cycle: Cycle,
    today: date,
) -> Stated | None:
    """That of today, from what ``user`` may see; of a locked period the one that was recorded with the lock.

    It goes for the public where a row it may have been counted from was marked private since.
    """
    if period.state == PeriodState.LOCKED:
        recorded = ratings.get((RatingSource.CALCULATED, ""))
        if recorded is None or not _still_open(place, user, initiative, period):
            return None
        return Stated(recorded.level, recorded.reason)
    now = calculated(place, period, [initiative.pk], today, user=user, cycle=cycle)[initiative.pk]
    return Stated(now.level, now.words) if now.level else None


def _still_open(place: Footprint, user: Someone, initiative: Initiative, period: ReportingPeriod) -> bool:
    """Whether ``user`` may read what was calculated at the lock. Four queries at most, one where they see all."""
    if has_permission(user, Permission.VIEW_PRIVATE, place):
        return True
    record = record_of(place, user, period, sees_private=False)
    nodes = record.data["initiatives"] if record else ()
    return any(node["slug"] == initiative.slug and node["ratings"].get("calculated") for node in nodes)


def _dimensions(cycle: Cycle, ratings: Mapping[tuple[str, str], Rating]) -> Iterator[Dimension]:
    """Those that the footprint rates, and those that were rated all the same."""
    for dimension in RatingDimension:
        lead, pmo = (
            ratings.get((source, dimension.value)) for source in (RatingSource.LEAD, RatingSource.PMO)
        )
        if dimension in cycle.dimensions or lead or pmo:
            yield Dimension(dimension.label, lead, pmo)


def _way(report: HighlightReport, period: ReportingPeriod) -> Iterator[Entry]:
    """The steps as they were taken; of a report from elsewhere, those that its record names."""
    if expected := period.opened_at or (report.created_at if report.state == ReportState.EXPECTED else None):
        yield Entry(expected, "Expected", "")
    taken = list(ReportComment.objects.filter(report=report).select_related("by"))
    for one in taken:
        yield Entry(one.at, one.get_step_display(), str(one.by), one.text)
    known = {one.step for one in taken}
    by_pmo = Rating.objects.overall().filter(
        initiative=report.initiative, period=period, source=RatingSource.PMO
    )
    for rating in by_pmo.select_related("level", "recorded_by"):
        yield Entry(
            rating.recorded_at, f"Rated {rating.level.label} by the PMO", str(rating.recorded_by or "")
        )
    if report.edited_at and report.edited_by:
        yield Entry(report.edited_at, "Last saved", str(report.edited_by))
    for step in (ReportStep.SUBMITTED, ReportStep.RETURNED, ReportStep.ASSURED, ReportStep.SIGNED_OFF):
        at: datetime | None = getattr(report, f"{step.value}_at")
        by: User | None = getattr(report, f"{step.value}_by")
        if at and step not in known:
            yield Entry(at, str(step.label), str(by))
