"""A risk that has happened: raising the issue it becomes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.views.attempts import attempt
from risks.access import kept_initiatives
from risks.actions import happened as actions
from risks.forms.issues import HappenedForm
from risks.models import Action, Risk, RiskOwner, RiskStatus
from risks.views.risk_place import above_risk, kept_risk_or_403
from stp_portal.accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def happened(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Raise the issue that a risk has become, filled in from the risk."""
    standing, risk = kept_risk_or_403(request, footprint, number)
    place = standing.footprint
    open_actions = list(Action.objects.visible_to(request.user).open().filter(risk=risk).order_by("number"))
    form = HappenedForm(
        request.POST if request.method == "POST" else None,
        footprint=place,
        kept=kept_initiatives(request.user, place),
        actions=open_actions,
        initial=_start(risk) | {"moved": [action.pk for action in open_actions]},
    )
    result = attempt(
        form,
        lambda: actions.become_issue(
            risk=risk,
            version=form.cleaned_data["version"] or 0,
            content=form.content,
            closes=form.cleaned_data["stays"] == "closed",
            moved=form.cleaned_data.get("moved", ()),
            on=timezone.localdate(),
            by=request.user,
            form=form.cleaned_data["form"],
        ),
        _from,
    )
    if result.done:
        issue = result.done
        messages.success(
            request,
            f"Issue {issue.number} is raised. Risk {risk.number} is closed."
            if form.cleaned_data["stays"] == "closed"
            else f"Issue {issue.number} is raised. Risk {risk.number} stays open.",
        )
        return redirect("risks:issue", place.slug, issue.number)
    context = result.context | {
        "heading": f"Risk {risk.number} has happened",
        "caption": risk.title,
        "button": "Raise the issue",
        "problem": ""
        if risk.status == RiskStatus.OPEN
        else f"Risk {risk.number} is {risk.get_status_display().lower()}. Open it again before it becomes an issue.",
        "is_happened": True,
        "back": reverse("risks:risk", args=[place.slug, risk.number]),
        "breadcrumbs": above_risk(risk),
    }
    return render(request, "risks/issues/form.html", context, status=result.status)


def _from(risk: Risk) -> dict[str, Any]:
    """What the issue is filled in from: the risk's own words, who owns it today, its mark."""
    owners = RiskOwner.objects.on(timezone.localdate()).filter(risk=risk).select_related("person")
    first = owners.order_by("pk").first()
    return {
        "title": risk.title,
        "text": _sentence(risk.event.removeprefix("that ")) or risk.description,
        "effect": _sentence(risk.effect),
        "initiative": risk.initiative,
        "owner": first.person if first else None,
        "private_reason": risk.private_reason if risk.is_private else "",
    }


def _sentence(words: str) -> str:
    """A part of the risk's sentence as one of its own."""
    words = words.strip()
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words[-1] in ".!?" else ".")


def _start(risk: Risk) -> dict[str, Any]:
    """The same, as a form begins with it."""
    filled = _from(risk)
    owner = filled["owner"]
    return filled | {"version": risk.version, "owner": owner.pk if owner else None}
