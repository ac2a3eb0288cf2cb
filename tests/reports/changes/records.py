"""Two small made-up snapshots as plain data, April and May 2017, for tests of what is told of their differences."""

from typing import Any

from reports.changes import Changes, compare
from stp_portal.core.fuzzy_dates import FuzzyDate

LEVELS = {
    label: {
        "label": label,
        "letter": label[0],
        "shape": shape,
        "colour": label.lower(),
        "rank": rank,
        "definition": "",
    }
    for rank, (label, shape) in enumerate(
        (("Green", "circle"), ("Amber", "triangle"), ("Red", "square")), start=1
    )
}
BANDS = {
    label: {"label": label, "rank": rank}
    for rank, label in enumerate(("Low", "Significant", "Major"), start=1)
}


def rated(label: str, reason: str = "", scheme: str = "rag") -> dict[str, Any]:
    return {"scheme": scheme, "level": LEVELS[label], "as_printed": "", "reason": reason}


def node(slug: str = "urgent-care", rating: str = "", reason: str = "", **changes: Any) -> dict[str, Any]:
    """A portfolio that returned a report; ``rating`` is its lead's."""
    sources = {
        "lead": rated(rating, reason) if rating else None,
        "pmo": None,
        "calculated": None,
        "carried": None,
    }
    return {
        "slug": slug,
        "parent": None,
        "depth": 0,
        "name": slug.replace("-", " ").title(),
        "heading": slug,
        "kind": "portfolio",
        "is_rated": True,
        "reporting": "every",
        "ratings": sources | changes.pop("ratings", {}),
        "dimensions": {},
        "previous_rating": None,
        "not_updated": None,
        "report": report("signed_off"),
    } | changes


def report(state: str) -> dict[str, Any]:
    return {
        "state": state,
        "is_returned": state not in ("expected", "draft"),
        "route_to_green": "",
        "paragraphs": [],
        "planned_outcomes": [],
    }


def fuzzy(words: str) -> dict[str, Any] | None:
    """A date as a snapshot holds it; None for no words."""
    date = FuzzyDate.parse(words)
    days = (day.isoformat() if day else None for day in (date.first, date.last))
    return (
        dict(zip(("first", "last"), days, strict=True))
        | {
            "words": words,
            "precision": date.precision.value,
        }
        if words
        else None
    )


def milestone(forecast: str = "", *, actual: str = "", baseline: str = "", **changes: Any) -> dict[str, Any]:
    return {
        "number": 7,
        "initiative": "urgent-care",
        "title": "Open the ward",
        "heading": "",
        "gate": "",
        "baseline": fuzzy(baseline),
        "forecast": fuzzy(forecast),
        "actual": fuzzy(actual),
        "financial_years": [],
        "is_private": False,
    } | changes


def score(likelihood: int, impact: int, band: str, **changes: Any) -> dict[str, Any]:
    return {
        "matrix": "npsa",
        "band": BANDS[band],
        "likelihood": likelihood,
        "impact": impact,
        "score": likelihood * impact,
        "printed_score": None,
    } | changes


def banded(band: str) -> dict[str, Any]:
    """A score of which a source prints the band alone."""
    return score(0, 0, band) | {"likelihood": None, "impact": None, "score": None}


def risk(current: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    return {
        "number": 12,
        "reference": "",
        "title": "Staff leave",
        "statement": "There is a risk of staff leaving.",
        "level": "programme",
        "initiative": "urgent-care",
        "ask": None,
        "status": "open",
        "closed_on": None,
        "scores": {"current": current} if current else {},
        "is_published": True,
        "is_private": False,
    } | changes


def ask(state: str = "open", period: str = "2017-04", **changes: Any) -> dict[str, Any]:
    return {
        "key": "estate",
        "period": period,
        "period_label": {"2017-03": "March 2017", "2017-04": "April 2017", "2017-05": "May 2017"}[period],
        "initiative": "urgent-care",
        "heading": "Urgent Care",
        "body": "slt",
        "body_name": "System Leadership Team",
        "body_short": "SLT",
        "purpose": "decision",
        "verb": "decide on",
        "text": "the sale of the estate. It is **empty**.",
        "context": "",
        "state": state,
        "outcome": "",
        "outcome_text": "",
        "answered_on": None,
        "is_private": False,
    } | changes


def snapshot(month: int, *nodes: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The record of a month of 2017, of schema version 2."""
    label, last = {3: ("March", 31), 4: ("April", 30), 5: ("May", 31)}[month]
    return {
        "schema_version": 2,
        "period": {
            "slug": f"2017-{month:02}",
            "label": f"{label} 2017",
            "first_day": f"2017-{month:02}-01",
            "last_day": f"2017-{month:02}-{last}",
            "data_cut_off": f"2017-{month:02}-{last}",
        },
        "schemes": [{"key": "rag", "name": "RAG"}, {"key": "dca", "name": "Delivery confidence"}],
        "initiatives": list(nodes),
        "asks": [],
        "milestones": [],
        "risks": [],
    } | changes


def april(*nodes: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return snapshot(4, *(nodes or (node(),)), **changes)


def may(*nodes: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return snapshot(5, *(nodes or (node(),)), **changes)


def sentences(changes: Changes) -> list[str]:
    return [change.sentence for change in changes.found]


def told(before: dict[str, Any], after: dict[str, Any], **options: Any) -> list[str]:
    """What is said to have changed, in order."""
    return sentences(compare(before, after, **options))


def told_of(name: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    """What is said of one row of ``name`` (asks, milestones, risks); None where it is not on record."""
    return told(april(**{name: [before] if before else []}), may(**{name: [after] if after else []}))
