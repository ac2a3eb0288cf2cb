"""What a snapshot holds as public and somebody has marked private since it was taken."""

from collections import defaultdict
from typing import Any

from django.db.models import CharField, Model, QuerySet, Value
from django.db.models.functions import Cast

from portfolios.models import (
    Ask,
    FinanceLine,
    MarkedQuerySet,
    Measure,
    Milestone,
    PlannedOutcome,
    ReportingPeriod,
    ReportParagraph,
)
from reports.snapshot_content.keys import milestone_key, recommendation_key
from reports.snapshot_content.openness import OF_REPORT
from reports.snapshot_content.reading import rows_of_report
from risks.models import Dependency, Issue, Recommendation, Review, Risk

# Lists whose rows are called by their number alone, and what a row of each is.
NUMBERED = {
    "risks": "risk",
    "issues": "issue",
    "dependencies": "dependency",
    "measures": "measure",
    "finance": "finance line",
}


def newly_private(data: dict[str, Any], period: ReportingPeriod) -> dict[str, list[Any]]:
    """The public rows of a snapshot's ``data`` that are private today, for ``openness.with_marks`` (DESIGN 4).

    Rows of ``NUMBERED`` lists and milestones by number, asks by period and key, reviews by key, recommendations by the
    review's key and their number, paragraphs and planned outcomes by initiative and place in the snapshot's report. In
    the snapshot's order, so the same marks give the same list. Marks that were lifted since are not looked for: the
    snapshot's stand. Two queries.
    """
    private = _private_keys(period)
    asks = [[row["period"], row["key"]] for row in _public(data["asks"])]
    milestones = [milestone_key(row) for row in _public(data["milestones"])]
    numbered = {
        name: [row["number"] for row in _public(data.get(name, [])) if (noun, str(row["number"])) in private]
        for name, noun in NUMBERED.items()
    }
    reviews = _public(data.get("reviews", []))
    asked = [
        recommendation_key(review, row) for review in reviews for row in _public(review["recommendations"])
    ]
    return (
        numbered
        | {
            "asks": [key for key in asks if ("ask", *key) in private],
            "milestones": [
                key
                for key in milestones
                if ("milestone", *(key if isinstance(key, list) else [str(key)])) in private
            ],
            "reviews": [review["key"] for review in reviews if ("review", review["key"], "") in private],
            "recommendations": [key for key in asked if ("recommendation", key[0], str(key[1])) in private],
        }
        | _of_reports(data, period)
    )


def _public(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if not row["is_private"]]


def _private_keys(period: ReportingPeriod) -> set[tuple[str, ...]]:
    """What is private today, each by every name that a snapshot may call it. One query."""

    def rows(model: type[Model], noun: str, number: Any, *names: Any) -> QuerySet[Any, tuple[str, ...]]:
        columns: list[Any] = [*names, *[Value("")] * (2 - len(names))]
        found = model._default_manager.filter(footprint=period.footprint_id, is_private=True)
        return found.order_by().values_list(Value(noun), number, *columns)

    number = Cast("number", CharField())
    asks = rows(Ask, "ask", Value(""), "period__slug", "key")
    milestones = rows(Milestone, "milestone", number, "initiative__slug", "title")
    issues, dependencies = rows(Issue, "issue", number), rows(Dependency, "dependency", number)
    measures, lines = rows(Measure, "measure", number), rows(FinanceLine, "finance line", number)
    reviews = rows(Review, "review", Value(""), "key")
    asked = rows(Recommendation, "recommendation", Value(""), "review__key", Cast("number", CharField()))
    others = asks, milestones, issues, dependencies, measures, lines, reviews, asked
    keys: set[tuple[str, ...]] = set()
    for noun, count, *names in rows(Risk, "risk", number).union(*others, all=True):
        keys |= {(noun, count), (noun, *names)}
    return keys


def _of_reports(data: dict[str, Any], period: ReportingPeriod) -> dict[str, list[Any]]:
    """Texts of reports. One is found by its words; where nobody says them any more, by its place: it was rewritten and
    marked. One query.
    """
    texts: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    places: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for name, slug, part, text, is_private in _texts_today(period):
        texts[name, slug][text] = texts[name, slug].get(text, False) or is_private
        places[name, slug, part].append(is_private)
    found: dict[str, list[Any]] = {name: [] for name in OF_REPORT}
    for node in data["initiatives"]:
        slug, seen = node["slug"], defaultdict[tuple[str, str], int](int)
        for name in OF_REPORT:
            for index, row in enumerate(rows_of_report(node, name)):
                part = row.get("part", "")
                marks, number = places[name, slug, part], seen[name, part]
                seen[name, part] += 1
                is_private_there = number < len(marks) and marks[number]
                if not row["is_private"] and texts[name, slug].get(row["text"], is_private_there):
                    found[name].append([slug, index])
    return found


def _texts_today(period: ReportingPeriod) -> list[tuple[str, str, str, str, bool]]:
    """Which list, whose, which part of it, the words, and whether they are private; in the order of their reports.

    Only of reports in which something is private: in the others nothing can have become so.
    """

    def rows(name: str, texts: MarkedQuerySet) -> QuerySet[Any, tuple[Any, ...]]:
        of_period = texts.filter(report__period=period).order_by()
        concerned = of_period.filter(is_private=True).values("report")
        return of_period.filter(report__in=concerned).annotate(name=Value(name)).values_list(*columns)

    columns = ("name", "report__initiative__slug", "part", "position", "text", "is_private")
    paragraphs = rows("paragraphs", ReportParagraph.objects.all())
    outcomes = rows("planned_outcomes", PlannedOutcome.objects.annotate(part=Value("")))
    in_order = sorted(paragraphs.union(outcomes, all=True))
    return [(name, slug, part, text, mark) for name, slug, part, _, text, mark in in_order]
