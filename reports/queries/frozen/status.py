"""What the status page of a locked period is drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from portfolios.models import Footprint, Person, ReportingRhythm, Someone
from reports.queries.boards import OpenAsk, Sittings
from reports.queries.frozen.boards import frozen_asks, frozen_sittings
from reports.queries.frozen.ratings import Levels, frozen_judgements, frozen_schemes, places
from reports.queries.frozen.reading import not_updated, stands_since
from reports.queries.frozen.record import Record
from reports.queries.frozen.risks import frozen_band_counts, open_risks
from reports.queries.periods import PeriodChoice
from reports.queries.ratings import Judgements, Schemes
from reports.queries.tree import Node
from reports.snapshot_content.reading import is_between_turns
from risks.queries.bands import BandCounts


@dataclass(frozen=True)
class FrozenStatus:
    """The record of a locked period, as a ``StatusSource``. The tree and the ratings are one query each.

    Whose initiatives are whose is told by the roles that were held then.
    """

    footprint: Footprint
    user: Someone
    period: PeriodChoice
    record: Record
    levels: Levels = field(default_factory=Levels)

    def tree(self) -> tuple[Node, ...]:
        data, own = self.record.data, own_keys(self.footprint, self.user)
        of_slug = places(data)
        return tuple(
            Node(
                pk=of_slug[node["slug"]],
                parent_id=of_slug.get(node["parent"]),
                slug=node["slug"],
                name=node["name"],
                kind=node["kind"],
                is_rated=node["is_rated"],
                reporting=node.get("reporting", ReportingRhythm.EVERY),
                report=node["report"]["state"] if node["report"] else None,
                is_mine=any(person.get("key") in own for person in node["people"]),
                not_updated=not_updated(node),
                is_between_turns=is_between_turns(node),
                stands_since=stands_since(node),
                depth=node["depth"],
            )
            for node in data["initiatives"]
        )

    def schemes(self) -> Schemes:
        return frozen_schemes(self.record.data, self.levels)

    def judgements(self, levels: Schemes, shown: Sequence[Node]) -> Judgements:
        nodes, slugs = self.record.data["initiatives"], [node.slug for node in shown]
        return frozen_judgements(
            self.footprint, self.user, self.record, self.levels, self.period, nodes, slugs
        )

    def asks(self) -> tuple[OpenAsk, ...]:
        return frozen_asks(self.record.data)

    def sittings(self, on: date) -> tuple[Sittings, ...]:
        return frozen_sittings(self.record.data, on)

    def risks(self) -> BandCounts:
        return frozen_band_counts(self.record.data, open_risks(self.record.data))


def own_keys(footprint: Footprint, user: Someone) -> frozenset[str]:
    """The keys of the people of ``footprint`` that ``user`` is. One query."""
    own = Person.objects.visible_to(user).filter(footprint=footprint, user=user.pk)
    return frozenset(own.values_list("key", flat=True))
