"""One box of the whole-programme highlight report: what is printed of an initiative."""

from collections.abc import Iterator
from typing import Any

from portfolios.models import RatingDimension
from reports.document import Passage
from reports.sections.base import words_of_mark
from reports.snapshot_content.reading import (
    age_of_rating,
    dimensions,
    is_between_turns,
    paragraphs,
    standing_rating,
)
from stp_portal.core import text as narrative

NOT_RECORDED = "Not recorded"
PARTS = {"progress": "progress", "planned": "planned next"}


def box(node: dict[str, Any], above: str) -> dict[str, Any]:
    """The context of one box. ``above`` names what the initiative is part of, where that should be said."""
    rating, report = standing_rating(node), node["report"] or {}
    texts = {part: [row["text"] for row in paragraphs(node, part)] for part in PARTS}
    reason = rating["reason"] if rating and rating["level"]["rank"] > 1 else ""
    route = report.get("route_to_green", "")
    written = {words: texts[part] for part, words in PARTS.items()}
    written |= {"reason for the status": [reason], "route to green": [route]}
    return {
        "above": above,
        "people": list(_people(node)),
        "previous": node["previous_rating"],
        "rating": rating,
        "note": _note(node),
        "is_due": not is_between_turns(node),
        "reason": reason,
        "dimensions": _dimensions(node),
        "route": route,
        "route_owner": report.get("route_owner", ""),
        "route_by": (report.get("route_by") or {}).get("words", ""),
        "passages": [
            Passage(f"{node['heading']}, {where}", narrative.plain(text), text)
            for where, rows in written.items()
            for text in rows
            if text
        ],
    } | texts


def ratings_of(node: dict[str, Any]) -> tuple[dict[str, Any] | None, ...]:
    """Every rating that the box of an initiative prints."""
    return (standing_rating(node), node["previous_rating"], *dimensions(node).values())


def box_labels(box: dict[str, Any]) -> Iterator[Passage]:
    """What the box prints beside its narrative."""
    where = f"Box of {box['heading'].title}"
    yield Passage(where, box["above"])
    for column in box["people"]:
        yield Passage(f"{where}, {column['label']}", column["names"])
    for words, rating in (("previous status", box["previous"]), ("current status", box["rating"])):
        yield Passage(f"{where}, {words}", words_of_mark(rating["level"]) if rating else NOT_RECORDED)
    for dimension in box["dimensions"]:
        yield Passage(f"{where}, {dimension['name']}", words_of_mark(dimension["level"]))
    yield Passage(f"{where}, route to green", f"{box['route_owner']} {box['route_by']}")


def _people(node: dict[str, Any]) -> Iterator[dict[str, str]]:
    """The lead and whom the lead answers to, each as the heading of a column and the names below it."""
    kind = node["kind"].capitalize()
    sponsor, owner = _holders(node, "sponsor"), _holders(node, "sro")
    yield {"label": f"{kind} lead", "names": _holders(node, "lead") or NOT_RECORDED}
    if sponsor or not owner:
        yield {"label": f"{kind} sponsor", "names": sponsor or NOT_RECORDED}
    if owner:
        yield {"label": "Senior responsible owner", "names": owner}


def _holders(node: dict[str, Any], role: str) -> str:
    """“David Vitty / Helen Cheleda”: a name, or the post of somebody without one."""
    return " / ".join(
        (person["name"] or person["post"]) + (" (acting)" if person["is_acting"] else "")
        for person in node["people"]
        if person["role"] == role
    )


def _note(node: dict[str, Any]) -> str:
    """That the rating is an old one, because nothing was returned (DESIGN 5.5) or due."""
    age = age_of_rating(node)
    return age[:1].upper() + age[1:]


def _dimensions(node: dict[str, Any]) -> list[dict[str, Any]]:
    """The ratings beside the overall one, in the order in which forms ask for them."""
    given = dimensions(node)
    return [
        {"name": dimension.label, "level": given[dimension.value]["level"]}
        for dimension in RatingDimension
        if dimension.value in given
    ]
