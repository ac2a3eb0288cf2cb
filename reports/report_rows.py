"""The tables of a report's page, as rows of ``{% data_table %}``."""

from collections.abc import Iterator, Mapping
from typing import Any

from portfolios.models import Outcome, Rating, RatingSource, ReportState
from reports.queries.report import ReportPage
from stp_portal.core import text

STATE_COLOURS = {
    ReportState.EXPECTED: "white",
    ReportState.DRAFT: "grey",
    ReportState.SUBMITTED: "blue",
    ReportState.ASSURED: "purple",
    ReportState.SIGNED_OFF: "aqua-green",
}
_COLOURS = {Outcome.DONE: "green", Outcome.CARRIED: "blue", Outcome.DROPPED: "grey"}


def rating_rows(page: ReportPage) -> list[list[Any]]:
    """The overall ratings side by side: the lead's, the PMO's, a carried one, the calculated one, and that before."""
    return list(_ratings(page))


def _ratings(page: ReportPage) -> Iterator[list[Any]]:
    whose = {RatingSource.LEAD: "Lead", RatingSource.PMO: "PMO", RatingSource.CARRIED: "Carried forward"}
    given = {source: page.standing[source] for source in whose if source in page.standing}
    if not given:
        yield ["Lead", {"rating": None}, _why(None)]
    for source, rating in given.items():
        counts = " (this one counts)" if rating == page.rating and len(given) > 1 else ""
        yield [f"{whose[source]}{counts}", {"rating": rating.level}, _why(rating)]
    if page.calculated:
        words = {"text": text.render(page.calculated.words)}
        yield ["Calculated from the record", {"rating": page.calculated.level}, words]
    if page.previous:
        yield [f"Rating in {page.previous.period}", {"rating": page.previous.level}, _why(page.previous)]


def dimension_rows(page: ReportPage) -> list[list[Any]]:
    """The ratings beside the overall one."""
    rows: list[list[Any]] = []
    for one in page.dimensions:
        if one.lead or not one.pmo:
            rows.append([one.label, {"rating": one.lead.level if one.lead else None}, _why(one.lead)])
        if one.pmo:
            rows.append([f"{one.label}, as the PMO sees it", {"rating": one.pmo.level}, _why(one.pmo)])
    return rows


def outcome_rows(page: ReportPage) -> list[list[Any]]:
    """What became of what was planned last time."""
    return [
        [
            {"text": text.render(one.text)},
            {"text": one.get_outcome_display(), "tag": _COLOURS[Outcome(one.outcome)]},
            (_private(one.private_reason) if one.is_private else "") + one.reason or "–",
        ]
        for one in page.outcomes
    ]


def missing_rows(missing: Mapping[str, list[str]], form: str) -> list[dict[str, str]]:
    """What must be written before a report is submitted, each with the address of its field in the ``form``."""
    return [{"text": line, "href": f"{form}#id_{name}"} for name, lines in missing.items() for line in lines]


def _why(rating: Rating | None) -> dict[str, str]:
    carried = f"As in {rating.carried_from.period}." if rating and rating.carried_from else ""
    words = "\n\n".join(filter(None, (carried, rating.reason if rating else "")))
    return {"text": text.render(words) if words else "–"}


def _private(reason: str) -> str:
    return f"Private: {reason}. "
