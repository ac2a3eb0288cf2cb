"""The whole-programme highlight report: a box for each initiative, as it reported (DOMAIN A5)."""

from collections.abc import Iterator, Sequence
from typing import Any

from reports.checks.found import Found, advisory
from reports.checks.governance import check_leads_and_sponsors
from reports.checks.periods import check_next_period
from reports.checks.ratings import check_ratings, check_schemes
from reports.dates import long
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting, key_labels, passages
from reports.sections.box import box, box_labels, ratings_of
from reports.sections.cited import of_previous_status, of_status
from reports.sections.options import OptionField, OptionKind
from reports.snapshot_content.reading import (
    dimensions,
    is_out_of_turn,
    next_period,
    schemes_of,
    standing_rating,
)


class HighlightBoxes(Section):
    """The reporting periods, the key to the ratings, then a box for each initiative that reports, in the order of the
    tree: who leads and who sponsors it, its status before and now, what was done, what is planned.

    Option ``kinds``: which kinds of initiative have a box; left out, all.
    """

    key = "highlight-boxes"
    name = "Highlight boxes"
    about = "A box for each initiative that reports: who leads, status before and now, progress and plans."
    writes = "record"
    template = "papers/sections/highlight_boxes.html"
    draws_on = ("reports",)
    option_fields = (
        OptionField("kinds", "Initiatives with a box", OptionKind.KINDS, "None ticked: all of them."),
    )

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        snapshot = setting.snapshot
        introduction = self.authored(setting, section, numbering)
        nodes = boxed(snapshot, section)
        above = _above(snapshot, nodes)
        boxes = [
            box(node, above.get(node["parent"], ""))
            | {"heading": numbering.heading(node["heading"])}
            | _sources(setting, node)
            for node in nodes
        ]
        context = {
            "introduction": introduction,
            "period": snapshot["period"]["label"],
            "days": _days(snapshot["period"]),
            "next_days": _days(next_period(snapshot)),
            "schemes": schemes_of(snapshot, (rating for node in nodes for rating in ratings_of(node))),
            "boxes": boxes,
        }
        printed = (
            *passages(introduction, numbering),
            *(passage for one in boxes for passage in one["passages"]),
        )
        return Content(context, printed, tuple(numbering.headings), tuple(_labels(context)))

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        where, snapshot = section["title"], setting.snapshot
        nodes = boxed(snapshot, section)
        found = check_next_period(snapshot["period"], next_period(snapshot), where)
        found += check_ratings([node for node in nodes if node["is_rated"]], where)
        found += check_schemes((node["previous_rating"] for node in nodes), f"{where}, previous status")
        found += check_leads_and_sponsors(nodes, where)
        found += [
            advisory(
                "report-missing",
                f"{where}, {one['heading'].title}",
                f"No progress of {one['heading'].title} is printed: its report has no paragraph that may stand here.",
                "Chase the report, or explain the silence.",
            )
            for node, one in zip(nodes, content.context["boxes"], strict=True)
            if not (one["progress"] or is_out_of_turn(node))
        ]
        if not nodes:
            found.append(
                advisory(
                    "section-empty",
                    where,
                    "No initiative has a box here, and the paper says so.",
                    "Check which kinds of initiative the paper type asks for, or take the section out.",
                )
            )
        return found


def boxed(snapshot: dict[str, Any], section: dict[str, Any]) -> list[dict[str, Any]]:
    """The initiatives that have a box: those of the kinds asked for that report or are meant to."""
    kinds = section["options"].get("kinds")
    return [
        node
        for node in snapshot["initiatives"]
        if (kinds is None or node["kind"] in kinds) and (node["report"] or _should_report(node))
    ]


def _should_report(node: dict[str, Any]) -> bool:
    """Its silence should be seen. Snapshots of version 1 do not say who reports: there it is whoever is rated."""
    return bool(node["is_rated"]) if "reporting" not in node else node["reporting"] != "never"


def _sources(setting: Setting, node: dict[str, Any]) -> dict[str, Any]:
    """Where the statuses of a box come from."""
    is_rated = bool(standing_rating(node) or dimensions(node))
    return {
        "source": of_status(setting, node) if is_rated else None,
        "previous_source": of_previous_status(setting, node) if node["previous_rating"] else None,
    }


def _above(snapshot: dict[str, Any], nodes: Sequence[dict[str, Any]]) -> dict[str, str]:
    """What the boxes are part of, by slug; nothing where all are part of one, because then it tells nothing."""
    parents = {node["parent"] for node in nodes}
    if len(parents) < 2:
        return {}
    return {node["slug"]: node["heading"] for node in snapshot["initiatives"] if node["slug"] in parents}


def _days(period: dict[str, Any] | None) -> str:
    """“1 May 2015 to 22 May 2015”; blank for no period."""
    return f"{long(period['first_day'])} to {long(period['last_day'])}" if period else ""


def _labels(context: dict[str, Any]) -> Iterator[Passage]:
    """What stands beside the narrative: periods, key, people, statuses."""
    yield Passage("Reporting periods", f"{context['period']}: {context['days']} {context['next_days']}")
    yield from key_labels(context["schemes"])
    for one in context["boxes"]:
        yield from box_labels(one)
