"""Reads of a snapshot that pages, sections and checks share. A node is one of its initiatives.

Snapshots of versions 1 and 2 lack some keys: those read as empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portfolios.models import ReportingRhythm
from stp_portal.core.numbers import for_days


def effective(ratings: Mapping[str, dict[str, Any] | None]) -> dict[str, Any] | None:
    """What counts of an initiative's ratings by source: the PMO's, else the one carried forward, else the lead's."""
    return ratings.get("pmo") or ratings.get("carried") or ratings.get("lead")


def standing_rating(node: dict[str, Any]) -> dict[str, Any] | None:
    """The rating a paper prints."""
    return effective(node["ratings"])


def not_updated(node: dict[str, Any]) -> dict[str, Any] | None:
    """``since``, the label of a period, and ``days``, where nothing was returned by the lock; else None."""
    return node.get("not_updated")


def not_due(node: dict[str, Any]) -> dict[str, Any] | None:
    """``since``, the label of the period whose rating stands, where no report was due for this one; else None."""
    return node.get("not_due")


def between_turns(since: str) -> str:
    """“from July 2017: it reports every second period”, or without a rating that stands “not due: …”."""
    return f"{f'from {since}' if since else 'not due'}: it reports every second period"


def age_of_rating(node: dict[str, Any]) -> str:
    """“carried forward from July 2017, not updated for 45 days”, to stand behind a rating; empty for one of the period.

    Where the PMO rated the period itself, its rating stands, and only the report is old. Where no report was due,
    neither is told as old.
    """
    standing = not_due(node)
    if standing and not node["ratings"].get("pmo"):
        return between_turns(standing["since"])
    if is_between_turns(node) and standing_rating(node) is None:
        return between_turns("")
    silence = not_updated(node)
    if silence is None:
        return ""
    age = f"not updated{for_days(silence['days'])}"
    is_carried = standing_rating(node) is not None and not node["ratings"].get("pmo")
    return f"carried forward from {silence['since']}, {age}" if is_carried else age


def dimensions(node: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What counts of each dimension beside the overall rating that was rated."""
    given = {name: effective(ratings) for name, ratings in node.get("dimensions", {}).items()}
    return {name: rating for name, rating in given.items() if rating}


def is_returned(node: dict[str, Any]) -> bool:
    """Whether the initiative handed a report in."""
    report = node["report"]
    return bool(report) and report.get(
        "is_returned", report["state"] in ("submitted", "assured", "signed_off")
    )


def is_out_of_turn(node: dict[str, Any]) -> bool:
    """Whether no report was expected: it reports every second period, or not on its own. Then none is missing."""
    return is_between_turns(node) or (
        node["report"] is None and node.get("reporting") == ReportingRhythm.NEVER
    )


def is_between_turns(node: dict[str, Any]) -> bool:
    """Whether it reports every second period, and not in this one: what it said last stands."""
    return node["report"] is None and node.get("reporting") == ReportingRhythm.SECOND


def rows_of_report(node: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """One of the lists of its report: ``paragraphs`` or ``planned_outcomes``."""
    return node["report"].get(name, []) if node["report"] else []


def paragraphs(node: dict[str, Any], part: str = "") -> list[dict[str, Any]]:
    """The paragraphs of its report; of one part (progress, planned) where given."""
    return [row for row in rows_of_report(node, "paragraphs") if part in ("", row["part"])]


def planned_outcomes(node: dict[str, Any]) -> list[dict[str, Any]]:
    """What became of what the report before had planned."""
    return rows_of_report(node, "planned_outcomes")


def rows_of_reviews(snapshot: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Its ``reviews``, or the ``recommendations`` of all of them. Versions 1 and 2 have none."""
    found: list[dict[str, Any]] = snapshot.get("reviews", [])
    if name == "reviews":
        return found
    return [row for review in found for row in review["recommendations"]]


def previous_period(snapshot: dict[str, Any]) -> dict[str, Any] | None:
    """Slug, label, first and last day of the period right before."""
    return snapshot.get("previous_period")


def next_period(snapshot: dict[str, Any]) -> dict[str, Any] | None:
    """Slug, label, first and last day of the period right after, where it was planned."""
    return snapshot.get("next_period")


def rated_initiatives(snapshot: dict[str, Any], kinds: Sequence[str]) -> list[dict[str, Any]]:
    """The initiatives of these kinds that have a rating in the portfolio summary, in printed order."""
    return [node for node in snapshot["initiatives"] if node["is_rated"] and node["kind"] in kinds]


def schemes_of(snapshot: dict[str, Any], ratings: Iterable[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """The schemes in whose words ``ratings`` were given, for the printed key; those in force where there is none."""
    used = {rating["scheme"] for rating in ratings if rating}
    return [
        scheme for scheme in snapshot["schemes"] if (scheme["key"] in used if used else scheme["is_in_force"])
    ]
