"""The tracker of a review: what was recommended, who leads, who oversees, by when, and how it stands."""

from typing import Any

from reports.checks.absence import check_absence
from reports.checks.dates import check_written_dates
from reports.checks.found import Found
from reports.checks.registers import check_crowded, check_recommendations
from reports.checks.repetition import check_updates
from reports.document import Content, Passage
from reports.sections.base import Numbering, Section, Setting, passages
from reports.sections.cited import of_recommendation
from reports.sections.options import OptionField, OptionKind, columns
from reports.sections.recommendation_cells import Tracked, cells
from reports.sections.register import Group, Head, Row, Table, chosen, why_private
from reports.snapshot_content.reading import rows_of_reviews
from risks.models import ReviewKind

COLUMNS = (
    Head("number", "Number", 8, "number"),
    Head("text", "Recommendation", 28, "wrapped"),
    Head("response", "Response", 28, "wrapped"),
    Head("due", "By when", 11, "fuzzy"),
    Head("lead", "Accountable lead and supporting officers", 14),
    Head("overseers", "Overseen by", 14),
    Head("update", "Progress update", 26, "wrapped"),
    Head("status", "Status", 10, is_sourced=True),
)
USUAL = ("text", "response", "due", "lead", "overseers", "update", "status")


class ReviewTracker(Section):
    """The recommendations of a review under their themes: those that are open, and those closed in the period.

    Option ``review``: the key of one review; or ``kind``: of all reviews of a kind; left out, of all. Option
    ``columns``: keys, or keys with their heads; the head of ``theme`` stands before each theme.
    """

    key = "review_tracker"
    name = "Recommendation tracker"
    about = "A table of what reviews recommended, open or closed in the period, and how each stands."
    writes = "record"
    template = "papers/sections/review_tracker.html"
    draws_on = ("reviews",)
    option_fields = (
        OptionField(
            "review", "Review", OptionKind.REVIEW, "If blank: all reviews, or all of the kind below."
        ),
        OptionField("kind", "Kind of review", OptionKind.CHOICE, "If blank: any.", tuple(ReviewKind.choices)),
        OptionField(
            "columns",
            "Columns",
            OptionKind.COLUMNS,
            "No place given: all but the number.",
            (("theme", "Theme, printed before the rows it covers"), *columns(COLUMNS)),
        ),
    )

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        introduction = self.authored(setting, section, numbering)
        reviews = tracked_reviews(setting.snapshot, section)
        blocks: list[dict[str, Any]] = [
            {
                # One review needs no heading beside that of the section.
                "heading": numbering.heading(review["title"]) if len(reviews) > 1 else None,
                "about": _about(review),
                "table": _table(setting, section, review),
            }
            for review in reviews
        ]
        tables: list[Table] = [block["table"] for block in blocks]
        context = {
            "introduction": introduction,
            "blocks": blocks,
            "empty": "No recommendation is on record here.",
            "counts_public_only": setting.leaves_out("reviews", "recommendations"),
        }
        printed = [*passages(introduction, numbering)]
        printed += [Passage("About the review", block["about"]) for block in blocks if block["about"]]
        printed += [passage for table in tables for passage in table.passages()]
        return Content(
            context,
            tuple(printed),
            tuple(numbering.headings),
            tuple(label for table in tables for label in table.labels()),
            is_wide=any(table.is_wide for table in tables),
            sheet=_together(tables, reviews).sheet(section["title"]) if tables else None,
        )

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        where = section["title"]
        rows = [
            (f"recommendation {row['number']} of {review['title']}", row)
            for review in tracked_reviews(setting.snapshot, section)
            for row in _shown(setting.snapshot, review)
        ]
        crowded = [check_crowded(block["table"], where) for block in content.context["blocks"]]
        return [
            *check_absence(where, "" if rows else content.context["empty"]),
            *check_recommendations(setting.snapshot, rows, where),
            *check_updates(rows, where),
            *check_written_dates([(name, row["due"]) for name, row in rows], where),
            *(crowded[0] if crowded else []),
        ]


def tracked_reviews(snapshot: dict[str, Any], section: dict[str, Any]) -> list[dict[str, Any]]:
    """The reviews that the section asks for, of which there is something to print."""
    key, kind = section["options"].get("review"), section["options"].get("kind")
    return [
        review
        for review in rows_of_reviews(snapshot, "reviews")
        if key in (None, review["key"]) and kind in (None, review["kind"]) and _shown(snapshot, review)
    ]


def _shown(snapshot: dict[str, Any], review: dict[str, Any]) -> list[dict[str, Any]]:
    """Open ones, and those that the overseeing body closed since the period began."""
    first_day = snapshot["period"]["first_day"]
    return [row for row in review["recommendations"] if not row["closed_on"] or row["closed_on"] >= first_day]


def _about(review: dict[str, Any]) -> str:
    """“NHS England, October 2017”."""
    held = review["held"]["words"] if review["held"] else ""
    return ", ".join(part for part in (review["reviewer"], held) if part)


def _table(setting: Setting, section: dict[str, Any], review: dict[str, Any]) -> Table:
    wanted = section["options"].get("columns") or USUAL
    heads = chosen(COLUMNS, wanted)
    label = next((name["theme"] for name in wanted if isinstance(name, dict) and "theme" in name), "")
    rows = _shown(setting.snapshot, review)
    groups: list[Group] = []
    for place, row in enumerate(rows):
        title = ": ".join(part for part in (label, row["theme"]) if part and row["theme"])
        of_row = cells(Tracked(row, rows[:place], rows, setting.snapshot["period"]))
        printed = Row(
            f"{section['title']}, recommendation {row['number']}",
            tuple((head, of_row[head.key]()) for head in heads),
            why_private(row),
            of_recommendation(setting, review, row),
        )
        # A theme runs on until another one is named, as the source prints it (DOMAIN A8 rule 11).
        if groups and groups[-1].title == title:
            groups[-1] = Group(title, (*groups[-1].rows, printed))
        else:
            groups.append(Group(title, (printed,)))
    return Table(heads, tuple(groups), label or "Theme")


def _together(tables: list[Table], reviews: list[dict[str, Any]]) -> Table:
    """All reviews of the section as one table, each named in the heading of its groups where there are several."""
    groups = [
        Group(": ".join(part for part in (review["title"], group.title) if part), group.rows)
        for table, review in zip(tables, reviews, strict=True)
        for group in table.groups
    ]
    return Table(
        tables[0].heads, tuple(groups) if len(tables) > 1 else tables[0].groups, tables[0].group_label
    )
