"""Who owns a risk, and what other registers call it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.models import Person
from portfolios.views.attempts import Attempt, attempt
from risks.actions import owners, references
from risks.forms.risk_steps import OwnersForm, ReferenceForm
from risks.models import Risk, RiskOwner, RiskReference, RiskStatus
from risks.views.risk_place import above_risk, kept_risk_or_403, last_told, to_risk
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.lists import listed


@require_http_methods(["GET", "HEAD", "POST"])
def risk_owners(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Name the owners from today."""
    _, risk = kept_risk_or_403(request, footprint, number)
    if risk.status != RiskStatus.OPEN and request.method != "POST":
        return to_risk(request, risk, "Its owners stay on record. Reopen it to name others.")
    today = timezone.localdate()
    people = _owners(risk)
    form = OwnersForm(request.POST if request.method == "POST" else None, risk=risk, people=people)

    def save() -> list[str]:
        named = owners.name_owners(
            risk=risk,
            version=form.cleaned_data["version"],
            people=form.people,
            on=today,
            by=request.user,
        )
        return [str(row.person) for row in named] or ["nobody"]

    it = attempt(form, save, lambda row: _by_field(form, _owners(risk)))
    if it.done:
        messages.success(request, f"Risk {risk.number} is owned by {listed(it.done)}.")
        return redirect("risks:risk", footprint=footprint, number=risk.number)
    context = it.context | {
        "risk": risk,
        "last_told": last_told(risk, request.user) if it.clash is not None else "",
        "breadcrumbs": above_risk(risk),
    }
    return render(request, "risks/risk/owners.html", context, status=it.status)


@require_http_methods(["GET", "HEAD", "POST"])
def risk_references(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Add a reference, or take one off by its button."""
    _, risk = kept_risk_or_403(request, footprint, number)
    if risk.status != RiskStatus.OPEN and request.method != "POST":
        return to_risk(request, risk, "Its references stay on record. Reopen it to change them.")
    removed = request.POST.get("remove", "")
    form = ReferenceForm(request.POST if request.method == "POST" and not removed else None)
    it = (
        _removed(request, risk, removed)
        if removed
        else attempt(form, lambda: references.add(risk=risk, by=request.user, **form.cleaned_data))
    )
    if it.done:
        messages.success(request, f"{it.done} is {'taken off' if removed else 'added'}.")
        return redirect("risks:risk-references", footprint=footprint, number=risk.number)
    context = it.context | {
        "risk": risk,
        "references": RiskReference.objects.visible_to(request.user).filter(risk=risk),
        "breadcrumbs": above_risk(risk),
    }
    return render(request, "risks/risk/references.html", context, status=it.status)


def _removed(request: SignedInRequest, risk: Risk, pk: str) -> Attempt:
    row = get_object_or_404(
        RiskReference.objects.visible_to(request.user).select_related("risk"),
        risk=risk,
        pk=pk if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0,
    )
    words = str(row)
    references.remove(reference=row, by=request.user)
    return Attempt(ReferenceForm(), done=words)


def _owners(risk: Risk) -> list[Person]:
    """Who owns it today, by name."""
    rows = RiskOwner.objects.on(timezone.localdate()).filter(risk=risk).select_related("person")
    return [row.person for row in rows.order_by("person__name", "person__post", "pk")]


def _by_field(form: OwnersForm, people: list[Person]) -> dict[str, Person | None]:
    """The owners now, under the names of the form's fields; nobody in the fields that are left."""
    return dict.fromkeys(form.names) | dict(zip(form.names, people, strict=False))
