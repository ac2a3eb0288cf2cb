"""What every step of a paper has in common: the lock, the row that tells of it, and who is told."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from portfolios.actions import notices
from portfolios.actions.notices import Telling
from portfolios.models import Footprint, NoticeKind, Person, ReportingPeriod
from reports.models import Paper, PaperState, PaperStep, PaperStepKind, Run
from reports.queries.readiness import Obstacle
from reports.step_rights import require_step
from stp_portal.accounts.models import User
from stp_portal.core import audit

BY_ITSELF = "the portal, on the day set for it"
STEP_KEY = "paper-step:"


def held(paper: Paper, kind: PaperStepKind, by: User | None) -> Paper:
    """``paper`` under a lock, and its period too, so that nobody opens that again meanwhile.

    The edition before is locked first, as publishing changes it, and the footprint before the period, as those take
    them who lock periods. Raises PermissionDenied, in words, for somebody whose step it is not; ``by`` is None for the
    portal itself.
    """
    list(Paper.objects.select_for_update(no_key=True).filter(superseded_by=paper.pk).values_list("pk"))
    paper = (
        Paper.objects.select_for_update(of=("self",), no_key=True)
        .select_related("footprint", "paper_type", "author", "reviewer", "approver")
        .get(pk=paper.pk)
    )
    if by is not None:
        require_step(by, kind, paper)
    Footprint.objects.select_for_update(no_key=True).get(pk=paper.footprint_id)
    paper.period = ReportingPeriod.objects.select_for_update(of=("self",), no_key=True).get(
        pk=paper.period_id
    )
    return paper


def require_state(paper: Paper, kind: PaperStepKind, *states: PaperState) -> None:
    """ValidationError unless ``paper`` is in one of ``states``; it says who came first, where somebody did."""
    if paper.state in states:
        return
    last = paper.steps.last()
    came_first = f": {last.get_kind_display().lower()} by {last.by_name}" if last else ""
    raise ValidationError(
        f"This paper is {paper.get_state_display().lower()}{came_first}. "
        f"It cannot be marked “{PaperStepKind(kind).label}” now."
    )


def refuse(obstacles: Iterable[Obstacle]) -> None:
    """ValidationError with everything that is in the way, where something is."""
    if words := [obstacle.words for obstacle in obstacles]:
        raise ValidationError(words)


def required_reason(reason: str, words: str) -> str:
    """``reason`` without the space around it. Raises ValidationError under ``reason`` where there is none."""
    if not reason.strip():
        raise ValidationError({"reason": words})
    return reason.strip()


@transaction.atomic
def take(
    paper: Paper,
    kind: PaperStepKind,
    *,
    by: User | None,
    state: PaperState | None = None,
    reason: str = "",
    run: Run | None = None,
) -> PaperStep:
    """Append the step to a paper held under its lock, and move it to ``state`` where one is given.

    Whose turn it was by an earlier step, and who was not mailed of that yet, is not told any more.
    """
    notices.overtake(
        footprint=paper.footprint, kind=NoticeKind.PAPER, path=_steps_page(paper), key_start=STEP_KEY
    )
    before = paper.state
    if state is not None and state != before:
        paper.state = state
        paper.version += 1
        paper.save(update_fields=["state", "version", "updated_at"])
    step = PaperStep.objects.create(
        footprint_id=paper.footprint_id,
        paper=paper,
        kind=kind,
        run=run,
        reason=reason,
        by=by,
        by_name=str(by) if by else BY_ITSELF,
    )
    audit.record(
        f"paper.{kind.value}",
        on=paper,
        by=by or BY_ITSELF,
        before={"state": before},
        after={"state": paper.state},
        reason=audit.told(paper, reason),
    )
    return step


def tell(paper: Paper, step: PaperStep, users: Iterable[User], what: str, *, is_turn: bool) -> None:
    """Tell ``users``, but for who took the step: “The paper “Update” for January 2018 ``what``”.

    ``is_turn``: it waits for them now.
    """
    others = [user for user in dict.fromkeys(users) if user.pk != step.by_id]
    tell_of(paper, others, what, key=f"{STEP_KEY}{step.pk}", is_turn=is_turn)


def tell_of(paper: Paper, users: Iterable[User], what: str, *, key: str, is_turn: bool) -> None:
    """Tell ``users`` once for ``key`` what became of ``paper``. A private one is not called by its title: mail is read
    by others too.
    """
    name = "A private paper" if paper.is_private else f"The paper “{paper.title}”"
    path = _steps_page(paper)
    tellings = [
        Telling(
            user=user,
            kind=NoticeKind.PAPER if is_turn else NoticeKind.PAPER_NEWS,
            key=f"{key}:{user.pk}",
            text=f"{name} for {paper.period} {what}",
            path=path,
            period=paper.period,
        )
        for user in dict.fromkeys(users)
    ]
    notices.tell_many(footprint=paper.footprint, tellings=tellings)


def accounts_of(*people: Person | None) -> list[User]:
    """The accounts of these people, of those who have one."""
    return [person.user for person in people if person is not None and person.user is not None]


def concerned(paper: Paper) -> list[User]:
    """Author, reviewer and approver, and who handed it in. Up to four queries."""
    handed_in = paper.steps.filter(kind=PaperStepKind.SUBMITTED, by__isnull=False).select_related("by")
    return [
        *accounts_of(paper.author, paper.reviewer, paper.approver),
        *[step.by for step in handed_in if step.by is not None],
    ]


def _steps_page(paper: Paper) -> str:
    return reverse("reports:paper-review", args=[paper.footprint.slug, paper.pk])
