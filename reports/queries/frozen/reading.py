"""Small shapes of pages, made of those of a snapshot. What snapshots of version 1 lack reads as empty."""

from datetime import date
from typing import Any

from reports.queries.tree import NotUpdated
from reports.snapshot_content import reading
from risks.queries.bands import Band
from stp_portal.core.fuzzy_dates import FuzzyDate, Precision

NO_REASON = "the reason is not in the record"


def day(value: str | None) -> date | None:
    """A date from its ISO form."""
    return date.fromisoformat(value) if value else None


def fuzzy(value: dict[str, Any] | None) -> FuzzyDate:
    """A fuzzy date with the words it was given in; blank for None."""
    if value is None:
        return FuzzyDate("", Precision.UNKNOWN)
    return FuzzyDate(value["words"], Precision(value["precision"]), day(value["first"]), day(value["last"]))


def private_reason(row: dict[str, Any]) -> str:
    """Why a row is private; empty for a public one."""
    if not row["is_private"]:
        return ""
    return str(row.get("private_reason") or NO_REASON)


def band(mark: dict[str, Any]) -> Band:
    """A band of a risk matrix."""
    return Band(mark["label"], mark["letter"], mark["shape"], mark["colour"])


def not_updated(node: dict[str, Any]) -> NotUpdated | None:
    """Since when an initiative returned nothing, if it did not."""
    silent = node.get("not_updated")
    return NotUpdated(silent["since"], silent["days"]) if silent else None


def stands_since(node: dict[str, Any]) -> str:
    """The label of the period whose rating stands, where no report was due; else empty."""
    return str((reading.not_due(node) or {}).get("since", ""))
