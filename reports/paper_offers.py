"""The steps of a paper as its review page offers them: their words, and which are this person's to take now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.urls import reverse

from reports.actions import approval, publishing
from reports.forms.publishing import ReasonForm
from reports.models import Paper, PaperState, PaperStepKind
from reports.queries.published import history_of
from reports.queries.readiness import Obstacle, before_approval, before_publishing, before_reviewing
from reports.step_rights import may_take
from stp_portal.accounts.models import User
from stp_portal.core.lists import listed


class Take(Protocol):
    """An action of ``approval`` or ``publishing``."""

    def __call__(self, *, paper: Paper, reason: str, by: User) -> Any: ...


@dataclass(frozen=True)
class Offer:
    """A step in words: ``follows`` is what happens once ``button`` was pressed, ``done`` what is said then."""

    name: str
    kind: PaperStepKind
    states: frozenset[PaperState]
    take: Take
    heading: str
    follows: str
    button: str
    done: str
    label: str = "Remark"
    hint: str = ""
    needs_reason: bool = False
    look: str = "primary"


DRAFT, IN_REVIEW, APPROVED = PaperState.DRAFT, PaperState.IN_REVIEW, PaperState.APPROVED
PUBLISHED, SUPERSEDED = PaperState.PUBLISHED, PaperState.SUPERSEDED

OFFERS = {
    offer.name: offer
    for offer in (
        Offer(
            name="submit",
            kind=PaperStepKind.SUBMITTED,
            states=frozenset({DRAFT}),
            take=approval.submit,
            heading="Hand the paper in",
            follows="It is compiled as it stands now, and its reviewer is told; where it has none, those who can "
            "approve it. You do not approve a paper that you hand in.",
            button="Hand in for review",
            done="is handed in",
        ),
        Offer(
            name="approve",
            kind=PaperStepKind.APPROVED,
            states=frozenset({IN_REVIEW}),
            take=approval.approve,
            heading="Approve the paper",
            follows="You approve what its files say now. They are compiled once more, without the word draft, and "
            "those who publish papers are told.",
            button="Approve paper",
            done="is approved. Its files are compiled without the word draft",
        ),
        Offer(
            name="reviewed",
            kind=PaperStepKind.REVIEWED,
            states=frozenset({IN_REVIEW}),
            take=approval.reviewed,
            heading="Say that you have reviewed it",
            follows="Whoever can approve the paper is told that it is ready for them.",
            button="Mark as reviewed",
            done="is marked as reviewed",
            look="secondary",
        ),
        Offer(
            name="return",
            kind=PaperStepKind.RETURNED,
            states=frozenset({IN_REVIEW}),
            take=approval.return_to_author,
            heading="Return it to its author",
            follows="It is a draft again. Its author is told, and reads what you write here.",
            button="Return to author",
            done="is returned to its author",
            label="What should be put right",
            needs_reason=True,
            look="secondary",
        ),
        Offer(
            name="publish",
            kind=PaperStepKind.PUBLISHED,
            states=frozenset({APPROVED}),
            take=publishing.publish,
            heading="Publish the paper",
            follows="Its files and its page never change again. What is put right later is a new edition.",
            button="Publish paper",
            done="is published",
        ),
        Offer(
            name="reopen",
            kind=PaperStepKind.REOPENED,
            states=frozenset({APPROVED}),
            take=approval.take_back,
            heading="Take the approval back",
            follows="It is in review again and can be changed, compiled and approved anew.",
            button="Take approval back",
            done="is in review again",
            label="Why the approval is taken back",
            needs_reason=True,
            look="secondary",
        ),
        Offer(
            name="correct",
            kind=PaperStepKind.SUPERSEDED,
            states=frozenset({PUBLISHED}),
            take=publishing.correct,
            heading="Correct it in a new edition",
            follows="A draft with all that people wrote in this one is begun. This edition stays as it is; when the "
            "new one is published it says that it is superseded, by which edition and why.",
            button="Begin a correction",
            done="is corrected in the edition below, which is a draft",
            label="What is corrected, and why",
            hint="The public page prints this.",
            needs_reason=True,
            look="secondary",
        ),
        Offer(
            name="take-down",
            kind=PaperStepKind.TAKEN_DOWN,
            states=frozenset({PUBLISHED, SUPERSEDED}),
            take=publishing.take_down,
            heading="Take it down",
            follows="Nobody reads it on the public pages any more: they say that it was taken down, when and why. "
            "Its files are kept for those who sign in. To put a mistake right, begin a correction instead.",
            button="Take this edition down",
            done="is taken down",
            label="Why it is taken down",
            hint="The public page prints this.",
            needs_reason=True,
            look="warning",
        ),
    )
}


@dataclass(frozen=True)
class Open:
    """A step that is offered on a page: where it is sent, its form, and what is in its way."""

    offer: Offer
    form: ReasonForm
    address: str
    obstacles: list[Obstacle]


def reason_form(offer: Offer, data: Any = None) -> ReasonForm:
    """The form of a step, as yet unsent without ``data``."""
    return ReasonForm(
        data, name=offer.name, label=offer.label, hint=offer.hint, needs_reason=offer.needs_reason
    )


def offers_of(paper: Paper, user: User, sent: Mapping[str, ReasonForm]) -> list[Open]:
    """The steps that ``user`` may take with ``paper`` in its state, each with what is in its way.

    ``sent`` are forms that were sent and came back, by the name of their step. Comparing a paper with its record takes
    up to twenty queries; papers that nobody can approve or publish yet are not compared.
    """
    found = []
    for offer in OFFERS.values():
        if paper.state not in offer.states or not may_take(user, offer.kind, paper):
            continue
        if offer.name == "take-down":
            if paper.publication.taken_down_at is not None:
                continue
            offer = replace(offer, follows=offer.follows + _others_stay(paper))
        if offer.name == "correct" and Paper.objects.filter(supersedes=paper).exists():
            continue
        obstacles: list[Obstacle] = []
        if offer.name == "approve":
            obstacles = before_approval(paper, user)
        elif offer.name == "reviewed":
            obstacles = before_reviewing(paper, user)
        elif offer.name == "publish":
            obstacles = before_publishing(paper)
        address = reverse(f"reports:paper-{offer.name}", args=[paper.footprint.slug, paper.pk])
        found.append(Open(offer, sent.get(offer.name) or reason_form(offer), address, obstacles))
    return found


def _others_stay(paper: Paper) -> str:
    """Which editions of a published paper the public reads on when this one is taken down; empty for none."""
    stay = [
        f"edition {one.edition}"
        for one in reversed(history_of(paper.publication))
        if one.paper_id != paper.pk and one.taken_down_at is None
    ]
    if not stay:
        return ""
    return f" The public can still read {listed(stay)}: what should not stand there either is taken down there as well."
