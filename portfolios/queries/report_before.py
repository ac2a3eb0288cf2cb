"""What an initiative reported before a period: what its next report starts from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from django.db.models import Exists, OuterRef

from portfolios.models import (
    COUNTS_FIRST,
    HighlightReport,
    Initiative,
    Rating,
    RatingDimension,
    RatingSource,
    ReportingPeriod,
    ReportParagraph,
)
from portfolios.models.ratings import RatingQuerySet
from portfolios.planned import planned_items
from portfolios.report_content import LASTING_PARTS, ReportContent, contents_of


@dataclass(frozen=True)
class PlannedItem:
    """One thing that was planned, in Markdown; ``private_reason`` is empty for a public one."""

    text: str
    private_reason: str = ""

    @property
    def field(self) -> str:
        """What it is called in a form: the same word for the same item, wherever it stands in the list."""
        return f"outcome_{sha256(f'{self.private_reason}|{self.text}'.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class ReportBefore:
    """The last report that was written, and the ratings that count, each with the period it is of.

    ``stale`` are those of LASTING_PARTS that stood word for word in the last two reports.
    """

    period: ReportingPeriod | None = None
    content: ReportContent = field(default_factory=ReportContent)
    planned: tuple[PlannedItem, ...] = ()
    stale: frozenset[str] = frozenset()
    rated_in: ReportingPeriod | None = None
    ratings: Mapping[str, Rating] = field(default_factory=dict)

    def text(self, part: str) -> str:
        """The text of one of LASTING_PARTS; empty where there was none."""
        return str(getattr(self.content, part))

    @property
    def rating(self) -> Rating | None:
        """The overall rating that counts (DOMAIN A8 rule 2)."""
        return self.ratings.get(RatingDimension.OVERALL)


def report_before(initiative: Initiative, period: ReportingPeriod) -> ReportBefore:
    """What ``initiative`` reported before ``period``, private parts included: for those who write its reports.

    The last report is the latest in which something is written, whichever state it was left in. Five queries.
    """
    written = ReportParagraph.objects.filter(report=OuterRef("pk"))
    last_two = list(
        HighlightReport.objects.filter(
            Exists(written), initiative=initiative, period__first_day__lt=period.first_day
        )
        .select_related("period")
        .order_by("-period__first_day")[:2]
    )
    contents = contents_of({report.period_id: report for report in last_two}, initiative=initiative)
    content, *earlier = [contents[report.period_id] for report in last_two] or [ReportContent()]
    rated_in, ratings = _ratings(initiative, period)
    return ReportBefore(
        period=last_two[0].period if last_two else None,
        content=content,
        planned=_planned(last_two[0]) if last_two else (),
        stale=frozenset(
            part
            for part in LASTING_PARTS
            for other in earlier
            if getattr(content, part) and getattr(content, part) == getattr(other, part)
        ),
        rated_in=rated_in,
        ratings=ratings,
    )


def _planned(report: HighlightReport) -> tuple[PlannedItem, ...]:
    """What ``report`` planned, item by item: what is public first. One query."""
    rows = list(
        report.paragraphs.filter(part="planned")
        .order_by("position")
        .values_list("text", "is_private", "private_reason")
    )
    public = "\n\n".join(text for text, is_private, _ in rows if not is_private)
    items = [PlannedItem(item) for item in planned_items(public)]
    for text, is_private, reason in rows:
        if is_private:
            items += [PlannedItem(item, reason) for item in planned_items(text)]
    return tuple(dict.fromkeys(items))


def _ratings(
    initiative: Initiative, period: ReportingPeriod
) -> tuple[ReportingPeriod | None, dict[str, Rating]]:
    """The ratings that count in the latest period before with any. One query.

    What the lock carried forward between two turns repeats the overall rating alone, so that of the last turn is taken.
    """
    reports = HighlightReport.objects.filter(initiative=initiative, period=OuterRef("period"))
    current: RatingQuerySet = Rating.objects.current().counting()
    given = current.exclude(~Exists(reports), source=RatingSource.CARRIED)
    rows = list(
        given.filter(initiative=initiative, period__first_day__lt=period.first_day, source__in=COUNTS_FIRST)
        .select_related("level", "period")
        # A period has one for each dimension and source at most.
        .order_by("-period__first_day")[: len(RatingDimension) * len(COUNTS_FIRST)]
    )
    if not rows:
        return None, {}
    rated_in = rows[0].period
    of_period = [row for row in rows if row.period_id == rated_in.pk]
    of_period.sort(key=lambda rating: COUNTS_FIRST.index(RatingSource(rating.source)), reverse=True)
    return rated_in, {rating.dimension: rating for rating in of_period}
