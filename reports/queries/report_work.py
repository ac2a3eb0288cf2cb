"""The reports that wait for one person: to be written, assured or signed off; and the milestones that are theirs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse

from portfolios.models import (
    Deputy,
    Footprint,
    Initiative,
    Milestone,
    ReportComment,
    ReportState,
    ReportStep,
    RoleAssignment,
)
from portfolios.queries.holders import AUTHORS
from portfolios.queries.returns import Return, Step
from reports.queries.room_filters import MINE, query
from reports.queries.tasks import Task, TaskKind
from stp_portal.accounts.models import User
from stp_portal.core.numbers import counted
from stp_portal.core.text import plain

# A longer list of what to assure is read better in the period room.
MOST = 10


def own_roles(footprint: Footprint, user: User) -> Mapping[int, frozenset[str]]:
    """The initiatives in which ``user`` holds roles today, or stands in for somebody who does. One query."""
    stands_in_for = Deputy.objects.current().filter(footprint=footprint, deputy__user=user)
    rows = (
        RoleAssignment.objects.current()
        .filter(Q(person__user=user) | Q(person__in=stands_in_for.values("principal")), footprint=footprint)
        .values_list("initiative_id", "role")
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for initiative, role in rows:
        found[initiative].add(role)
    return {initiative: frozenset(roles) for initiative, roles in found.items()}


def with_all_below(footprint: Footprint, tops: Collection[int]) -> frozenset[int]:
    """``tops`` and every initiative below them. One query."""
    children: defaultdict[int | None, list[int]] = defaultdict(list)
    for pk, parent in Initiative.objects.filter(footprint=footprint).values_list("pk", "parent_id"):
        children[parent].append(pk)
    found: set[int] = set()
    waiting = list(tops)
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting += children[pk]
    return frozenset(found)


def report_tasks(found: Sequence[Return], user: User, *, assures: bool) -> Iterator[Task]:
    """What of ``found`` waits for ``user``; ``assures`` as for ``Return.waits_for``. One query."""
    mine = [one for one in found if one.waits_for(user, assures=assures)]
    comments = _comments([one for one in mine if one.was_sent_back])
    for one in mine:
        if one.step == Step.WRITING:
            yield Task(TaskKind.WRITE, _writing(one), _page("edit", one), one.due, comments.get(one.pk, ""))
        elif one.step == Step.SIGN_OFF:
            yield Task(TaskKind.SIGN_OFF, f"Sign off {_report(one)}", _page("", one), one.due)
    yield from _assuring([one for one in mine if one.step == Step.ASSURANCE])


def milestone_tasks(
    roles: Mapping[int, Collection[str]], found: Iterable[Return], user: User, today: date
) -> Iterator[Task]:
    """The milestones that are overdue in initiatives whose reports this person writes. One query.

    They are updated in the form of a report that is being written, else on the initiative's page.
    """
    written = [pk for pk, held in roles.items() if any(role in held for role in AUTHORS)]
    forms = {one.initiative: one for one in found if one.step == Step.WRITING}
    rows = (
        Milestone.objects.visible_to(user)
        .filter(Q(forecast__last__lt=today) | Q(baseline__last__lt=today), initiative__in=written)
        .order_by("number")
        .select_related("initiative", "footprint")
    )
    for milestone in rows:
        due = (milestone.forecast or milestone.baseline).last
        if milestone.actual or due is None or due >= today:
            continue
        form = forms.get(milestone.initiative_id)
        address = [milestone.footprint.slug, milestone.initiative.slug]
        yield Task(
            TaskKind.MILESTONE,
            f"Update the milestone “{milestone.title}” of {milestone.initiative}",
            _page("edit", form) if form else f"{reverse('reports:initiative', args=address)}#milestones",
            due,
        )


def _report(one: Return) -> str:
    return f"the report of {one.name} for {one.period}"


def _writing(one: Return) -> str:
    if one.was_sent_back:
        return f"Put right {_report(one)}"
    verb = "Write" if one.state == ReportState.EXPECTED else "Finish"
    return f"{verb} {_report(one)}"


def _page(kind: str, one: Return) -> str:
    name = f"reports:report-{kind}" if kind else "reports:report"
    return reverse(name, args=[one.period.footprint.slug, one.slug, one.period.slug])


def _assuring(found: Sequence[Return]) -> Iterator[Task]:
    """One line for each; where there are many, the first of them and a line that leads to the others."""
    shown = sorted(found, key=lambda one: -(one.days or 0))[:MOST]
    for one in shown:
        yield Task(TaskKind.ASSURE, f"Assure {_report(one)}", _page("", one), one.due)
    if len(found) > len(shown):
        period = found[0].period
        room = reverse("reports:period-room", args=[period.footprint.slug, period.slug])
        more = len(found) - len(shown)
        what = f"Assure {counted(more, 'more report')}"
        yield Task(TaskKind.ASSURE, what, room + query({"only": MINE}), found[0].due)


def _comments(sent_back: Sequence[Return]) -> dict[int, str]:
    """What was said when each was sent back last."""
    rows = (
        ReportComment.objects.filter(report__in=[one.pk for one in sent_back], step=ReportStep.RETURNED)
        .order_by("at", "pk")
        .values_list("report_id", "text", "by__name")
    )
    if not sent_back:
        return {}
    return {report: f"{name}: {plain(text)}" for report, text, name in rows}
