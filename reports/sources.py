"""Where the figures and statuses of a paper come from: for each the record, and the day it is told as at (DESIGN 6)."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Source:
    """One row of the sources: a record by its name, the day (in words) it is told as at, and its page in the portal.

    ``told`` is what the paper prints of it, in printed order. The address begins with a slash.
    """

    number: int
    record: str
    as_at: str
    address: str
    told: list[str] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"source-{self.number}"

    @property
    def what(self) -> str:
        return "; ".join(self.told)


@dataclass
class Sources:
    """The sources of one paper, numbered in the order they are first named."""

    rows: list[Source] = field(default_factory=list)

    def cite(self, what: str, record: str, as_at: str, address: str) -> Source:
        """The source of ``what``: the row there is of this record as at this day, or a new one."""
        known = (row for row in self.rows if (row.record, row.as_at, row.address) == (record, as_at, address))
        source = next(known, None)
        if source is None:
            source = Source(len(self.rows) + 1, record, as_at, address)
            self.rows.append(source)
        if what not in source.told:
            source.told.append(what)
        return source
