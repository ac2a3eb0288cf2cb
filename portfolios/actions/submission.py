"""What keeps a highlight report from being submitted."""

from collections import defaultdict

from portfolios.actions.ratings import scheme_in_force
from portfolios.models import (
    Cycle,
    HighlightReport,
    Outcome,
    Rating,
    RatingDimension,
    RatingSource,
    ReportParagraph,
    ReportPart,
)
from portfolios.planned import planned_items

Problems = defaultdict[str, list[str]]


def previous_report(report: HighlightReport) -> HighlightReport | None:
    """The report of the same initiative for the period right before; None where there was none. One query."""
    earlier = HighlightReport.objects.filter(
        initiative=report.initiative_id, period__first_day__lt=report.period.first_day
    )
    return (
        earlier.filter(paragraphs__isnull=False)
        .order_by("-period__first_day")
        .select_related("period")
        .first()
    )


def submission_errors(report: HighlightReport) -> dict[str, list[str]]:
    """Everything that is missing, by field of the form, each with what to do; empty where it may be submitted.

    The overall rating and every dimension that the footprint rates; why, where one is worse than the best; the route to
    green (what, who, by when) where the overall rating is worse than the best (DOMAIN A8 rule 3); what became of what
    was planned; whether parts that read as they did last time still hold; and some progress. Eight queries at most.
    """
    problems: Problems = defaultdict(list)
    _check_ratings(report, problems)
    _check_narrative(report, problems)
    return dict(problems)


def _check_ratings(report: HighlightReport, problems: Problems) -> None:
    given = {
        rating.dimension: rating
        for rating in Rating.objects.current()
        .filter(initiative=report.initiative_id, period=report.period_id, source=RatingSource.LEAD)
        .select_related("level")
    }
    scheme = scheme_in_force(report.period)
    words = f" ({', '.join(level.label for level in scheme.levels.all())})" if scheme else ""
    for dimension in [RatingDimension.OVERALL, *map(RatingDimension, Cycle.of(report.footprint).dimensions)]:
        is_overall = dimension == RatingDimension.OVERALL
        suffix = "" if is_overall else f"_{dimension.value}"
        of_what = "" if is_overall else f" of {dimension.label.lower()}"
        rating = given.get(dimension)
        if rating is None:
            problems[f"rating{suffix}"].append(f"Select a rating{of_what}{words}.")
        elif not rating.level.is_best and not rating.reason.strip():
            problems[f"reason{suffix}"].append(
                f"Say why the rating{of_what} is {rating.level.label}: a rating worse than the best needs a reason."
            )
    overall = given.get(RatingDimension.OVERALL)
    if overall and not overall.level.is_best:
        _check_route(report, overall.level.label, problems)


def _check_route(report: HighlightReport, word: str, problems: Problems) -> None:
    if not report.route_to_green.strip():
        problems["route_to_green"].append(f"Say what will be done about it: the rating is {word}.")
    if not report.route_owner.strip():
        problems["route_owner"].append(f"Say who does it: the rating is {word}.")
    if not report.route_by:
        problems["route_by"].append(f"Say by when it will be done: the rating is {word}.")


def _check_narrative(report: HighlightReport, problems: Problems) -> None:
    before = previous_report(report)
    written = _parts(report)
    if not any(text.strip() for text, _ in written[ReportPart.PROGRESS]):
        problems["progress"].append(
            "Write what has happened since the last report, even if it is one sentence."
        )
    if before is None:
        return
    earlier = _parts(before)
    for part in ReportPart:
        is_unchanged = bool(written[part]) and written[part] == earlier[part]
        if is_unchanged and part.value not in report.still_true:
            problems[f"still_true_{part.value}"].append(
                f"{part.label} reads as it did in {before.period}. Say whether this is still true, or edit it."
            )
    outcomes = {outcome.text: outcome for outcome in report.planned_outcomes.all()}
    planned = "\n\n".join(text for text, is_private in earlier[ReportPart.PLANNED] if not is_private)
    for item in planned_items(planned):
        outcome = outcomes.get(item)
        if outcome is None:
            problems["planned_outcomes"].append(
                f"Say what became of “{item}”, which was planned in {before.period}: done, carried over or dropped."
            )
        elif outcome.outcome == Outcome.DROPPED and not outcome.reason.strip():
            problems["planned_outcomes"].append(f"Say why “{item}” is dropped.")


def _parts(report: HighlightReport) -> dict[str, list[tuple[str, bool]]]:
    parts: dict[str, list[tuple[str, bool]]] = {part: [] for part in ReportPart}
    rows = ReportParagraph.objects.filter(report=report).order_by("part", "position")
    for part, text, is_private in rows.values_list("part", "text", "is_private"):
        parts[part].append((text, is_private))
    return parts
