"""What each programme reported in words, under its name and its status (DOMAIN A4, the programme narratives)."""

from collections.abc import Iterator, Sequence
from typing import Any

from reports.checks.absence import NOTHING_RECORDED, check_absence
from reports.checks.found import Found, advisory
from reports.checks.ratings import check_ratings
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting, passages, words_of_mark
from reports.sections.cited import of_status
from reports.sections.headed import Block, blocks, paragraphs_of
from reports.sections.highlight_boxes import boxed
from reports.sections.options import OptionField, OptionKind
from reports.snapshot_content.reading import age_of_rating, is_between_turns, paragraphs, standing_rating
from stp_portal.core import text as narrative

Node = dict[str, Any]


class Narratives(Section):
    """A heading for each initiative that reports, in the order of the tree: its status with the reason, what was done
    and what is planned, numbered on from one to the next. A line in bold alone is a sub-heading.

    Option ``kinds``: which kinds of initiative; left out, all. Blocks and no table: a cell that runs over pages is read
    badly, and headings can be jumped to.
    """

    key = "narratives"
    name = "Programme narratives"
    about = "What each programme reported in words, under its name and its status."
    writes = "record"
    template = "papers/sections/narratives.html"
    draws_on = ("reports",)
    option_fields = (
        OptionField(
            "kinds", "Kinds of initiative", OptionKind.KINDS, "If none is ticked: every kind that reports."
        ),
    )

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        introduction = self.authored(setting, section, numbering)
        told = [_told(setting, node, numbering) for node in boxed(setting.snapshot, section)]
        numbered = [
            paragraph for one in told for paragraph in paragraphs_of([*one["progress"], *one["planned"]])
        ]
        printed = (*passages([*introduction, *numbered], numbering), *_beside(told))
        in_contents = tuple(heading for heading in numbering.headings if heading.level == 3)
        context = {"introduction": introduction, "told": told}
        return Content(context, printed, in_contents, tuple(_labels(told)))

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        nodes = boxed(setting.snapshot, section)
        found = check_ratings([node for node in nodes if node["is_rated"]], "Status")
        found += check_other_names(nodes, f"Section {number}")
        said = "" if content.context["told"] else NOTHING_RECORDED
        found += check_absence(f"Section {number}, {section['title']}", said)
        return found + [
            advisory(
                "report-missing",
                f"Section {number}, {one['heading'].title}",
                f"No progress of {one['heading'].title} is printed: its report has no paragraph that may stand here.",
                "Ask the lead for the report, or write one paragraph in it that says why there is none.",
            )
            for one in content.context["told"]
            if one["is_due"] and not one["progress"]
        ]


def other_names(node: Node) -> list[str]:
    """What else the initiative is called; not what its name says already, such as a short form in brackets."""
    said = f"{node['name']} {node['heading']}".casefold()
    return [alias for alias in node.get("aliases", []) if alias.casefold() not in said]


def check_other_names(nodes: Sequence[Node], where: str) -> list[Found]:
    """A finding for each initiative that goes by several names (DOMAIN A9 Q8): “Specialist” is a row of its own."""
    return [
        advisory(
            "name-drift",
            f"{where}, {node['heading']}",
            f"{node['heading']} is also called {listed}; its narrative says so.",
            "Use one name in the paper, and end the others in the record when nobody uses them any more.",
        )
        for node in nodes
        if (listed := _listed(other_names(node)))
    ]


def _listed(names: Sequence[str]) -> str:
    return " or ".join(f"“{name}”" for name in names)


def _told(setting: Setting, node: Node, numbering: Numbering) -> dict[str, Any]:
    rating, report = standing_rating(node), node["report"] or {}
    heading = numbering.heading(node["heading"])
    progress, planned = (_blocks(node, part, numbering) for part in ("progress", "planned"))
    reason = rating["reason"] if rating and rating["level"]["rank"] > 1 else ""
    return {
        "heading": heading,
        "also": _listed(other_names(node)),
        "is_rated": node["is_rated"],
        "level": rating["level"] if rating else None,
        "source": of_status(setting, node) if rating else None,
        "age": age_of_rating(node),
        # Said once: where the narrative says it as well, there.
        "reason": "" if _is_said(reason, progress) else reason,
        "route": report.get("route_to_green", ""),
        "route_owner": report.get("route_owner", ""),
        "route_by": (report.get("route_by") or {}).get("words", ""),
        "progress": progress,
        "planned": planned,
        "is_due": not is_between_turns(node),
    }


def _blocks(node: Node, part: str, numbering: Numbering) -> list[Block]:
    text = "\n\n".join(row["text"] for row in paragraphs(node, part))
    return blocks(text, numbering, level=4)


def _is_said(reason: str, told: list[Block]) -> bool:
    said = " ".join(paragraph.text for paragraph in paragraphs_of(told))
    return " ".join(narrative.plain(reason).split()) in " ".join(said.split())


def _beside(told: list[dict[str, Any]]) -> Iterator[Passage]:
    """What stands beside the numbered paragraphs and is text to be read as well."""
    for one in told:
        name = one["heading"].title
        for where, text in (("reason for the status", one["reason"]), ("route to green", one["route"])):
            if text:
                yield Passage(f"{name}, {where}", narrative.plain(text), text)


def _labels(told: list[dict[str, Any]]) -> Iterator[Passage]:
    """Other names, statuses, and who takes the route to green by when."""
    for one in told:
        where = f"Status of {one['heading'].title}"
        yield Passage(f"Other names of {one['heading'].title}", one["also"])
        if one["level"]:
            yield Passage(where, f"{words_of_mark(one['level'])}, {one['age']}")
        yield Passage(f"{where}, route to green", f"{one['route_owner']} {one['route_by']}".strip())
