"""One change, and all that one comparison found."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from stp_portal.core.numbers import counted

FIRST = "This is the first period on record, so there is nothing to compare with."


class Group(StrEnum):
    """What a change is about; printed in this order."""

    RATING = "rating"
    REPORT = "report"
    MILESTONE = "milestone"
    RISK = "risk"
    ISSUE = "issue"
    DEPENDENCY = "dependency"
    RECOMMENDATION = "recommendation"
    ASK = "ask"
    INITIATIVE = "initiative"

    @property
    def heading(self) -> str:
        """The heading of its list."""
        return "Dependencies" if self == Group.DEPENDENCY else f"{self.value.capitalize()}s"


class Kind(StrEnum):
    """What happened. The first word is the group; within a group the worst comes first, in the order written here."""

    RATING_WORSENED = "rating-worsened"
    RATING_DISPUTED = "rating-disputed"
    RATING_MISSING = "rating-missing"
    RATING_OTHER_SCHEME = "rating-other-scheme"
    RATING_NEW = "rating-new"
    RATING_IMPROVED = "rating-improved"
    RATING_UNCHANGED = "rating-unchanged"
    REPORT_MISSING = "report-missing"
    REPORT_NOT_UPDATED = "report-not-updated"
    MILESTONE_OVERDUE = "milestone-overdue"
    MILESTONE_SLIPPED = "milestone-slipped"
    MILESTONE_REOPENED = "milestone-reopened"
    MILESTONE_VAGUER = "milestone-vaguer"
    MILESTONE_REMOVED = "milestone-removed"
    MILESTONE_NEW = "milestone-new"
    MILESTONE_DATED = "milestone-dated"
    MILESTONE_BROUGHT_FORWARD = "milestone-brought-forward"
    MILESTONE_MET = "milestone-met"
    RISK_BECAME_ISSUE = "risk-became-issue"
    RISK_ESCALATED = "risk-escalated"
    RISK_ESCALATION_PROPOSED = "risk-escalation-proposed"
    RISK_OPENED = "risk-opened"
    RISK_RESCORED = "risk-rescored"
    RISK_BAND_MOVED = "risk-band-moved"
    RISK_SCORED = "risk-scored"
    RISK_UNSCORED = "risk-unscored"
    RISK_OTHER_MATRIX = "risk-other-matrix"
    RISK_ACTIONS_OVERDUE = "risk-actions-overdue"
    RISK_ACCEPTANCE_OVER = "risk-acceptance-over"
    RISK_ACCEPTED = "risk-accepted"
    RISK_REMOVED = "risk-removed"
    RISK_ESCALATION_RETURNED = "risk-escalation-returned"
    RISK_DE_ESCALATED = "risk-de-escalated"
    RISK_WITHDRAWN = "risk-withdrawn"
    RISK_ACTIONS_DONE = "risk-actions-done"
    RISK_CLOSED = "risk-closed"
    ISSUE_ESCALATED = "issue-escalated"
    ISSUE_RAISED = "issue-raised"
    ISSUE_DE_ESCALATED = "issue-de-escalated"
    ISSUE_WITHDRAWN = "issue-withdrawn"
    ISSUE_RESOLVED = "issue-resolved"
    DEPENDENCY_SLIPPED = "dependency-slipped"
    DEPENDENCY_REDATED = "dependency-redated"
    DEPENDENCY_NEW = "dependency-new"
    DEPENDENCY_WITHDRAWN = "dependency-withdrawn"
    DEPENDENCY_BROUGHT_FORWARD = "dependency-brought-forward"
    DEPENDENCY_MET = "dependency-met"
    RECOMMENDATION_SLIPPED = "recommendation-slipped"
    RECOMMENDATION_REDATED = "recommendation-redated"
    RECOMMENDATION_NEW = "recommendation-new"
    RECOMMENDATION_BROUGHT_FORWARD = "recommendation-brought-forward"
    RECOMMENDATION_CLOSED = "recommendation-closed"
    ASK_RAISED = "ask-raised"
    ASK_GONE = "ask-gone"
    ASK_WITHDRAWN = "ask-withdrawn"
    ASK_ANSWERED = "ask-answered"
    ASK_OUTSTANDING = "ask-outstanding"
    INITIATIVE_ENDED = "initiative-ended"
    INITIATIVE_NEW = "initiative-new"
    INITIATIVE_RENAMED = "initiative-renamed"

    @property
    def group(self) -> Group:
        return Group(self.value.partition("-")[0])


KINDS = list(Kind)


@dataclass(frozen=True)
class Change:
    """One thing that changed, as a whole sentence of plain text.

    ``subject`` are the words of the sentence that name what it is about, where a page can lead to it: the initiative
    called ``initiative`` (a slug) or the risk numbered ``risk``. ``dimension`` is set for a rating beside the overall
    one. ``size`` says how much, in the units of its kind (ranks, days, points of score): more is worse.
    """

    kind: Kind
    sentence: str
    initiative: str | None = None
    risk: int | None = None
    subject: str = ""
    dimension: str | None = None
    size: int = 0

    @property
    def order(self) -> tuple[int, bool, int, int, str, str]:
        """Its place among others: the worst first within its group, and nothing left to chance."""
        place = KINDS.index(self.kind), bool(self.dimension), -self.size, self.risk or 0
        return *place, self.sentence, self.initiative or ""


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two periods, in order.

    ``before`` and ``after`` are the labels of the periods; ``before`` is None for the first on record. ``unchanged``
    (ratings that stayed) and ``outstanding`` (asks that still wait) are no changes and stand apart.
    """

    before: str | None
    after: str
    found: tuple[Change, ...] = ()
    unchanged: tuple[Change, ...] = ()
    outstanding: tuple[Change, ...] = ()

    @property
    def statement(self) -> str:
        """What there is to say of the whole, as one sentence."""
        if self.before is None:
            return FIRST
        between = f"between {self.before} and {self.after}."
        if not self.found:
            return f"Nothing changed {between}"
        return f"{counted(len(self.found), 'change')} {between}"

    @property
    def stayed(self) -> str:
        """How many ratings did not move, as a sentence; "" for none."""
        number = len(self.unchanged)
        return f"{counted(number, 'rating')} {'is' if number == 1 else 'are'} unchanged." if number else ""

    @property
    def groups(self) -> list[tuple[Group, list[Change]]]:
        """The changes under their headings; a group without any is left out."""
        of = {group: [one for one in self.found if one.kind.group == group] for group in Group}
        return [(group, changes) for group, changes in of.items() if changes]

    def of_kind(self, *kinds: Kind) -> list[Change]:
        """The changes of these kinds, of the overall rating where they are about ratings."""
        return [change for change in self.found if change.kind in kinds and not change.dimension]

    def plain(self) -> dict[str, Any]:
        """As JSON data, for the frozen input of a run; ``from_plain`` is the way back."""
        return asdict(self)

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        def read(name: str) -> tuple[Change, ...]:
            rows: Sequence[Mapping[str, Any]] = data[name]
            return tuple(Change(**{**row, "kind": Kind(row["kind"])}) for row in rows)

        return cls(data["before"], data["after"], read("found"), read("unchanged"), read("outstanding"))
