"""Where the status page gets its facts from: rows as they stand now, or the record of a locked period."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from portfolios.models import Footprint, PeriodState, ReportingRhythm, Someone
from reports.queries.boards import OpenAsk, Sittings, open_asks, sittings
from reports.queries.periods import PeriodChoice
from reports.queries.ratings import Judgements, Schemes, judgements, schemes
from reports.queries.tree import Node, tree
from risks.models import Risk
from risks.queries.bands import BandCounts, count_by_band


class StatusSource(Protocol):
    """What the status page of a period is drawn from, of what one person may see."""

    def tree(self) -> tuple[Node, ...]:
        """The initiatives that ran in the period, in printed order."""

    def schemes(self) -> Schemes:
        """The levels of ratings, and the scheme in force."""

    def judgements(self, levels: Schemes, shown: Sequence[Node]) -> Judgements:
        """The ratings of all initiatives for the period and the one before, and the history of those ``shown``."""

    def asks(self) -> tuple[OpenAsk, ...]:
        """The open asks, by body."""

    def sittings(self, on: date) -> tuple[Sittings, ...]:
        """The meetings on either side of a day."""

    def risks(self) -> BandCounts:
        """The open risks by band."""


@dataclass(frozen=True)
class LiveStatus:
    """Rows as they stand now. Each method is one query."""

    footprint: Footprint
    user: Someone
    period: PeriodChoice
    today: date

    def tree(self) -> tuple[Node, ...]:
        nodes = tree(self.footprint, self.user, self.period.chosen)
        if self.period.chosen.state == PeriodState.PLANNED:
            return nodes  # whose turn it is will be told as it is opened
        before = self.period.previous.label if self.period.previous else ""
        return tuple(
            replace(node, is_between_turns=True, stands_since=before)
            if node.report is None and node.reporting == ReportingRhythm.SECOND
            else node
            for node in nodes
        )

    def schemes(self) -> Schemes:
        return schemes(self.footprint, self.user, self.period.chosen.last_day)

    def judgements(self, levels: Schemes, shown: Sequence[Node]) -> Judgements:
        return judgements(
            self.footprint,
            self.user,
            levels.by_pk,
            periods=[one.pk for one in (self.period.chosen, self.period.previous) if one],
            history=[one.pk for one in self.period.history],
            history_of=[node.pk for node in shown],
        )

    def asks(self) -> tuple[OpenAsk, ...]:
        return open_asks(self.footprint, self.user)

    def sittings(self, on: date) -> tuple[Sittings, ...]:
        return sittings(self.footprint, self.user, on)

    def risks(self) -> BandCounts:
        risks = Risk.objects.visible_to(self.user).open().filter(footprint=self.footprint)
        return count_by_band(risks, self.footprint, self.user, self.today)
