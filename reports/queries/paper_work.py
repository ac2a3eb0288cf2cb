"""The papers that wait for one person: to write or put right, to review, to approve, to publish (DESIGN 5)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from portfolios.access import Standing
from portfolios.models import Footprint, Person
from portfolios.queries.holders import accounts_with
from reports.models import Paper, PaperEditor, PaperState, PaperStep, PaperStepKind, Publication
from reports.queries.marked_since import with_marks_since
from reports.queries.paper_way import is_reviewed
from reports.queries.tasks import Task, TaskKind
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from stp_portal.core.numbers import counted
from stp_portal.core.templatetags.text_tags import nhs_date
from stp_portal.core.text import plain

ON_THEIR_WAY = (PaperState.DRAFT, PaperState.IN_REVIEW, PaperState.APPROVED)
# A draft of nobody's stays a matter of the office so long after its meeting, or without one after its period; the list
# of papers has the older ones. A correction is of use whenever it is begun.
STILL_OF_USE = timedelta(days=62)


def paper_tasks(standing: Standing, user: User, today: date) -> Iterator[Task]:
    """One line for each paper whose next step is ``user``'s.

    And one for each paper published of late that holds what was marked private since, of those who publish.

    One query where no paper is on its way, else two, and two more where one is to be approved. For those who publish,
    one more; where a public paper is of the last weeks, four, and two for each record that such papers are drawn from.
    """
    place = standing.footprint
    rows = list(
        Paper.objects.visible_to(user)
        .filter(footprint=place, state__in=ON_THEIR_WAY)
        .select_related("period", "meeting", "footprint", "author", "reviewer", "approver")
        .prefetch_related("steps")
        .order_by("title", "pk")
    )
    to_approve = [one for one in rows if one.state == PaperState.IN_REVIEW and not _waits_for_review(one)]
    approving = _approving(place, to_approve) if standing.may(Permission.APPROVE_PAPERS) else {}
    for paper in rows:
        if paper.state == PaperState.DRAFT:
            if _is_to_write(paper, standing, user, today):
                yield _to_write(paper, standing)
        elif paper.state == PaperState.APPROVED:
            is_by_itself = paper.publish_on is not None and paper.publish_on >= today
            if standing.may(Permission.PUBLISH_PAPERS) and not is_by_itself:
                yield _task(paper, "Publish", "reports:paper-review")
        elif _waits_for_review(paper):
            if _account(paper.reviewer) == user.pk:
                yield _task(paper, "Review", "reports:paper-review")
        elif user.pk in approving.get(paper.pk, ()):
            yield _task(paper, "Approve", "reports:paper-review")
    if standing.may(Permission.PUBLISH_PAPERS) and standing.may(Permission.VIEW_PRIVATE):
        for publication, number in with_marks_since(place, today - STILL_OF_USE):
            yield _to_take_down(publication, number, place)


def _to_take_down(publication: Publication, number: int, place: Footprint) -> Task:
    """No words of what is private: the page has them."""
    edition = f", edition {publication.edition}" if publication.edition > 1 else ""
    return Task(
        TaskKind.PAPER,
        f"Take down or correct the paper “{publication.title}” ({publication.period_label}{edition})",
        reverse("reports:paper-review", args=[place.slug, publication.paper_id]),
        timezone.localdate(publication.published_at),
        f"{counted(number, 'thing')} in it {'was' if number == 1 else 'were'} marked private after it was published",
    )


def _waits_for_review(paper: Paper) -> bool:
    """Whether a reviewer with an account is named who has not passed a paper in review since it was handed in."""
    if paper.state != PaperState.IN_REVIEW or _account(paper.reviewer) is None:
        return False
    return not is_reviewed({step.kind: step for step in paper.steps.all()})


def _approving(place: Footprint, papers: list[Paper]) -> dict[int, set[int]]:
    """The accounts asked to approve each paper: the one named in it where they may, else all who may.

    Nobody approves a paper that they wrote in or handed in (``reports.step_rights``).
    """
    if not papers:
        return {}
    barred = {
        paper.pk: {_account(paper.author)}
        | {step.by_id for step in paper.steps.all() if step.kind == PaperStepKind.SUBMITTED}
        for paper in papers
    }
    for paper_pk, user_pk in PaperEditor.objects.filter(paper__in=papers).values_list("paper_id", "user_id"):
        barred[paper_pk].add(user_pk)
    all_who_may = set(accounts_with(Permission.APPROVE_PAPERS, place).values_list("pk", flat=True))
    asked = {}
    for paper in papers:
        able = all_who_may - barred[paper.pk]
        named = _account(paper.approver)
        asked[paper.pk] = {named} if named in able else able
    return asked


def _is_to_write(paper: Paper, standing: Standing, user: User, today: date) -> bool:
    """The author's; of one who has no account, or of nobody, the office's. Who handed it in puts it right as well."""
    if _account(paper.author) == user.pk:
        return True
    if _returned(paper) and any(
        step.by_id == user.pk for step in paper.steps.all() if step.kind == PaperStepKind.SUBMITTED
    ):
        return True
    day = paper.meeting.date if paper.meeting else paper.period.last_day
    is_of_use = paper.edition > 1 or day >= today - STILL_OF_USE
    return _account(paper.author) is None and is_of_use and standing.may(Permission.EDIT_PAPERS)


def _to_write(paper: Paper, standing: Standing) -> Task:
    page = "reports:paper-compose" if standing.may(Permission.EDIT_PAPERS) else "reports:paper-review"
    returned = _returned(paper)
    if returned:
        return _task(paper, "Put right", page, f"{returned.by_name}: {plain(returned.reason)}")
    return _task(paper, "Finish", page)


def _returned(paper: Paper) -> PaperStep | None:
    steps = list(paper.steps.all())
    return steps[-1] if steps and steps[-1].kind == PaperStepKind.RETURNED else None


def _task(paper: Paper, verb: str, page: str, note: str = "") -> Task:
    """A line due the day papers are sent out; without one, the day of the meeting."""
    meets_on = paper.meeting.date if paper.meeting else None
    kind = "private paper" if paper.is_private else "paper"
    return Task(
        TaskKind.PAPER,
        f"{verb} the {kind} “{paper.title}” ({paper.period})",
        reverse(page, args=[paper.footprint.slug, paper.pk]),
        paper.period.despatch_on or meets_on,
        note or (f"For the meeting of {nhs_date(meets_on)}" if meets_on else ""),
    )


def _account(person: Person | None) -> int | None:
    return person.user_id if person else None
