"""A programme of a plan: what its author wrote, with its outcomes, roles and deliverables in place (DOMAIN A2)."""

import re
from collections.abc import Iterator
from typing import Any

from reports.checks.absence import NOTHING_RECORDED
from reports.checks.found import Found
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting
from reports.sections.cited import of_promises
from reports.sections.deliverables import YEARS, check_grid, empty_grid, grid
from reports.sections.headed import blocks, paragraphs_of
from reports.sections.of_initiative import check_recorded, node_of, none_recorded
from reports.sections.options import OptionField, OptionKind
from reports.sections.outcomes import outcome_passages, outcomes_of
from reports.sections.register import Table
from reports.sections.roles import NOBODY, ROLES, held, told

# A line of its own; the parts in the order in which those that the text does not place follow it.
PLACE = re.compile(r"^[ \t]*\{\{[ \t]*(outcomes|roles|deliverables)[ \t]*\}\}[ \t]*$", re.MULTILINE)
HEADINGS = {"outcomes": "Outcomes", "roles": "", "deliverables": "Key deliverables"}

Part = dict[str, Any]


class Programme(Section):
    """What the author wrote, numbered; lines in bold alone are headings. A line ``{{ outcomes }}``, ``{{ roles }}`` or
    ``{{ deliverables }}`` is the place of that part of the record. Parts that have no place come last, where there is
    something to print.

    Options: ``initiative``, whose record; ``years`` of the grid; ``roles``, as for the section of that name.
    """

    key = "programme"
    name = "Programme of a plan"
    about = (
        "What the author writes of one programme, with its outcomes, roles and deliverables in their places."
    )
    writes = "both"
    template = "papers/sections/programme.html"
    draws_on = ("milestones", "measures")
    option_fields = (OptionField("initiative", "Initiative", OptionKind.INITIATIVE), YEARS, ROLES)

    def without_places(self, text: str) -> str:
        return PLACE.sub("", text)

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        parts = [
            part
            for name, words in _pieces(section["text"])
            for part in _part(name, words, setting, section, numbering)
        ]
        placed = {part["name"] for part in parts}
        for name, heading in HEADINGS.items():
            if name not in placed:
                parts += _at_the_end(name, heading, setting, section, numbering)
        tables = [part["table"] for part in parts if part.get("table")]
        return Content(
            {"parts": parts},
            tuple(_passages(section, parts)),
            labels=tuple(label for table in tables for label in table.labels()),
            is_wide=any(table.is_wide for table in tables),
            sheet=tables[0].sheet(section["title"]) if tables else None,
        )

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        where = f"Section {number}, {section['title']}"
        parts = content.context["parts"]
        found = check_recorded(setting, section, where, "" if parts else NOTHING_RECORDED)
        for part in parts:
            if part["name"] == "deliverables":
                found += check_grid(setting, section, f"{where}, deliverables", part["empty"])
            elif part.get("empty"):
                found += check_recorded(setting, section, f"{where}, {part['name']}", part["empty"])
        return found


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text and the places in it, in order: ("text", words) or the name of the part that has its place there."""
    for index, piece in enumerate(PLACE.split(text)):
        if index % 2:
            yield piece, ""
        elif piece.strip():
            yield "text", piece


def _part(
    name: str, words: str, setting: Setting, section: dict[str, Any], numbering: Numbering
) -> Iterator[Part]:
    """One part as its template wants it. ``empty`` is the sentence in place of a part that is not recorded."""
    node = node_of(setting, section)
    if name == "text":
        yield {"name": name, "blocks": blocks(words, numbering, level=3, setting=setting)}
    elif name == "outcomes":
        rows = outcomes_of(setting, section)
        yield {
            "name": name,
            "rows": rows,
            "source": of_promises(setting, node, "Outcomes") if node and rows else None,
            "empty": "" if rows else none_recorded(setting, "outcome", "measures"),
        }
    elif name == "roles":
        is_held = node is not None and bool(held(node, section["options"]))
        paragraph = told(setting, node, section["options"], numbering) if node and is_held else None
        yield {"name": name, "paragraph": paragraph, "empty": "" if paragraph else NOBODY}
    else:
        table = _grid(setting, section)
        yield {"name": name, "table": table, "empty": empty_grid(setting, table)}


def _at_the_end(
    name: str, heading: str, setting: Setting, section: dict[str, Any], numbering: Numbering
) -> Iterator[Part]:
    """A part that the text does not place, under its usual heading; nothing where nothing is recorded."""
    before = numbering.paragraph
    (part,) = _part(name, "", setting, section, numbering)
    if part["empty"]:
        numbering.paragraph = before
        return
    if heading:
        yield {"name": "heading", "heading": numbering.heading(heading)}
    yield part


def _grid(setting: Setting, section: dict[str, Any]) -> Table:
    """The grid of its initiative; without one it has no rows, where the section of grids has those of all."""
    return grid(setting, section | {"options": {"initiative": ""} | section["options"]})


def _passages(section: dict[str, Any], parts: list[Part]) -> Iterator[Passage]:
    for part in parts:
        if part["name"] == "text":
            for block in part["blocks"]:
                if block.heading:
                    yield Passage(f"Heading in {section['title']}", block.heading.title)
            yield from (paragraph.passage for paragraph in paragraphs_of(part["blocks"]))
        elif part["name"] == "outcomes":
            yield from outcome_passages(section, part["rows"])
        elif part["name"] == "roles" and part["paragraph"]:
            yield part["paragraph"].passage
        elif part["name"] == "deliverables":
            yield from part["table"].passages()
