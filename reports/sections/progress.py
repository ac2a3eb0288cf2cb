"""Progress: what each initiative reported, in the order of the tree."""

from typing import Any

from reports.checks.absence import NOTHING_RECORDED, check_absence
from reports.checks.found import Found, advisory
from reports.document import Content, Paragraph, Passage
from reports.sections.base import Numbering, Section, Setting, passages, words_of_mark
from reports.sections.cited import of_previous_status, of_status
from reports.snapshot_content.reading import age_of_rating, is_between_turns, standing_rating


class Progress(Section):
    """A heading for each initiative that reported, its status, and its paragraphs, numbered on from one to the next."""

    key = "progress"
    name = "Progress"
    about = "What each initiative reported, with its status, under the portfolio it belongs to."
    writes = "record"
    template = "papers/sections/progress.html"
    draws_on = ("reports",)

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        introduction = self.authored(setting, section, numbering)
        printed = list(introduction)
        blocks = []
        for node in _printed(setting.snapshot["initiatives"]):
            heading = numbering.heading(node["heading"], level=3 if node["depth"] == 0 else 4)
            progress, planned = _numbered(node, "progress", numbering), _numbered(node, "planned", numbering)
            printed += progress + planned
            rating, previous = standing_rating(node), node["previous_rating"]
            blocks.append(
                {
                    "heading": heading,
                    "rating": rating,
                    "source": of_status(setting, node) if rating else None,
                    "age": age_of_rating(node),
                    "previous": previous,
                    "previous_source": of_previous_status(setting, node) if rating and previous else None,
                    "progress": progress,
                    "planned": planned,
                    "is_silent": _is_rated_portfolio(node) and not (progress or planned),
                    "is_due": not is_between_turns(node),
                }
            )
        in_contents = tuple(heading for heading in numbering.headings if heading.level == 3)
        context = {"introduction": introduction, "blocks": blocks}
        labels = tuple(Passage(f"Status of {block['heading'].title}", _status(block)) for block in blocks)
        return Content(context, passages(printed, numbering), in_contents, labels)

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        context = content.context
        is_empty = not context["blocks"] and not context["introduction"]
        found = check_absence(
            f"Section {number}, {section['title']}",
            NOTHING_RECORDED if is_empty else "",
        )
        return found + [
            advisory(
                "report-missing",
                f"Section {number}, {block['heading'].title}",
                f"No progress of {block['heading'].title} is printed: its report has no paragraph that may stand here.",
                "Ask the lead for the report, or write one paragraph in it that says why there is none.",
            )
            for block in context["blocks"]
            if block["is_silent"] and block["is_due"]
        ]


def _printed(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Whoever reported, under its portfolio, and a rated portfolio that did not: its silence should be seen."""
    chosen: list[dict[str, Any]] = []
    portfolio: dict[str, Any] | None = None
    for node in nodes:
        if node["depth"] == 0:
            portfolio = node
        if _has_reported(node) or _is_rated_portfolio(node):
            if portfolio not in (None, node) and portfolio not in chosen:
                chosen.append(portfolio)
            chosen.append(node)
    return chosen


def _has_reported(node: dict[str, Any]) -> bool:
    return bool(node["report"] and node["report"]["paragraphs"])


def _is_rated_portfolio(node: dict[str, Any]) -> bool:
    return node["is_rated"] and node["depth"] == 0


def _status(block: dict[str, Any]) -> str:
    """The words of the status line. Without a rating, the last period's is not printed either."""
    rating, previous = block["rating"], block["previous"]
    if not rating:
        return ""
    now = f"{words_of_mark(rating['level'])} ({rating['level']['definition']})"
    now += f", {block['age']}" if block["age"] else ""
    return f"{now}. Last period: {words_of_mark(previous['level'])}" if previous else now


def _numbered(node: dict[str, Any], part: str, numbering: Numbering) -> list[Paragraph]:
    paragraphs = node["report"]["paragraphs"] if node["report"] else []
    return [
        numbered
        for paragraph in paragraphs
        if paragraph["part"] == part
        for numbered in numbering.number_all(paragraph["text"])
    ]
