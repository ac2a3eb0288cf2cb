"""One highlight report: what it says, its way so far, and the steps that the person may take with it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import Standing, may_edit_report, require
from portfolios.actions import ratings
from portfolios.models import Footprint, HighlightReport, Initiative, ReportingPeriod, ReportState
from portfolios.queries.holders import SIGNING, WRITING
from reports.forms.report_steps import PmoRatingForm, StepForm, WithdrawForm
from reports.offers import OFFERS, Offer, Offers, offers_of, step_form
from reports.queries.next_report import next_report
from reports.queries.report import ReportPage, report_page
from reports.report_rows import STATE_COLOURS, dimension_rows, missing_rows, outcome_rows, rating_rows
from reports.views.report_place import above_report, place_of_report
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.base import Conflict
from stp_portal.core.forms import PortalForm


@require_safe
def report(request: SignedInRequest, footprint: str, slug: str, period: str) -> HttpResponse:
    """A report as it stands, also where it is only expected or where there is none."""
    standing, initiative, in_period = place_of_report(request, footprint, slug, period)
    return _page(request, standing, initiative, in_period)


@require_http_methods(["GET", "HEAD", "POST"])
def take_step(request: SignedInRequest, footprint: str, slug: str, period: str, *, step: str) -> HttpResponse:
    """Take the step called ``step``. What is refused comes back with the comment as typed.

    Somebody whom the sign-in page brings back here by GET goes on to the report and its buttons.
    """
    standing, initiative, in_period = place_of_report(request, footprint, slug, period)
    if request.method != "POST":
        return _to_report(standing.footprint, initiative, in_period)
    it = get_object_or_404(
        HighlightReport.objects.visible_to(request.user), initiative=initiative, period=in_period
    )
    offer = OFFERS[step]
    form = step_form(offer, request.POST)
    if not form.is_valid():
        return _page(request, standing, initiative, in_period, sent=form, offer=offer)
    try:
        offer.take(
            report=it,
            version=form.cleaned_data["version"],
            comment=form.cleaned_data["comment"],
            by=request.user,
        )
    except Conflict as clash:
        # Pressed again, it is pressed knowingly: the page now shows how the report stands.
        form.start_from(clash.instance.version)
        return _page(request, standing, initiative, in_period, sent=form, offer=offer, conflict=True)
    except ValidationError as refused:
        missing = _kept_apart(form, refused)
        return _page(request, standing, initiative, in_period, sent=form, offer=offer, missing=missing)
    messages.success(request, f"The report of {initiative} for {in_period} {offer.done}.")
    return _to_report(standing.footprint, initiative, in_period)


@require_http_methods(["GET", "HEAD", "POST"])
def pmo_rating(request: SignedInRequest, footprint: str, slug: str, period: str) -> HttpResponse:
    """Give the PMO's own rating, or take it back (``withdraw``). What is refused comes back as typed."""
    standing, initiative, in_period = place_of_report(request, footprint, slug, period)
    require(request.user, Permission.ASSURE_REPORTS, standing.footprint)
    if request.method != "POST":
        return _to_report(standing.footprint, initiative, in_period)
    withdraws = "withdraw" in request.POST
    form: PortalForm = (
        WithdrawForm(request.POST)
        if withdraws
        else PmoRatingForm(request.POST, scheme=ratings.scheme_in_force(in_period))
    )
    if form.is_valid():
        given = {
            "initiative": initiative,
            "period": in_period,
            "reason": form.cleaned_data["reason"],
            "standing": form.cleaned_data["standing"],
            "by": request.user,
        }
        try:
            if withdraws:
                ratings.withdraw(**given)
                done = "is withdrawn. The lead’s rating counts"
            else:
                rating = ratings.give_for_pmo(level=form.cleaned_data["rating"], **given)
                done = f"is {rating.level.label}. It counts in papers and on dashboards"
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, f"The PMO’s rating of {initiative} for {in_period} {done}.")
            return _to_report(standing.footprint, initiative, in_period)
    return _page(request, standing, initiative, in_period, sent=form)


def _to_report(place: Footprint, initiative: Initiative, period: ReportingPeriod) -> HttpResponse:
    return redirect("reports:report", footprint=place.slug, slug=initiative.slug, period=period.slug)


