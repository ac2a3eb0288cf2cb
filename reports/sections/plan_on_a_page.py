"""The plan on a page: vision, challenges, programmes with their priorities, who oversees them, outcomes (DOMAIN A2)."""

from collections.abc import Iterator
from typing import Any

from reports.checks.found import Found, advisory
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting
from reports.sections.cited import of_whole_area
from reports.sections.options import OptionField, OptionKind
from reports.sections.outcomes import by_gap, outcome_passages
from reports.sections.written import Unit, written
from stp_portal.core import text as narrative

SLUGS = "Short names of initiatives, a line each."


class PlanOnAPage(Section):
    """One page. The first paragraph of the text is the vision, each further one a challenge; the rest is the record's:
    programmes and enabling programmes with their descriptions, the body that oversees them with its partners, and the
    outcomes of the whole area by gap.

    Options: ``programmes`` and ``enabling``, slugs; ``footnote`` below the programmes; ``overseen_by``, a body;
    ``comprising``, what stands before its partners; ``partners``, keys of organisations.
    """

    key = "plan-on-a-page"
    name = "Plan on a page"
    about = (
        "Vision, challenges, programmes with their priorities, who oversees them, and outcomes, on one page."
    )
    writes = "both"
    template = "papers/sections/plan_on_a_page.html"
    draws_on = ("measures",)
    option_fields = (
        OptionField("programmes", "Programmes", OptionKind.LINES, SLUGS),
        OptionField("footnote", "Note below the programmes", OptionKind.TEXT),
        OptionField("enabling", "Enabling programmes", OptionKind.LINES, SLUGS),
        OptionField("overseen_by", "Overseen by", OptionKind.BODY),
        OptionField("comprising", "Words before the partners", OptionKind.TEXT),
        OptionField("partners", "Partners", OptionKind.LINES, "Short names of organisations, a line each."),
    )

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        options = section["options"]
        units = written(setting, section["text"]) or [Unit("")]
        vision, *challenges = (unit.unnumbered for unit in units)
        body = next(
            (one for one in setting.snapshot["bodies"] if one["key"] == options.get("overseen_by")), None
        )
        gaps = by_gap(setting)
        context = {
            "vision": vision,
            "challenges": challenges,
            "programmes": _picked(setting.snapshot["initiatives"], "slug", options.get("programmes")),
            "footnote": options.get("footnote", ""),
            "enabling": _picked(setting.snapshot["initiatives"], "slug", options.get("enabling")),
            "body": body["name"] if body else "",
            "comprising": options.get("comprising", ""),
            "partners": _picked(setting.snapshot.get("organisations", []), "key", options.get("partners")),
            "gaps": gaps,
            "outcomes_source": of_whole_area(setting, "Outcomes") if gaps else None,
        }
        printed = ("challenges", "programmes", "enabling", "body", "partners", "gaps")
        context["is_empty"] = not context["vision"].text and not any(context[name] for name in printed)
        return Content(context, tuple(_passages(section, context)))

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        where = f"Section {number}, {section['title']}"
        context, options = content.context, section["options"]
        found = [
            _nothing(where, f"no “{key}” among its {noun}", "Correct the short name in the paper type.")
            for name, noun, column in (
                ("programmes", "initiatives", "slug"),
                ("enabling", "initiatives", "slug"),
                ("partners", "organisations", "key"),
            )
            for key in options.get(name, ())
            if key not in {row[column] for row in context[name]}
        ]
        found += [
            _nothing(
                where, f"no description of {node['name']}", "Describe it: what it is for, and its priorities."
            )
            for node in (*context["programmes"], *context["enabling"])
            if not node.get("description")
        ]
        if not context["gaps"]:
            found.append(
                _nothing(where, "no outcome of the whole area", "Add the outcomes, each with its gap.")
            )
        return found


def _picked(rows: list[dict[str, Any]], column: str, wanted: list[str] | None) -> list[dict[str, Any]]:
    """The rows that are wanted, in the order they are wanted in; those that are not there are passed over."""
    known = {row[column]: row for row in rows}
    return [known[key] for key in wanted or () if key in known]


def _nothing(where: str, what: str, cure: str) -> Found:
    return advisory("nothing-recorded", where, f"The record has {what}, so nothing of it is printed.", cure)


def _passages(section: dict[str, Any], context: dict[str, Any]) -> Iterator[Passage]:
    where = section["title"]
    for number, told in enumerate((context["vision"], *context["challenges"])):
        name = f"challenge {number}" if number else "vision"
        yield Passage(f"{where}, {name}", told.text, told.source)
    for node in (*context["programmes"], *context["enabling"]):
        text = node.get("description", "")
        yield Passage(f"{where}, {node['heading']}", node["heading"])
        yield Passage(f"{where}, {node['heading']}", narrative.plain(text), text)
    for words in (context["footnote"], context["body"], context["comprising"]):
        yield Passage(where, words)
    for row in context["partners"]:
        yield Passage(f"{where}, partners", row["name"])
    for rows in context["gaps"].values():
        yield from outcome_passages(section, rows)
