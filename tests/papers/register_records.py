"""Rows of the registers as a record holds them, for tests of what is drawn from them. No database."""

from typing import Any

from tests.papers.records import MAJOR, risk

Row = dict[str, Any]
PRIVATE = {"is_private": True, "private_reason": "Section 43: commercial interests."}


def fuzzy(words: str, last: str | None = None, precision: str = "month") -> Row:
    """A date in words; without a last day it cannot be overdue."""
    first = f"{last[:8]}01" if last else None
    return {"words": words, "precision": precision if last else "ongoing", "first": first, "last": last}


def score(likelihood: int = 4, impact: int = 4, **changes: Any) -> Row:
    """A score of a 5x5 matrix that multiplies."""
    words = ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]
    return {
        "matrix": "npsa",
        "is_scored": True,
        "impact_first": False,
        "likelihood_name": "Likelihood",
        "impact_name": "Impact",
        "band": MAJOR,
        "likelihood": likelihood,
        "likelihood_word": words[likelihood - 1],
        "impact": impact,
        "impact_word": f"Impact {impact}",
        "score": likelihood * impact,
        "printed_score": None,
        "assessed_on": "2018-01-02",
    } | changes


def words_only(likelihood: str, impact: str) -> Row:
    """A score of a matrix of words, severity first, without bands: nothing is multiplied."""
    place = {"Low": 1, "Medium": 2, "High": 3}
    return score(
        place[likelihood],
        place[impact],
        matrix="hml",
        is_scored=False,
        impact_first=True,
        impact_name="Severity",
        likelihood_word=likelihood,
        impact_word=impact,
        band=None,
        score=None,
    )


def logged_risk(number: int, current: Row | None = None, **changes: Any) -> Row:
    """A risk of version 3, scored and owned."""
    return (
        risk(number)
        | {
            "scores": {"current": current or score()},
            "owners": [{"name": "Tracey Lee", "post": "Director"}],
            "references": [],
            "logged": None,
            "heading": "",
            "controls": [],
            "actions": [],
            "response": "",
            "proximity": "",
            "category": None,
            "escalation": None,
            "accepted_until": None,
            "reviewed_on": None,
            "review_due": None,
            "private_reason": "",
        }
        | changes
    )


def control(text: str, position: int = 0, gap: str = "") -> Row:
    return {"position": position, "text": text, "gap": gap, "assurances": []}


def action(text: str, position: int = 0, **changes: Any) -> Row:
    return {
        "position": position,
        "number": 1,
        "text": text,
        "lead": None,
        "due": None,
        "review_on": None,
        "status": "new",
        "ended_on": None,
        "ended_reason": "",
        "updates": [],
    } | changes


def update(text: str, on: str = "2018-01-20", said_with: Any = (), **changes: Any) -> Row:
    return {
        "on": on,
        "text": text,
        "status": "on_track",
        "evidence": "",
        "due_before": None,
        "due_after": None,
        "said_with": list(said_with),
    } | changes


def recommendation(number: int, *updates: Row, **changes: Any) -> Row:
    return {
        "number": number,
        "theme": "Leadership",
        "text": f"Recommendation {number} to do.",
        "response": "",
        "initiative": None,
        "lead": {"name": "Kathy Byrne", "post": ""},
        "supporting": [],
        "overseers": [],
        "oversight_note": "",
        "due": None,
        "review_on": None,
        "status": "on_track",
        "closed_on": None,
        "closed_by": "",
        "closed_reason": "",
        "updates": list(updates),
        "is_private": False,
        "private_reason": "",
    } | changes


def review(*recommendations: Row, **changes: Any) -> Row:
    return {
        "key": "stocktake",
        "kind": "stocktake",
        "title": "NHSE stocktake",
        "reviewer": "NHS England",
        "held": fuzzy("October 2017", "2017-10-31"),
        "note": "",
        "is_private": False,
        "private_reason": "",
        "recommendations": list(recommendations),
    } | changes


def issue(number: int, **changes: Any) -> Row:
    return {
        "number": number,
        "risk": None,
        "title": f"Issue {number}",
        "text": "Two clinics are closed.",
        "effect": "",
        "severity": "high",
        "level": "portfolio",
        "escalation": None,
        "initiative": None,
        "owner": None,
        "due": None,
        "raised_on": "2018-01-02",
        "status": "open",
        "closed_on": None,
        "closed_reason": "",
        "actions": [],
        "is_private": False,
    } | changes


def dependency(number: int, **changes: Any) -> Row:
    return {
        "number": number,
        "giver": "digital",
        "giver_name": "Digital",
        "taker": "urgent-care",
        "taker_name": "Urgent care",
        "text": "The shared record",
        "needed_by": fuzzy("March 2018", "2018-03-31"),
        "promised": fuzzy("March 2018", "2018-03-31"),
        "is_confirmed_by_giver": True,
        "is_confirmed_by_taker": True,
        "status": "open",
        "met_on": None,
        "closed_on": None,
        "closed_reason": "",
        "updates": [],
        "is_private": False,
    } | changes
