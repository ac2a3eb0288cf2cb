"""One side of a comparison: the data of a snapshot, read for what is compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Record:
    """The data of a snapshot, of whichever schema version: what a version does not know is empty.

    ``today`` is set for a record that still moves.
    """

    data: Mapping[str, Any]
    today: date | None = None

    @property
    def slug(self) -> str:
        """Of its period."""
        return self.data["period"]["slug"]

    @property
    def label(self) -> str:
        """Of its period."""
        return self.data["period"]["label"]

    @property
    def as_at(self) -> date:
        """The day from which dates are judged: the data cut-off, or today where that is still to come."""
        return min(self._cut_off, self.today or self._cut_off)

    @property
    def last_day(self) -> date:
        """Of its period."""
        return date.fromisoformat(self.data["period"]["last_day"])

    @property
    def seen_from(self) -> str:
        """That day in words."""
        day = f"{self.as_at.day} {self.as_at:%B %Y}"
        return f"the data cut-off of {day}" if self.as_at == self._cut_off else day

    @property
    def _cut_off(self) -> date:
        """The last day of the period where no cut-off was set."""
        period = self.data["period"]
        return date.fromisoformat(period.get("data_cut_off") or period["last_day"])

    @cached_property
    def nodes(self) -> dict[str, dict[str, Any]]:
        """Initiatives by slug."""
        return {node["slug"]: node for node in self.data["initiatives"]}

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Rows of a list, such as asks, milestones or risks."""
        return self.data.get(name, [])

    def knows(self, name: str) -> bool:
        """Whether a list is in the record at all: its version may not have had it."""
        return name in self.data

    def scheme_name(self, key: str) -> str:
        """What the rating scheme is called; its key where the snapshot does not say."""
        return next((scheme["name"] for scheme in self.data["schemes"] if scheme["key"] == key), key)


@dataclass(frozen=True)
class Pair:
    """The two records of a comparison."""

    before: Record
    after: Record

    def rows_of_both(self, name: str) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any]]]:
        """Each numbered row of the later record with what it was; none where one of the two does not know the list."""
        if self.before.knows(name) and self.after.knows(name):
            before = {row["number"]: row for row in self.before.rows(name)}
            for row in self.after.rows(name):
                yield before.get(row["number"]), row

    def name(self, slug: str | None) -> str:
        """What the initiative is called, by the later record if that has it; "" for one that neither has."""
        node = self.after.nodes.get(slug or "") or self.before.nodes.get(slug or "")
        return node["name"] if node else ""
