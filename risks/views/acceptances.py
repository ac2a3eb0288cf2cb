"""Accepting a risk as it is until a day, and ending that."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.views.attempts import Attempt, attempt
from risks.actions import acceptances
from risks.forms.acceptances import AcceptForm, EndAcceptanceForm
from risks.models import Acceptance, Risk, RiskStatus
from risks.queries.risk_parts.acceptance import acceptance as acceptance_of
from risks.views.risk_place import above_risk, risk_or_404, to_risk
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.templatetags.text_tags import nhs_date


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Carry a risk knowingly until a day, with the reason."""
    risk = _risk_to_accept(request, footprint, number)
    if risk.status != RiskStatus.OPEN and request.method != "POST":
        return to_risk(request, risk, "There is nothing to accept.")
    form = AcceptForm(request.POST if request.method == "POST" else None)
    it = attempt(
        form,
        lambda: acceptances.accept(risk=risk, by=request.user, **form.cleaned_data),
    )
    if it.done:
        messages.success(request, f"Risk {risk.number} is accepted until {nhs_date(it.done.until)}.")
        return redirect(_page(risk))
    return _form(request, it, risk, "Accept the risk as it is", "Accept it")


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Take the acceptance that holds back, with the reason. Who comes too late is told what happened."""
    risk = _risk_to_accept(request, footprint, number)
    last = (
        Acceptance.objects.visible_to(request.user)
        .filter(risk=risk)
        .select_related("risk", "ended_by")
        .order_by("-accepted_on", "-pk")
        .first()
    )
    if last is None or (request.method != "POST" and not _holds(last)):
        messages.info(request, f"Risk {risk.number} is not accepted now: there is nothing to end.")
        return redirect(_page(risk))
    form = EndAcceptanceForm(request.POST if request.method == "POST" else None)
    it = attempt(
        form,
        lambda: acceptances.end(acceptance=last, by=request.user, **form.cleaned_data),
    )
    if it.done:
        messages.success(request, f"Risk {risk.number} is no longer accepted as it is.")
        return redirect(_page(risk))
    return _form(request, it, risk, f"End the acceptance until {nhs_date(last.until)}", "End the acceptance")


def _risk_to_accept(request: SignedInRequest, footprint: str, number: int) -> Risk:
    """The risk, for who may say that the system carries it: not those alone who keep it."""
    standing, risk = risk_or_404(request, footprint, number)
    if not standing.may(Permission.ACCEPT_ESCALATIONS):
        raise PermissionDenied(
            "That a risk is carried as it is, is said by the PMO for those who oversee it. Ask your PMO lead."
        )
    return risk


def _holds(acceptance: Acceptance) -> bool:
    return acceptance.ended_at is None and acceptance.until >= timezone.localdate()


def _page(risk: Risk) -> str:
    return reverse("risks:risk", args=[risk.footprint.slug, risk.number]) + "#acceptance"


def _form(request: SignedInRequest, it: Attempt, risk: Risk, heading: str, button: str) -> HttpResponse:
    context = it.context | {
        "risk": risk,
        "heading": heading,
        "button": button,
        "part": acceptance_of(risk, request.user, timezone.localdate()),
        "back": _page(risk),
        "breadcrumbs": above_risk(risk),
    }
    return render(request, "risks/scores/accept.html", context, status=it.status)
