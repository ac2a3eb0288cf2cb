"""Opening a period: what it comes to, or what must be done first."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portfolios.actions import periods as actions
from portfolios.actions.period_rules import require_openable
from portfolios.models import ReportingPeriod, has_permission
from portfolios.queries.expected import expectations
from portfolios.views.periods import above, period_or_404, place_to_run
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.lists import listed
from stp_portal.core.numbers import counted

# Of initiatives without a lead, as many are named in a message as can be read there.
NAMED = 5


@require_http_methods(["GET", "HEAD", "POST"])
def open_period(request: SignedInRequest, footprint: str, period: str) -> HttpResponse:
    """Say what opening comes to, or what must be done first; then open."""
    place = place_to_run(request, footprint)
    chosen = period_or_404(request, place, period)
    if chosen.is_open:
        messages.info(request, f"{chosen} is open already.")
        return redirect("reports:periods", footprint=place.slug)
    refusal = ""
    if request.method == "POST":
        try:
            opened = actions.open_period(period=chosen, by=request.user)
        except ValidationError as refused:
            refusal = " ".join(refused.messages)
        else:
            messages.success(request, _opened_words(chosen, len(opened.initiatives)))
            if opened.without_lead:
                messages.warning(request, _untold_words([one.name for one in opened.without_lead]))
            return redirect("reports:periods", footprint=place.slug)
    else:
        try:
            require_openable(chosen)
        except ValidationError as refused:
            refusal = " ".join(refused.messages)
    expected = None if refusal else expectations(chosen)
    context = {
        "period": chosen,
        "refusal": refusal,
        "expected": expected,
        "told": len({user for leads in expected.leads.values() for user in leads}) if expected else 0,
        "may_manage_people": has_permission(request.user, Permission.MANAGE_PEOPLE, place),
        "breadcrumbs": above(place),
    }
    return render(
        request, "portfolios/period_open.html", context, status=422 if request.method == "POST" else 200
    )


def _opened_words(period: ReportingPeriod, number: int) -> str:
    if not number:
        return f"{period} is open. No report was added."
    return f"{period} is open: {counted(number, 'report is', 'reports are')} expected, and their leads will be told."


def _untold_words(names: list[str]) -> str:
    named = listed(names, most=NAMED)
    return f"Nobody could be told of these, because they have no lead with an account: {named}."
