"""Closing, withdrawing and reopening a risk."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portfolios.views.attempts import attempt
from risks.actions import risks
from risks.forms.risk_steps import EndForm, ReopenForm
from risks.models import Action, Escalation, Risk, RiskStatus
from risks.views.risk_place import above_risk, kept_risk_or_403, last_told, to_risk
from stp_portal.accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Close or withdraw a risk, with the reason. What keeps it open is named, with links."""
    _, risk = kept_risk_or_403(request, footprint, number)
    if risk.status != RiskStatus.OPEN and request.method != "POST":
        return to_risk(request, risk, "There is nothing to close.")
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"version": risk.version, "ending": RiskStatus.CLOSED},
    )

    def save() -> Risk:
        data: dict[str, Any] = form.cleaned_data
        withdrawn = data["ending"] == RiskStatus.WITHDRAWN
        return risks.close(
            risk=risk, version=data["version"], reason=data["reason"], withdrawn=withdrawn, by=request.user
        )

    it = attempt(form, save)
    if it.done:
        messages.success(request, f"Risk {risk.number} is {it.done.get_status_display().lower()}.")
        return redirect("risks:risk", footprint=footprint, number=risk.number)
    context = it.context | {
        "risk": risk,
        "open_actions": Action.objects.visible_to(request.user).open().filter(risk=risk).order_by("number"),
        "waiting": Escalation.objects.visible_to(request.user).waiting().filter(risk=risk).first(),
        "last_told": last_told(risk, request.user) if it.clash is not None else "",
        "breadcrumbs": above_risk(risk),
    }
    return render(request, "risks/risk/close.html", context, status=it.status)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Let a risk that had ended stand again, with the reason."""
    _, risk = kept_risk_or_403(request, footprint, number)
    if risk.status == RiskStatus.OPEN and request.method != "POST":
        return to_risk(request, risk, "There is nothing to reopen.")
    form = ReopenForm(request.POST if request.method == "POST" else None, initial={"version": risk.version})
    it = attempt(form, lambda: risks.reopen(risk=risk, by=request.user, **form.cleaned_data))
    if it.done:
        messages.success(request, f"Risk {risk.number} stands again.")
        return redirect("risks:risk", footprint=footprint, number=risk.number)
    context = it.context | {
        "risk": risk,
        "last_told": last_told(risk, request.user) if it.clash is not None else "",
        "breadcrumbs": above_risk(risk),
    }
    return render(request, "risks/risk/reopen.html", context, status=it.status)
