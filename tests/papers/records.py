"""A small made-up record and paper as plain data, for tests of what is drawn from them. No database."""

from typing import Any

GREEN = {
    "label": "Green",
    "letter": "G",
    "shape": "circle",
    "colour": "green",
    "rank": 1,
    "definition": "On Track",
}
AMBER = {
    "label": "Amber",
    "letter": "A",
    "shape": "triangle",
    "colour": "amber",
    "rank": 2,
    "definition": "At Risk",
}
MAJOR = {"label": "Major", "letter": "Ma", "shape": "square", "colour": "red", "rank": 2}
MINOR = {"label": "Minor", "letter": "Mi", "shape": "circle", "colour": "green", "rank": 1}


def rating(level: dict[str, Any] = GREEN, **changes: Any) -> dict[str, Any]:
    return {"scheme": "rag", "level": level, "as_printed": "", "reason": "Behind plan."} | changes


def paragraph(text: str, part: str = "progress", is_private: bool = False) -> dict[str, Any]:
    return {"part": part, "text": text, "is_private": is_private}


def initiative(slug: str, *paragraphs: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A rated portfolio; ``lead`` and ``pmo`` give its ratings."""
    ratings = {source: changes.pop(source, None) for source in ("lead", "pmo")} | {"calculated": None}
    name = slug.replace("-", " ").capitalize()
    return {
        "slug": slug,
        "parent": None,
        "depth": 0,
        "name": name,
        "heading": name,
        "kind": "portfolio",
        "category": "delivery",
        "is_rated": True,
        "people": [],
        "ratings": ratings,
        "previous_rating": None,
        "report": {"state": "signed_off", "route_to_green": "", "paragraphs": list(paragraphs)},
    } | changes


def holder(role: str, name: str, **changes: Any) -> dict[str, Any]:
    """Who holds a role: its name is made of the role's key."""
    role_name = role.replace("_", " ").capitalize()
    return {"role": role, "role_name": role_name, "is_acting": False, "name": name, "post": ""} | changes


def risk(number: int, band: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "reference": f"R{number}",
        "title": f"Risk {number}",
        "statement": f"There is a risk of delay number {number}.",
        "level": "portfolio",
        "initiative": None,
        "ask": None,
        "status": "open",
        "owners": [],
        "scores": {"current": {"matrix": "npsa", "band": band}} if band else {},
        "is_published": True,
        "is_private": False,
    } | changes


def ask(key: str, **changes: Any) -> dict[str, Any]:
    values = {
        "key": key,
        "period": "2018-01",
        "period_label": "January 2018",
        "is_carried_over": False,
        "purpose": "discussion",
        "heading": "Urgent care",
        "body": "slt",
        "verb": "discuss",
        "text": f"{key}.",
        "context": "",
        "state": "open",
        "outcome": "",
        "outcome_text": "",
        "is_private": False,
    } | changes
    return {"sentence": f"SLT have been asked to {values['verb']} {values['text']}"} | values


def snapshot(**changes: Any) -> dict[str, Any]:
    """A record with one rated portfolio that reported one paragraph."""
    return {
        "footprint": {"slug": "northmere", "name": "Northmere", "is_made_up": False},
        "period": {
            "slug": "2018-01",
            "label": "January 2018",
            "first_day": "2018-01-01",
            "last_day": "2018-01-31",
            "data_cut_off": "2018-01-31",
        },
        "schemes": [{"key": "rag", "name": "RAG", "is_in_force": True, "levels": [GREEN, AMBER]}],
        "initiatives": [initiative("urgent-care", paragraph("The new ward is open."), lead=rating())],
        "asks": [],
        "milestones": [],
        "risks": [],
        "matrices": [{"key": "npsa", "name": "NPSA", "bands": [MINOR, MAJOR]}],
        "abbreviations": [],
        "bodies": [],
        "meetings": [],
    } | changes


def section(key: str, text: str = "", **changes: Any) -> dict[str, Any]:
    return {"key": key, "title": key.capitalize(), "text": text, "options": {}, "is_private": False} | changes


def cover_field(kind: str = "text", **changes: Any) -> dict[str, Any]:
    """An answered field of the cover sheet; a row of the grid says Yes, and No action."""
    is_row = kind == "assurance"
    return {
        "key": "purpose",
        "label": "Purpose",
        "prompt": "Say what the paper is for.",
        "kind": kind,
        "is_required": True,
        "status": "answered",
        "text": "" if is_row else "To inform the meeting.",
        "items": [],
        "considered": True if is_row else None,
        "action_required": False if is_row else None,
    } | changes


# What a cover sheet prints of the paper itself.
FIXED = (
    ("meeting", "Date of the meeting"),
    ("author", "Author"),
    ("sponsor", "Sponsoring Board member"),
    ("recommendation", "Recommendation"),
)


def fixed_fields() -> list[dict[str, Any]]:
    """The rows that print what the paper knows, in the order of Dorset's sheet but for the first of its own fields.

    The recommendation stands before the grid, which nothing cuts in two.
    """
    nothing = {"prompt": "", "status": "blank", "text": "", "considered": None, "action_required": None}
    return [cover_field(kind, key=f"paper-{kind}", label=label, **nothing) for kind, label in FIXED]


def paper(*sections: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """An approved paper for a public meeting, with nothing for a check to find."""
    written = {
        "renderer": "test",
        "type": "Update",
        "organisation": "NHS NORTHMERE",
        "title": "Plan update",
        "edition": 1,
        "state": "approved",
        "session": "public",
        "meeting": {"body": "Governing Body", "date": "2018-02-21"},
        "author": {"name": "A Writer", "post": "Assurance Lead"},
        "sponsor": {"name": "B Sponsor", "post": "Chief Officer"},
        "authored_on": "2018-02-07",
        "recommendation": {"verb": "note", "text": "The Governing Body is asked to **note** the report."},
        "cover": [cover_field()],
        "declaration": {"person": {"name": "A Writer", "post": ""}, "initials": "AW", "on": "2018-02-07"},
        "sections": list(sections),
    } | changes
    meeting, author, sponsor, recommendation = fixed_fields()
    own: Any = written["cover"]
    first = [field for field in own[:1] if field["kind"] != "assurance"]
    rest = own[len(first) :]
    return written | {"cover": [meeting, author, sponsor, *first, recommendation, *rest]}
