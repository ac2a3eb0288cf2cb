"""What a snapshot holds as public and somebody has marked private since it was taken."""

from collections import defaultdict
from typing import Any

from portfolios.models import Ask, Milestone, ReportingPeriod, ReportParagraph
from risks.models import Risk


def newly_private(data: dict[str, Any], period: ReportingPeriod) -> dict[str, list[Any]]:
    """The public rows of a snapshot's ``data`` that are private today, for ``openness.with_marks`` (DESIGN 4).

    Risks by number, asks by period and key, milestones by initiative and title, paragraphs by initiative and place in
    the snapshot's report. In the snapshot's order, so the same marks give the same list. Marks that were lifted since
    are not looked for: the snapshot's stand. Four queries.
    """
    place = {"footprint": period.footprint_id, "is_private": True}
    risks = set(Risk.objects.filter(**place).values_list("number", flat=True))
    asks = set(Ask.objects.filter(**place).values_list("period__slug", "key"))
    milestones = set(Milestone.objects.filter(**place).values_list("initiative__slug", "title"))
    return {
        "risks": [row["number"] for row in _public(data["risks"]) if row["number"] in risks],
        "asks": [
            [row["period"], row["key"]]
            for row in _public(data["asks"])
            if (row["period"], row["key"]) in asks
        ],
        "milestones": [
            [row["initiative"], row["title"]]
            for row in _public(data["milestones"])
            if (row["initiative"], row["title"]) in milestones
        ],
        "paragraphs": _paragraphs(data, period),
    }


def _public(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if not row["is_private"]]


def _paragraphs(data: dict[str, Any], period: ReportingPeriod) -> list[list[Any]]:
    """A paragraph is found by its words. Where nobody says them any more, by its place: it was rewritten and marked."""
    texts: dict[str, dict[str, bool]] = defaultdict(dict)
    places: dict[tuple[str, str], list[bool]] = defaultdict(list)
    rows = ReportParagraph.objects.filter(report__period=period).order_by("report_id", "part", "position")
    for slug, part, text, is_private in rows.values_list(
        "report__initiative__slug", "part", "text", "is_private"
    ):
        texts[slug][text] = texts[slug].get(text, False) or is_private
        places[slug, part].append(is_private)
    found = []
    for node in data["initiatives"]:
        slug, seen = node["slug"], defaultdict[str, int](int)
        for index, row in enumerate((node["report"] or {"paragraphs": []})["paragraphs"]):
            marks, number = places[slug, row["part"]], seen[row["part"]]
            seen[row["part"]] += 1
            is_private_there = number < len(marks) and marks[number]
            if not row["is_private"] and texts[slug].get(row["text"], is_private_there):
                found.append([slug, index])
    return found
