"""Milestones, measures and money as a record holds them, for tests of what is drawn from them. No database."""

from typing import Any

from tests.papers.register_records import Row, fuzzy


def day(words: str, iso: str) -> Row:
    """A date of one day."""
    return {"words": words, "precision": "day", "first": iso, "last": iso}


def milestone(number: int, **changes: Any) -> Row:
    return {
        "number": number,
        "initiative": "urgent-care",
        "title": f"Milestone {number}",
        "detail": "",
        "heading": "",
        "gate": "",
        "baseline": None,
        "forecast": None,
        "actual": None,
        "financial_years": [],
        "is_private": False,
        "private_reason": "",
    } | changes


def measure(number: int, *readings: tuple[str, str], **changes: Any) -> Row:
    """``readings``: months and values."""
    return {
        "number": number,
        "initiative": "urgent-care",
        "title": f"Measure {number}",
        "heading": "",
        "gap": "care",
        "unit": "%",
        "direction": "decrease",
        "baseline": "5",
        "baseline_at": fuzzy("2016/17"),
        "target": "3.5",
        "due": fuzzy("March 2018", "2018-03-31"),
        "owner": None,
        "readings": [{"month": month, "value": value, "note": ""} for month, value in readings],
        "is_private": False,
        "private_reason": "",
    } | changes


def line(number: int, plan: str | None, actual: str | None, forecast: str | None, **changes: Any) -> Row:
    return {
        "number": number,
        "initiative": "urgent-care",
        "title": f"Line {number}",
        "heading": "",
        "kind": "spend",
        "financial_year": "2017/18",
        "month": None,
        "plan": plan,
        "actual": actual,
        "forecast": forecast,
        "is_private": False,
        "private_reason": "",
    } | changes
