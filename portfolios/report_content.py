"""What a person writes in a highlight report, as plain values: as it is read from the record, typed and saved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from portfolios.models import (
    HighlightReport,
    Initiative,
    Outcome,
    PlannedOutcome,
    Rating,
    RatingDimension,
    RatingLevel,
    RatingSource,
    ReportingPeriod,
    ReportParagraph,
    ReportPart,
)
from stp_portal.core.fuzzy_dates import FuzzyDate, Precision
from stp_portal.core.text import paragraphs

NO_DATE = FuzzyDate("", Precision.UNKNOWN)

# The texts of a report that may hold from one period to the next, by their fields.
LASTING_PARTS = {
    "reason": "Reason for the rating",
    "route_to_green": "Route to green",
    "progress": "Progress since the last report",
    "planned": "Planned next",
}


@dataclass(frozen=True)
class DimensionRating:
    """A rating beside the overall one, with its reason; ``level`` is None where none was chosen."""

    dimension: str
    level: RatingLevel | None
    reason: str = ""


@dataclass(frozen=True)
class ItemOutcome:
    """What became of one thing that was planned; with ``private_reason`` it is private."""

    text: str
    outcome: str
    reason: str = ""
    private_reason: str = ""


@dataclass(frozen=True)
class ReportContent:
    """What a person writes in a highlight report. The narratives are Markdown; a blank line starts a paragraph.

    ``route_to_green`` says what, ``route_owner`` who, ``route_by`` by when. ``still_true`` are those of LASTING_PARTS
    that the author said hold as they stood in the period before.
    """

    level: RatingLevel | None = None
    reason: str = ""
    route_to_green: str = ""
    progress: str = ""
    private_progress: str = ""
    private_reason: str = ""
    planned: str = ""
    route_owner: str = ""
    route_by: FuzzyDate = NO_DATE
    dimensions: tuple[DimensionRating, ...] = ()
    outcomes: tuple[ItemOutcome, ...] = ()
    still_true: frozenset[str] = frozenset()

    def tidied(self) -> "ReportContent":
        """The same as it is kept: paragraphs one blank line apart, and no reason for private text that is not there."""
        private = joined(self.private_progress)
        return replace(
            self,
            reason=self.reason.strip(),
            route_to_green=self.route_to_green.strip(),
            route_owner=self.route_owner.strip(),
            progress=joined(self.progress),
            private_progress=private,
            private_reason=self.private_reason.strip() if private else "",
            planned=joined(self.planned),
            dimensions=tuple(replace(one, reason=one.reason.strip()) for one in self.dimensions),
            outcomes=tuple(replace(one, reason=one.reason.strip()) for one in self.outcomes),
        )

    def with_ratings_of(self, before: "ReportContent") -> "ReportContent":
        """The same with the levels of ``before`` where none is chosen here: a rating is replaced, never taken back."""
        kept = {one.dimension: one for one in before.dimensions}
        given = {
            one.dimension: replace(one, level=one.level or kept[one.dimension].level)
            if one.dimension in kept
            else one
            for one in self.dimensions
        }
        all_of_them = kept | given
        return replace(
            self,
            level=self.level or before.level,
            dimensions=tuple(all_of_them[name] for name in RatingDimension.values if name in all_of_them),
        )

    def as_record(self) -> dict[str, object]:
        """For the audit trail. Private text stays out of it: auditors see that it changed, not what it says."""
        public = [one for one in self.outcomes if not one.private_reason]
        return {
            "rating": self.level.label if self.level else "",
            "reason": self.reason,
            "dimensions": {one.dimension: one.level.label if one.level else "" for one in self.dimensions},
            "route_to_green": self.route_to_green,
            "route_owner": self.route_owner,
            "route_by": str(self.route_by),
            "progress": self.progress,
            "private_progress": f"{len(self.private_progress)} characters",
            "planned": self.planned,
            "outcomes": [f"{Outcome(one.outcome).label}: {one.text}" for one in public],
            "private_outcomes": len(self.outcomes) - len(public),
            "still_true": sorted(self.still_true),
        }


def joined(text: str) -> str:
    """A narrative as its paragraphs are kept, one blank line between two."""
    return "\n\n".join(paragraphs(text))


def content_of(
    report: HighlightReport | None, *, initiative: Initiative, period: ReportingPeriod
) -> ReportContent:
    """What stands now in the report of ``initiative`` for ``period``. Three queries at most."""
    return contents_of({period.pk: report}, initiative=initiative)[period.pk]


def contents_of(
    reports: Mapping[int, HighlightReport | None], *, initiative: Initiative
) -> dict[int, ReportContent]:
    """What stands in some reports of ``initiative``, by key of their period, without a report where there is none.

    Three queries at any number.
    """
    there = [report.pk for report in reports.values() if report]
    ratings = list(
        Rating.objects.current()
        .filter(initiative=initiative, period__in=list(reports), source=RatingSource.LEAD)
        .select_related("level")
    )
    rows = list(ReportParagraph.objects.filter(report__in=there).order_by("position")) if there else []
    outcomes = list(PlannedOutcome.objects.filter(report__in=there).order_by("position")) if there else []
    return {
        period: _content(
            report,
            {rating.dimension: rating for rating in ratings if rating.period_id == period},
            [row for row in rows if report and row.report_id == report.pk],
            [one for one in outcomes if report and one.report_id == report.pk],
        )
        for period, report in reports.items()
    }


def _content(
    report: HighlightReport | None,
    ratings: Mapping[str, Rating],
    rows: Iterable[ReportParagraph],
    outcomes: Iterable[PlannedOutcome],
) -> ReportContent:
    overall = ratings.get(RatingDimension.OVERALL)

    def written(part: ReportPart, *, private: bool) -> str:
        return "\n\n".join(row.text for row in rows if row.part == part and row.is_private == private)

    return ReportContent(
        level=overall.level if overall else None,
        reason=overall.reason if overall else "",
        route_to_green=report.route_to_green if report else "",
        route_owner=report.route_owner if report else "",
        route_by=report.route_by if report else NO_DATE,
        progress=written(ReportPart.PROGRESS, private=False),
        private_progress=written(ReportPart.PROGRESS, private=True),
        private_reason=next(
            (row.private_reason for row in rows if row.is_private and row.part == ReportPart.PROGRESS), ""
        ),
        planned=written(ReportPart.PLANNED, private=False),
        dimensions=tuple(
            DimensionRating(name, ratings[name].level, ratings[name].reason)
            for name in RatingDimension.values
            if name in ratings and name != RatingDimension.OVERALL
        ),
        outcomes=tuple(
            ItemOutcome(one.text, one.outcome, one.reason, one.private_reason if one.is_private else "")
            for one in outcomes
        ),
        still_true=frozenset(report.still_true) if report else frozenset(),
    )
