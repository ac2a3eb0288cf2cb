"""What stands between a paper and its approval or publication: each in words, with the page that puts it right."""

import json
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from reports.models import Paper, PaperCommentKind, PaperState, PaperStepKind, Run, RunState
from reports.queries.findings import open_findings
from reports.queries.present import is_present, says_the_same
from reports.step_rights import approvers, barred
from stp_portal.accounts.models import User
from stp_portal.core.lists import listed
from stp_portal.core.numbers import counted

# A paper just approved is compiled once more; a worker that has not begun after so long needs somebody.
LONG = timedelta(hours=1)


@dataclass(frozen=True)
class Obstacle:
    """Something that is in the way: what, and what to do; ``path`` is where, under the words ``link``.

    ``passes``: it goes by itself, shortly.
    """

    words: str
    path: str = ""
    link: str = ""
    passes: bool = False


def before_reviewing(paper: Paper, user: User) -> list[Obstacle]:
    """What keeps ``user`` from saying that they reviewed a paper: they wrote it, or handed it in last. Two queries."""
    submitted = paper.steps.filter(kind=PaperStepKind.SUBMITTED).last()
    is_author = paper.author is not None and paper.author.user_id == user.pk
    if not is_author and not (submitted and submitted.by_id == user.pk):
        return []
    return [
        Obstacle(
            "You wrote this paper or handed it in: it is reviewed by somebody else, such as the reviewer named in it."
        )
    ]


def before_approval(paper: Paper, user: User) -> list[Obstacle]:
    """What keeps ``user`` from approving a paper in review. Up to twenty queries: it is compared with the record."""
    if paper.state != PaperState.IN_REVIEW:
        state = paper.get_state_display().lower()
        cure = " Hand it in first." if paper.state == PaperState.DRAFT else ""
        return [Obstacle(f"This paper is {state}: only a paper in review is approved.{cure}")]
    found = [*_of_the_person(paper, user), *_of_the_period(paper), *_of_comments(paper)]
    run = _newest(paper)
    where, link = _paper_page(paper)
    if run is None or run.state == RunState.FAILED:
        found.append(
            Obstacle("The paper has no files to approve yet. Compile it, and read what it says.", where, link)
        )
    elif run.state != RunState.DONE:
        found.append(
            Obstacle("The paper is being compiled. Wait for it, and read what it says.", where, link, True)
        )
    elif paper.period.is_locked and not is_present(run, paper):
        found.append(
            Obstacle(
                "The files of the paper are not of what it says now: a text, its cover sheet or the record changed "
                "since it was compiled. Compile it again.",
                where,
                link,
            )
        )
    return [*found, *_of_findings(paper, run)]


def before_publishing(paper: Paper) -> list[Obstacle]:
    """What keeps a paper from being published. Up to twenty queries: it is compared with the record."""
    if paper.state != PaperState.APPROVED:
        state = paper.get_state_display().lower()
        return [Obstacle(f"This paper is {state}: only an approved paper is published.")]
    found, run = _of_the_period(paper), _newest(paper)
    where, link = _paper_page(paper)
    if run is not None and run.state in (RunState.QUEUED, RunState.RUNNING):
        is_soon = timezone.now() - run.updated_at < LONG
        words = "The files of the approved paper are being compiled. It can be published when they are there."
        found.append(Obstacle(words, where, link, passes=is_soon))
    elif run is None or run.state == RunState.FAILED:
        words = "The files of the approved paper could not be compiled. See why, and try again."
        found.append(Obstacle(words, where, link))
    elif json.loads(run.input).get("state") != PaperState.APPROVED:
        words = "The files of the paper still say that it is a draft. Compile it once more."
        found.append(Obstacle(words, where, link))
    elif paper.period.is_locked and not (
        _is_as_approved(run, paper) and is_present(run, paper, by_any_renderer=True)
    ):
        found.append(
            Obstacle(
                "What this paper is drawn from has changed since it was approved: the record was locked again, or "
                "something in it was marked private. Take the approval back, compile the paper, and have it approved.",
                reverse("reports:paper-review", args=[paper.footprint.slug, paper.pk]) + "#reopen",
                "Take the approval back",
            )
        )
    return [*found, *_of_findings(paper, run)]


def _is_as_approved(run: Run, paper: Paper) -> bool:
    """Whether ``run`` says what was approved. Between the two the record may have been locked anew, and compiled."""
    step = paper.steps.filter(kind=PaperStepKind.APPROVED).select_related("run__snapshot").last()
    read = step.run if step else None
    return read is not None and says_the_same(run, read)


def _newest(paper: Paper) -> Run | None:
    return paper.runs.last_asked_first().select_related("snapshot").first()


def _of_the_person(paper: Paper, user: User) -> list[Obstacle]:
    why = barred(paper).get(user.pk)
    if not why:
        return []
    able = approvers(paper)
    if able:
        return [Obstacle(f"{why} It can be approved by {listed(able, last='or')}.")]
    people = reverse("portfolios:people", args=[paper.footprint.slug])
    cure = (
        "Nobody else can: ask the PMO lead to give somebody the role of PMO lead or senior responsible owner."
    )
    return [Obstacle(f"{why} {cure}", people, "People and their roles")]


def _of_the_period(paper: Paper) -> list[Obstacle]:
    if paper.period.is_locked:
        return []
    return [
        Obstacle(
            f"{paper.period} is {paper.period.get_state_display().lower()}, so what the paper says may still change. "
            "Lock the period, and compile the paper again.",
            reverse("reports:period-room", args=[paper.footprint.slug, paper.period.slug]),
            f"Period room of {paper.period}",
        )
    ]


def _of_comments(paper: Paper) -> list[Obstacle]:
    asked = paper.comments.filter(kind=PaperCommentKind.CHANGE, settled_at=None).count()
    if not asked:
        return []
    return [
        Obstacle(
            f"{counted(asked, 'request for change is', 'requests for change are')} open. Settle each of them.",
            reverse("reports:paper-comments", args=[paper.footprint.slug, paper.pk]),
            "Comments and requests for change",
        )
    ]


def _of_findings(paper: Paper, run: Run | None) -> list[Obstacle]:
    if run is None or run.state != RunState.DONE:
        return []
    blocking, _, _ = open_findings(paper, run)
    if not blocking:
        return []
    return [
        Obstacle(
            f"The checks found {counted(len(blocking), 'thing that must', 'things that must')} be put right first.",
            reverse("reports:paper-findings", args=[paper.footprint.slug, paper.pk]),
            "Findings of the checks",
        )
    ]


def _paper_page(paper: Paper) -> tuple[str, str]:
    return reverse("reports:paper", args=[paper.footprint.slug, paper.pk]), "The paper and its files"
