"""What keeps a highlight report from being submitted."""

from collections import defaultdict

from portfolios.actions.ratings import scheme_in_force
from portfolios.models import (
    Cycle,
    HighlightReport,
    Rating,
    RatingDimension,
    RatingSource,
)
from portfolios.queries.report_before import report_before
from portfolios.report_content import LASTING_PARTS, content_of
from stp_portal.core.text import plain

Problems = defaultdict[str, list[str]]


def submission_errors(report: HighlightReport) -> dict[str, list[str]]:
    """Everything that is missing, by field of the form, each with what to do; empty where it may be submitted.

    The overall rating and every dimension that the footprint rates; why, where one is worse than the best; the route to
    green (what, who, by when) where the overall rating is worse than the best (DOMAIN A8 rule 3); what became of what
    was planned; whether parts that read as they did last time still hold; and some progress. A constant number of
    queries.
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
    before = report_before(report.initiative, report.period)
    now = content_of(report, initiative=report.initiative, period=report.period)
    if not (now.progress or now.private_progress):
        problems["progress"].append(
            "Write what has happened since the last report, even if it is one sentence."
        )
    for part, label in LASTING_PARTS.items():
        text = getattr(now, part)
        if text and text == before.text(part) and part not in now.still_true:
            problems[f"still_true_{part}"].append(
                f"{label} reads as it did in {before.period}. Say whether this is still true, or edit it."
            )
    told = {(outcome.text, outcome.private_reason) for outcome in now.outcomes}
    for item in before.planned:
        if (item.text, item.private_reason) not in told:
            problems[item.field].append(
                f"Say what became of “{plain(item.text)}”, which was planned in {before.period}: done, carried over "
                "or dropped."
            )