def _kept_apart(form: StepForm, refused: ValidationError) -> dict[str, list[str]]:
    """Put the errors that are the step's own on its form; give those of the report, by field of its own form."""
    told = refused.message_dict if hasattr(refused, "error_dict") else {}
    missing = {name: lines for name, lines in told.items() if name not in form.fields}
    if not missing:
        form.add_error(None, refused)
    return missing


def _page(
    request: SignedInRequest,
    standing: Standing,
    initiative: Initiative,
    period: ReportingPeriod,
    *,
    sent: PortalForm | None = None,
    offer: Offer | None = None,
    conflict: bool = False,
    missing: dict[str, list[str]] | None = None,
) -> HttpResponse:
    """The page; with a form that was ``sent`` and came back, what is wrong with it."""
    place = standing.footprint
    if sent is not None:
        # It may have been refused because this changed.
        period.refresh_from_db(fields=["state"])
    today = timezone.localdate()
    page = report_page(place, request.user, initiative, period, today=today)
    bound = {offer.name: sent} if offer and isinstance(sent, StepForm) else {}
    offers = offers_of(page.report, request.user, page.holders, bound=bound) if page.report else Offers()
    sees_private = standing.may(Permission.VIEW_PRIVATE)
    where = [place.slug, initiative.slug, period.slug]
    address = reverse("reports:report-edit", args=where)
    rates = standing.may(Permission.ASSURE_REPORTS) and period.is_open
    context = {
        "page": page,
        "initiative": initiative,
        "period": period,
        "report": page.report,
        "offers": offers,
        "form": sent,
        "conflict": conflict,
        "missing": missing_rows(missing or {}, address),
        # A comment whose step is gone is shown, so that it can be copied.
        "left_over": _left_over(sent, offer, offers),
        "writes": period.is_open and _writes(request, page),
        "sees_private": sees_private,
        "may_name_deputy": bool((WRITING | SIGNING) & standing.permissions),
        "rating_head": ["Whose rating", "Rating", "Why"],
        "rating_rows": rating_rows(page),
        "dimension_head": ["Dimension", "Rating", "Why"],
        "dimension_rows": dimension_rows(page),
        "outcome_head": ["Planned last time", "What became of it", "Why"],
        "outcome_rows": outcome_rows(page),
        "state_colour": STATE_COLOURS[ReportState(page.report.state)] if page.report else "",
        "next_report": next_report(standing, request.user, initiative, period, today),
        "sees_room": standing.may(Permission.ASSURE_REPORTS),
        "edit_address": address,
        "pmo_address": reverse("reports:report-pmo-rating", args=where),
        "breadcrumbs": above_report(initiative, period),
    }
    if rates:
        context |= _pmo_forms(page, sent)
    status = 409 if conflict else 422 if sent is not None or missing else 200
    return render(request, "reports/report/page.html", context, status=status)


def _writes(request: SignedInRequest, page: ReportPage) -> bool:
    """Whether the form of the report is open to this person."""
    may_begin = page.report is None or page.report.state in OFFERS["submit"].step.before
    return may_begin and may_edit_report(request.user, page.initiative)


def _left_over(sent: PortalForm | None, offer: Offer | None, offers: Offers) -> str:
    if sent is None or offer is None or offers.has(offer.name):
        return ""
    return str(sent["comment"].value() or "")


def _pmo_forms(page: ReportPage, sent: PortalForm | None) -> dict[str, Any]:
    standing = page.standing.get("pmo")
    pk = standing.pk if standing else None
    if isinstance(sent, PmoRatingForm | WithdrawForm):
        # The next one is sent knowingly, against the rating that the page shows.
        sent.retype(standing=str(pk or ""))
    initial = {"standing": pk}
    rating = sent if isinstance(sent, PmoRatingForm) else None
    withdraw = sent if isinstance(sent, WithdrawForm) else None
    return {
        "pmo_form": rating
        or PmoRatingForm(
            scheme=ratings.scheme_in_force(page.period),
            initial=initial | ({"rating": standing.level_id, "reason": standing.reason} if standing else {}),
        ),
        "withdraw_form": (withdraw or WithdrawForm(initial=initial)) if standing else None,
    }
