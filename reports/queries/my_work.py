"""What one person has to do in a footprint, by when, whatever their roles; and what there is to read."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery

from portfolios.access import Standing
from portfolios.models import Footprint, Meeting, PeriodState, ReportingPeriod
from portfolios.queries.period_calendar import next_to_open
from portfolios.queries.returns import Return, returns
from reports.models import Paper, PaperState
from reports.queries.office_work import mail_task, period_tasks, stuck_tasks
from reports.queries.paper_work import paper_tasks
from reports.queries.register_work import (
    dependency_tasks,
    escalation_tasks,
    quality_task,
    review_tasks,
)
from reports.queries.report_work import milestone_tasks, own_roles, report_tasks, with_all_below
from reports.queries.tasks import Task, TaskGroup, TaskKind, grouped
from reports.queries.tracking_work import tracking_tasks
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission

# What the form of a report holds too: its milestones and its risks.
IN_THE_FORM = (TaskKind.MILESTONE, TaskKind.REVIEW, TaskKind.QUALITY)
# Papers of the next meeting; the list of papers has the others.
PAPERS = 10


@dataclass(frozen=True)
class PaperToRead:
    """A paper for a meeting to come."""

    pk: int
    title: str
    body: str
    meets_on: date


@dataclass(frozen=True)
class MyWork:
    """What somebody has to do, what comes next where that is nothing, and what there is to read.

    ``locked`` is the latest locked period, ``planned`` the next one, ``meeting`` the next meeting of any body.
    """

    tasks: tuple[Task, ...]
    groups: tuple[TaskGroup, ...]
    writes: bool
    opened: tuple[ReportingPeriod, ...]
    planned: ReportingPeriod | None
    locked: ReportingPeriod | None
    meeting: Meeting | None
    papers: tuple[PaperToRead, ...]

    @property
    def only_report(self) -> Task | None:
        """The report to write, where that is all there is to do but for what its form holds as well."""
        rest = [task for task in self.tasks if task.kind not in IN_THE_FORM]
        return rest[0] if len(rest) == 1 and rest[0].kind == TaskKind.WRITE else None


def my_work(standing: Standing, user: User, today: date) -> MyWork:
    """What ``user`` has to do in the footprint of ``standing``. At most 40 queries at any size."""
    place = standing.footprint
    assures = standing.may(Permission.ASSURE_REPORTS)
    periods = _periods(place, user)
    opened = tuple(period for period in periods if period.is_open)
    roles = own_roles(place, user)
    found: list[Return] = []
    if opened and (roles or assures):
        found = returns(opened, today, initiatives=None if assures else with_all_below(place, list(roles)))
    tasks = [*report_tasks(found, user, assures=assures)]
    if roles:
        tasks += milestone_tasks(roles, found, user, today)
        tasks += dependency_tasks(place, user, roles, today)
    if standing.may(Permission.EDIT_RISKS):
        tasks += review_tasks(place, user, roles, today)
        tasks += escalation_tasks(place, user, today)
        if not standing.may(Permission.EDIT_ANY_RISK):  # who keeps all risks has the page that sums them
            tasks += quality_task(place, user, roles, today)
    tasks += tracking_tasks(place, user, today)
    tasks += paper_tasks(standing, user, today)
    if assures:
        for period in opened:
            tasks += stuck_tasks(one for one in found if one.period.pk == period.pk)
        tasks += mail_task(place, today)
    if standing.may(Permission.RUN_PERIODS):
        tasks += period_tasks(periods, found, today)
    return MyWork(
        tasks=tuple(tasks),
        groups=grouped(tasks, today),
        writes=bool(roles) or assures,
        opened=opened,
        planned=next_to_open(periods),
        locked=next((period for period in periods if period.is_locked), None),
        meeting=_next_meeting(place, user, today),
        papers=_papers(place, user, today),
    )


def _periods(place: Footprint, user: User) -> tuple[ReportingPeriod, ...]:
    """The open and planned periods, and the latest locked one, in the order of their days."""
    visible = ReportingPeriod.objects.visible_to(user).filter(footprint=place)
    locked = (
        ReportingPeriod.objects.filter(footprint=OuterRef("footprint"), state=PeriodState.LOCKED)
        .order_by("-first_day")
        .values("pk")
    )
    wanted = visible.annotate(latest=Subquery(locked[:1])).filter(
        Q(state__in=[PeriodState.OPEN, PeriodState.PLANNED]) | Q(pk=F("latest"))
    )
    return tuple(wanted.select_related("footprint").order_by("first_day"))


def _next_meeting(place: Footprint, user: User, today: date) -> Meeting | None:
    meetings = Meeting.objects.visible_to(user).filter(footprint=place, date__gte=today)
    return meetings.select_related("body").order_by("date", "pk").first()


def _papers(place: Footprint, user: User, today: date) -> tuple[PaperToRead, ...]:
    """Papers for the next day on which a body meets that has any, of those this person may read."""
    rows = (
        Paper.objects.visible_to(user)
        .filter(footprint=place, meeting__date__gte=today)
        .exclude(state=PaperState.SUPERSEDED)
        .order_by("meeting__date", "title", "pk")
        .values_list("pk", "title", "meeting__body__name", "meeting__date")[:PAPERS]
    )
    found = [PaperToRead(*row) for row in rows]
    return tuple(paper for paper in found if paper.meets_on == found[0].meets_on)
