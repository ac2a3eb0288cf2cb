"""Changing what a risk says, and splitting a text that came in one piece."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portfolios.views.attempts import attempt
from portfolios.views.conflicts import CLASH_HEAD
from risks.access import kept_initiatives
from risks.actions import risks
from risks.forms.risk import Offers
from risks.forms.risk_edit import Clash, EditForm, SplitForm
from risks.models import Risk, RiskStatus
from risks.views.risk_place import above_risk, kept_risk_or_403, last_told, to_risk
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.base import Conflict


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Show the risk in a form, or save it. Of two who save, the second sees what both wrote, and nothing is lost."""
    _, risk = kept_risk_or_403(request, footprint, number)
    if risk.status != RiskStatus.OPEN and request.method != "POST":
        return to_risk(request, risk, "Reopen it to change it.")
    form = EditForm(
        request.POST if request.method == "POST" else None, risk=risk, offers=_offers(request, risk)
    )
    clash: Clash | None = None
    if form.is_bound and form.is_valid():
        try:
            risks.edit(risk=risk, version=form.cleaned_data["version"], by=request.user, **form.content)
        except Conflict:
            risk = kept_risk_or_403(request, footprint, number)[1]
            form, clash = form.go_on(risk, _offers(request, risk))
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"Risk {risk.number} is saved.")
            return redirect("risks:risk", footprint=footprint, number=risk.number)
    context = {
        "form": form,
        "risk": risk,
        "clash": clash,
        "last_told": last_told(risk, request.user) if clash else "",
        "clash_head": CLASH_HEAD,
        "breadcrumbs": above_risk(risk),
    }
    status = 409 if clash else 422 if form.errors else 200
    return render(request, "risks/risk/edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Offer a one-piece text as cause, event and effect, with the text beside; save them."""
    _, risk = kept_risk_or_403(request, footprint, number)
    if request.method != "POST" and (risk.event or not risk.description or risk.status != RiskStatus.OPEN):
        return to_risk(request, risk, "There is no text in one piece to be split.")
    form = SplitForm(request.POST if request.method == "POST" else None, risk=risk)

    def save() -> Risk:
        content: dict[str, Any] = form.cleaned_data
        return risks.split(risk=risk, by=request.user, **content)

    it = attempt(form, save, lambda row: {name: getattr(row, name) for name in ("event", "cause", "effect")})
    if it.done:
        messages.success(request, f"Risk {risk.number} is split. The text as it came is kept beside.")
        return redirect("risks:risk", footprint=footprint, number=risk.number)
    context = it.context | {
        "risk": risk,
        "last_told": last_told(risk, request.user) if it.clash is not None else "",
        "breadcrumbs": above_risk(risk),
    }
    return render(request, "risks/risk/split.html", context, status=it.status)


def _offers(request: SignedInRequest, risk: Risk) -> Offers:
    kept = kept_initiatives(request.user, risk.footprint)
    return Offers.read(risk.footprint, kept, initiative=risk.initiative, category=risk.category)
