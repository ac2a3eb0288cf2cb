"""Locking a period and opening it again, by the PMO lead."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.access import standing_or_404
from portfolios.models import ReportingPeriod
from reports.actions import periods as actions
from reports.forms.period_lock import LockForm, ReopenForm
from reports.queries.lock import lock_preview
from reports.queries.reopening import dependants
from reports.views.period_room import below_room
from stp_portal.accounts.models import User
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from stp_portal.core.templatetags.text_tags import nhs_datetime

# What the audit trail calls a change of a period, in words.
DONE = {
    "period.changed": "changed its dates",
    "period.opened": "opened it",
    "period.locked": "locked it",
    "period.reopened": "opened it again",
}


@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: SignedInRequest, footprint: str, period: str) -> HttpResponse:
    """Show what locking a period would do, or lock it. Whatever is refused comes back as ticked."""
    it = _period(request, footprint, period)
    if not it.is_open and request.method != "POST":
        return _page(request, "reports/period_lock.html", it)
    preview = lock_preview(it, timezone.localdate())
    conflict = ""
    if request.method == "POST":
        form = LockForm(request.POST, awaited=preview.awaited)
        if form.is_valid():
            try:
                snapshot = actions.lock(
                    period=it, version=form.cleaned_data["version"], accept=form.accepted, by=request.user
                )
            except Conflict as clash:
                conflict = _who_came_first(clash)
                form.start_from(clash.instance.version)
            except ValidationError as refused:
                form.refuse(refused)
            else:
                messages.success(
                    request,
                    f"{it} is locked. Its record is frozen under the hash {snapshot.sha256[:12]}; papers and pages "
                    "of the period are drawn from it.",
                )
                return redirect("reports:period-room", footprint=footprint, period=period)
        it.refresh_from_db()
    else:
        form = LockForm(initial={"version": it.version}, awaited=preview.awaited)
    context = {
        "preview": preview,
        "head": ["State", {"text": "Reports", "numeric": True}],
        "form": form,
        "conflict": conflict,
    }
    return _page(request, "reports/period_lock.html", it, context)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: SignedInRequest, footprint: str, period: str) -> HttpResponse:
    """Show what opening a locked period again would do, or open it. Whatever is refused comes back as typed."""
    it = _period(request, footprint, period)
    if not it.is_locked and request.method != "POST":
        return _page(request, "reports/period_reopen.html", it)
    conflict = ""
    if request.method == "POST":
        form = ReopenForm(request.POST)
        if form.is_valid():
            try:
                actions.reopen(period=it, by=request.user, **form.cleaned_data)
            except Conflict as clash:
                conflict = _who_came_first(clash)
                form.start_from(clash.instance.version)
            except ValidationError as refused:
                form.refuse(refused)
            else:
                messages.success(
                    request, f"{it} is open again. Leads whose report is not signed off are told."
                )
                return redirect("reports:period-room", footprint=footprint, period=period)
        it.refresh_from_db()
    else:
        form = ReopenForm(initial={"version": it.version})
    context = {"dependants": dependants(it, request.user), "form": form, "conflict": conflict}
    return _page(request, "reports/period_reopen.html", it, context)


def _period(request: SignedInRequest, footprint: str, slug: str) -> ReportingPeriod:
    """The period, for whoever runs periods: others with a role in the footprint are refused (403)."""
    standing = standing_or_404(request.user, footprint)
    periods = ReportingPeriod.objects.visible_to(request.user).filter(footprint=standing.footprint)
    period: ReportingPeriod = get_object_or_404(periods.select_related("locked_by", "reopened_by"), slug=slug)
    if not standing.may(Permission.RUN_PERIODS):
        raise PermissionDenied(
            f"Periods of {standing.footprint} are locked and opened again by its PMO lead."
        )
    period.footprint = standing.footprint
    return period


def _who_came_first(clash: Conflict) -> str:
    """“Priya Office opened it again on 2 October 2017 at 10:05”: from the audit trail, which has every change."""
    event = AuditEvent.objects.about(clash.instance).filter(event__in=DONE).order_by("-seq").first()
    if event is None:
        return "Somebody changed it"
    user = User.objects.filter(pk=event.actor_id or 0).first()
    return f"{user or event.actor} {DONE[event.event]} on {nhs_datetime(event.at)}"


def _page(
    request: SignedInRequest, template: str, period: ReportingPeriod, context: dict[str, Any] | None = None
) -> HttpResponse:
    context = context or {}
    form = context.get("form")
    status = 409 if context.get("conflict") else 422 if form and form.errors else 200
    return render(
        request, template, {"breadcrumbs": below_room(period), "period": period} | context, status=status
    )
