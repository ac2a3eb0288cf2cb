"""The form in which a highlight report is written."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.access import footprint_or_404, require_report_editor
from portfolios.actions import highlight_reports, ratings
from portfolios.models import HighlightReport, Initiative, Rating, RatingSource, ReportingPeriod
from portfolios.report_content import content_of
from reports.forms.highlight_reports import ReportForm
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.base import Conflict


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, slug: str, period: str) -> HttpResponse:
    """Show the form, or save what was typed. Whatever is refused comes back as typed."""
    place = footprint_or_404(request.user, footprint)
    initiative = get_object_or_404(
        Initiative.objects.visible_to(request.user).select_related("footprint"), footprint=place, slug=slug
    )
    require_report_editor(request.user, initiative)
    in_period = get_object_or_404(
        ReportingPeriod.objects.visible_to(request.user), footprint=place, slug=period
    )
    report = (
        HighlightReport.objects.filter(initiative=initiative, period=in_period)
        .select_related("edited_by")
        .first()
    )
    scheme = ratings.scheme_in_force(in_period)
    conflict: Conflict | None = None

    if request.method == "POST":
        form = ReportForm(request.POST, scheme=scheme)
        if form.is_valid():
            try:
                highlight_reports.save(
                    initiative=initiative,
                    period=in_period,
                    version=form.cleaned_data["version"],
                    content=form.content,
                    by=request.user,
                )
            except Conflict as clash:
                conflict = clash
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                messages.success(request, f"The report of {initiative} for {in_period} is saved.")
                return redirect("reports:initiative", footprint=place.slug, slug=initiative.slug)
    else:
        form = ReportForm(initial=_initial(report, initiative, in_period), scheme=scheme)

    current = content_of(report, initiative=initiative, period=in_period)
    if conflict:
        # The next save is made knowingly, against the version that is now shown beside the form.
        report = HighlightReport.objects.select_related("edited_by").get(pk=conflict.instance.pk)
        form.start_from(report.version)
    breadcrumbs = [
        {"label": "Portfolio", "url": reverse("reports:portfolio-status", args=[place.slug])},
        {
            "label": initiative.name,
            "url": reverse("reports:initiative", args=[place.slug, initiative.slug]),
        },
    ]
    context = {
        "form": form,
        "initiative": initiative,
        "period": in_period,
        "report": report,
        "scheme": scheme,
        "is_editable": report is None or report.state in highlight_reports.EDITABLE,
        "is_overdue": in_period.returns_due is not None and in_period.returns_due < timezone.localdate(),
        "previous": _previous_rating(initiative, in_period),
        "conflict": conflict,
        "current": current,
        "breadcrumbs": breadcrumbs,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "reports/report_form.html", context, status=status)


def _initial(
    report: HighlightReport | None, initiative: Initiative, period: ReportingPeriod
) -> dict[str, object]:
    content = content_of(report, initiative=initiative, period=period)
    return {"version": report.version if report else 1, "rating": content.level} | {
        name: getattr(content, name)
        for name in ("reason", "route_to_green", "progress", "planned", "private_progress", "private_reason")
    }


def _previous_rating(initiative: Initiative, period: ReportingPeriod) -> Rating | None:
    """The lead's overall rating in the period before, to stand beside the new one (DOMAIN A8 rule 2)."""
    return (
        Rating.objects.current()
        .overall()
        .filter(initiative=initiative, source=RatingSource.LEAD, period__first_day__lt=period.first_day)
        .select_related("level", "period")
        .order_by("-period__first_day")
        .first()
    )
