"""Adding an action, changing it, saying how it stands and ending it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portfolios.access import standing_or_404
from portfolios.models import Ask
from portfolios.views.attempts import Attempt, attempt
from risks.actions import actions
from risks.actions.action_sources import Source, kind_of
from risks.forms.actions import ActionEndForm, ActionForm, ActionUpdateForm
from risks.models import ENDED, Action, Issue
from risks.queries.risk_parts.actions import page_of_source
from risks.tracking_access import keeps_actions, may_update_action, refuse_unless
from risks.views.actions import above, action_or_404
from risks.views.risk_place import risk_or_404
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.forms import PortalForm

KEPT = (
    "Actions are kept by those who keep what they are about, and by the PMO; "
    "those of an ask by who records decisions."
)
UPDATED = "How an action stands is said by its accountable lead and by those who keep it."


@require_http_methods(["GET", "HEAD", "POST"])
def add_to_risk(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Add an action about a risk."""
    _, risk = risk_or_404(request, footprint, number)
    return _add(request, risk, f"Risk {risk.number}: {risk.title}")


@require_http_methods(["GET", "HEAD", "POST"])
def add_to_issue(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Add an action about an issue."""
    place = standing_or_404(request.user, footprint).footprint
    rows = Issue.objects.visible_to(request.user).select_related("footprint", "owner", "initiative")
    issue = rows.filter(footprint=place, number=number).first()
    if issue is None:
        raise Http404(f"{place} has no issue {number}.")
    return _add(request, issue, f"Issue {issue.number}: {issue.title}")


@require_http_methods(["GET", "HEAD", "POST"])
def add_to_ask(request: SignedInRequest, footprint: str, period: str, key: str) -> HttpResponse:
    """Add an action that follows from an ask."""
    place = standing_or_404(request.user, footprint).footprint
    rows = Ask.objects.visible_to(request.user).select_related("footprint", "body", "period")
    ask = rows.filter(footprint=place, period__slug=period, key=key).first()
    if ask is None:
        raise Http404(f"{place} has no such ask.")
    return _add(request, ask, f"Ask: {ask}")


def _add(request: SignedInRequest, source: Source, about: str) -> HttpResponse:
    refuse_unless(keeps_actions(request.user, source), KEPT)
    form = ActionForm(_posted(request), footprint=source.footprint)

    def save() -> Action:
        content: dict[str, Any] = form.content | {kind_of(source): source}
        return actions.add(by=request.user, **content)

    it = attempt(form, save)
    back = page_of_source(source)
    if it.done:
        messages.success(request, f"{it.done} is added. {it.done.lead} leads it.")
        return redirect(f"{back}#actions")
    page = {"heading": "Add an action", "caption": about, "button": "Add the action"}
    return _form(request, it, page | {"back": back, "breadcrumbs": [{"label": about, "url": back}]})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Change what is to be done, by whom or by when; two at once are shown both."""
    row, source = action_or_404(request, footprint, number)
    refuse_unless(keeps_actions(request.user, source), KEPT)
    if request.method != "POST" and row.status in ENDED:
        return _has_ended(request, row)
    form = ActionForm(_posted(request), footprint=row.footprint, action=row)
    it = attempt(
        form,
        lambda: actions.edit(action=row, version=_version(form), by=request.user, **form.content),
        lambda now: {name: getattr(now, name) for name in ("text", "lead", "due", "review_on")},
    )
    return _step(request, row, it, f"Change action {row.number}", "Save the action", f"{row} is saved.")


@require_http_methods(["GET", "HEAD", "POST"])
def update(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Say how it stands; who keeps it takes up one that has ended so."""
    row, source = action_or_404(request, footprint, number)
    refuse_unless(may_update_action(request.user, row, source), UPDATED)
    form = ActionUpdateForm(_posted(request), action=row)
    it = attempt(form, lambda: actions.update(action=row, by=request.user, **form.content), _as_said)
    return _step(request, row, it, f"Update action {row.number}", "Save the update", f"{row} is updated.")


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Complete it, close it or withdraw it, saying what became of it."""
    row, source = action_or_404(request, footprint, number)
    refuse_unless(may_update_action(request.user, row, source), UPDATED)
    if request.method != "POST" and row.status in ENDED:
        return _has_ended(request, row)
    form = ActionEndForm(_posted(request), action=row)
    it = attempt(
        form,
        lambda: actions.end(action=row, by=request.user, **form.cleaned_data),
        lambda now: {"status": now.status, "reason": _as_said(now)["text"]},
    )
    return _step(
        request,
        row,
        it,
        f"Complete, close or withdraw action {row.number}",
        "Save what became of it",
        f"{row} is ended.",
    )


def _has_ended(request: SignedInRequest, row: Action) -> HttpResponse:
    """Back to the page of an action that has ended; what was typed meanwhile is not lost: this is before the form."""
    messages.info(request, f"{row} has ended. Take it up again first.")
    return redirect("risks:action", row.footprint.slug, row.number)


def _posted(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _version(form: PortalForm) -> int:
    return form.cleaned_data["version"] or 0


def _as_said(row: Action) -> Mapping[str, Any]:
    """What is saved under the names of an update."""
    last = row.updates.first()
    return {
        "text": last.text if last else "",
        "status": row.status,
        "due": row.due,
        "review_on": row.review_on,
    }


def _step(
    request: SignedInRequest, row: Action, it: Attempt, heading: str, button: str, done: str
) -> HttpResponse:
    """The page of one step of ``row``; after it, the page of the action."""
    back = reverse("risks:action", args=[row.footprint.slug, row.number])
    if it.done:
        messages.success(request, done)
        return redirect(back)
    page = {"heading": heading, "caption": f"{row}: {row.text}", "button": button}
    return _form(request, it, page | {"back": back, "breadcrumbs": above(row.footprint, row)})


def _form(request: SignedInRequest, it: Attempt, page: dict[str, Any]) -> HttpResponse:
    return render(request, "risks/tracking_form.html", it.context | page, status=it.status)
