"""Naming, changing and ending the controls of a risk, and saying how well they work."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portfolios.views.attempts import Attempt, attempt
from risks.actions import controls
from risks.control_wording import reads_like_an_action
from risks.forms.controls import AssuranceForm, ControlForm, EndControlForm
from risks.models import Control, Risk, RiskStatus
from risks.views.risk_place import above_risk, kept_risk_or_403, to_risk
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.templatetags.text_tags import plain

LIKE_AN_ACTION = (
    "The control is saved. It reads like something still to be done: if it is, end it here and add an action."
)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Name a control of a risk."""
    _, risk = kept_risk_or_403(request, footprint, number)
    if _is_over(request, risk):
        return to_risk(request, risk, "Its controls stay as they are.")
    form = ControlForm(_posted(request))
    it = attempt(form, lambda: controls.add(risk=risk, by=request.user, **form.cleaned_data))
    if it.done:
        return _saved(request, it.done, "The control is added.")
    return _form(request, it, risk, "Add a control", "Add the control")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, number: int, pk: int) -> HttpResponse:
    """Say a control or its gap in other words; two at once are shown both."""
    control = _control_or_404(request, footprint, number, pk)
    if _is_over(request, control.risk):
        return to_risk(request, control.risk, "Its controls stay as they are.")
    form = ControlForm(_posted(request), control=control)
    it = attempt(
        form,
        lambda: controls.edit(control=control, by=request.user, **form.cleaned_data),
        lambda now: {"text": now.text, "gap": now.gap},
    )
    if it.done:
        return _saved(request, it.done, "The control is saved.")
    return _form(request, it, control.risk, "Change a control", "Save the control")


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedInRequest, footprint: str, number: int, pk: int) -> HttpResponse:
    """Say that a control is no longer in place, and why."""
    control = _control_or_404(request, footprint, number, pk)
    if _is_over(request, control.risk):
        return to_risk(request, control.risk, "Its controls stay as they are.")
    form = EndControlForm(_posted(request), initial={"version": control.version})
    it = attempt(
        form,
        lambda: controls.end(control=control, by=request.user, **form.cleaned_data),
    )
    if it.done:
        messages.success(request, "The control has ended. It stays on record.")
        return _back(control.risk)
    return _form(request, it, control.risk, "End a control", "End the control", control)


@require_http_methods(["GET", "HEAD", "POST"])
def assure(request: SignedInRequest, footprint: str, number: int, pk: int) -> HttpResponse:
    """Add evidence of how well a control works."""
    control = _control_or_404(request, footprint, number, pk)
    if _is_over(request, control.risk):
        return to_risk(request, control.risk, "Its controls stay as they are.")
    form = AssuranceForm(_posted(request))
    it = attempt(
        form,
        lambda: controls.assure(control=control, by=request.user, **form.cleaned_data),
    )
    if it.done:
        messages.success(request, f"{it.done} is added.")
        return _back(control.risk)
    return _form(request, it, control.risk, "Add assurance", "Add the assurance", control)


def _control_or_404(request: SignedInRequest, footprint: str, number: int, pk: int) -> Control:
    """The control with that key of the risk of that number, for who keeps the risk."""
    _, risk = kept_risk_or_403(request, footprint, number)
    control = get_object_or_404(Control.objects.visible_to(request.user), risk=risk, pk=pk)
    control.risk = risk
    return control


def _is_over(request: SignedInRequest, risk: Risk) -> bool:
    """Whether somebody opens a form of a risk that has ended. What they send is refused in words."""
    return risk.status != RiskStatus.OPEN and request.method != "POST"


def _posted(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _saved(request: SignedInRequest, control: Control, words: str) -> HttpResponse:
    if reads_like_an_action(control.text):
        messages.warning(request, LIKE_AN_ACTION)
    else:
        messages.success(request, words)
    return _back(control.risk)


def _back(risk: Risk) -> HttpResponse:
    return redirect(_page(risk) + "#controls")


def _page(risk: Risk) -> str:
    return reverse("risks:risk", args=[risk.footprint.slug, risk.number])


def _form(
    request: SignedInRequest,
    it: Attempt,
    risk: Risk,
    heading: str,
    button: str,
    control: Control | None = None,
) -> HttpResponse:
    context = it.context | {
        "risk": risk,
        "heading": heading,
        "button": button,
        "quoted": plain(control.text) if control else "",
        "back": _page(risk) + "#controls",
        "breadcrumbs": above_risk(risk),
    }
    return render(request, "risks/scores/form.html", context, status=it.status)
