"""How a report will print, what is still missing in it, and the button that submits it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import assurers, require_report_editor, signers, who_assures, who_signs
from portfolios.models import ReportState
from reports.offers import offers_of
from reports.queries.report import ReportPage, report_page
from reports.views.report_place import above_report, place_of_report
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.lists import listed


@require_safe
def preview(request: SignedInRequest, footprint: str, slug: str, period: str) -> HttpResponse:
    """The saved report as a public paper prints it, for who writes it; the form where nothing is saved yet."""
    standing, initiative, in_period = place_of_report(request, footprint, slug, period)
    require_report_editor(request.user, initiative)
    where = [standing.footprint.slug, initiative.slug, in_period.slug]
    page = report_page(standing.footprint, request.user, initiative, in_period, today=timezone.localdate())
    if page.report is None or page.report.state == ReportState.EXPECTED:
        return redirect("reports:report-edit", *where)
    offered = offers_of(page.report, request.user, page.holders).steps
    context = {
        "page": page,
        "initiative": initiative,
        "period": in_period,
        "report": page.report,
        "submit": next((one for one in offered if one.offer.name == "submit"), None),
        "private_parts": [
            one for one in (*page.narrative.progress, *page.narrative.planned) if one.private_reason
        ],
        "next": _who_is_next(page),
        "edit_address": reverse("reports:report-edit", args=where),
        "report_address": reverse("reports:report", args=where),
        "breadcrumbs": above_report(initiative, in_period),
    }
    return render(request, "reports/report_preview.html", context)


def _who_is_next(page: ReportPage) -> str:
    """Who gets the report once it is submitted, and after that."""
    report, holders = page.report, page.holders
    if report is None:
        return ""
    assuring, signing = assurers(report, holders), signers(report, holders)
    first = f"Next, {listed(assuring, last='or')} assures it." if assuring else who_assures(report, holders)
    then = f"Then {listed(signing, last='or')} signs it off." if signing else who_signs(report, holders)
    return f"{first} {then}"
