"""The portfolio status page, with which a footprint opens."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import Standing, standing_or_404
from portfolios.models import Footprint, ReportingRhythm
from reports.charts import Bar, BarChart, plotly_figure
from reports.queries.frozen.record import record_of
from reports.queries.periods import Period, UnknownPeriod, choose_period
from reports.queries.status import portfolio_status
from reports.queries.status_rows import StatusRow
from risks.queries.bands import BandCounts
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission


@require_safe
def portfolio(request: SignedInRequest, footprint: str) -> HttpResponse:
    """How the initiatives stand in a period (``?period=``), of one branch (``?under=``) or one rating (``?rating=``).

    Twelve queries at any size, session and user included.
    """
    standing = standing_or_404(request.user, footprint)
    place = standing.footprint
    try:
        period = choose_period(place, request.user, request.GET.get("period", ""))
    except UnknownPeriod as unknown:
        return no_such_period(request, place, unknown)
    if period is None:
        return render(
            request, "reports/no_period.html", {"may_manage": standing.may(Permission.MANAGE_FOOTPRINT)}
        )
    sees_private = standing.may(Permission.VIEW_PRIVATE)
    status = portfolio_status(
        place,
        request.user,
        period,
        today=timezone.localdate(),
        record=record_of(place, request.user, period.chosen, sees_private=sees_private),
        under=request.GET.get("under", ""),
        rating=request.GET.get("rating", ""),
        page=request.GET.get("page", ""),
    )
    if status is None:
        raise Http404(f"{place} has no such initiative in {period.chosen.label}.")
    whole = f"{reverse('reports:portfolio-status', args=[place.slug])}?period={period.chosen.slug}"
    context = {
        "breadcrumbs": [{"label": "Portfolio", "url": whole}] if status.root else [],
        "status": status,
        "period": period.chosen,
        "sees_private": sees_private,
        "updatable": updatable([*status.page, *status.mine], period.chosen, standing),
        "may_manage": standing.may(Permission.MANAGE_FOOTPRINT),
        "chart": band_chart(status.risks),
    }
    return render(request, "reports/status.html", context)


def no_such_period(request: SignedInRequest, place: Footprint, unknown: UnknownPeriod) -> HttpResponse:
    """404 that says which periods there are."""
    return render(
        request, "reports/no_such_period.html", {"place": place, "problem": str(unknown)}, status=404
    )


def updatable(rows: Iterable[StatusRow], period: Period, standing: Standing) -> frozenset[str]:
    """The slugs of the initiatives whose report this person may write now: as the form itself decides."""
    any_report = standing.may(Permission.EDIT_ANY_REPORT)
    return frozenset(
        row.node.slug
        for row in rows
        if period.is_open
        and row.node.is_editable
        and row.node.reporting != ReportingRhythm.NEVER
        and (any_report or row.node.is_mine)
    )


def band_chart(risks: BandCounts) -> dict[str, Any]:
    """The arguments of ``{% chart %}``: the figure and its table twin; the remainder always has its line."""
    bars = [
        Bar(
            line.label,
            line.count,
            line.band.colour if line.band else "grey",
            line.band.letter if line.band else "",
        )
        for line in risks.lines
    ]
    chart = BarChart(title="Open risks by band", description="How many risks stand in each band.", bars=bars)
    rows = [[{"rating": line.band} if line.band else line.label, line.words] for line in risks.lines]
    return {
        "title": chart.title,
        "figure": plotly_figure(chart),
        "head": ["Band", {"text": "Risks (share)", "numeric": True}],
        "rows": [*rows, ["All open risks", str(risks.total)]],
    }
