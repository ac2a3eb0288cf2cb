"""Planning a year of periods: what it would have, then planning it."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios import planning
from portfolios.actions import periods as actions
from portfolios.actions.period_rules import require_in_bounds
from portfolios.models import Cadence, Cycle, Footprint
from portfolios.period_forms import StartForm
from portfolios.planning import STEP_WORDS, Proposal
from portfolios.views.periods import above, place_to_run
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.numbers import counted


@require_http_methods(["GET", "HEAD", "POST"])
def plan_year(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Show which periods a year from a day (``?start_day=`` and so on) would have; plan them when that is confirmed."""
    place = place_to_run(request, footprint)
    if request.method == "POST":
        return _planned(request, place)
    cycle = Cycle.of(place)
    start = planning.usual_start(place, timezone.localdate())
    form = StartForm(request.GET) if "start_year" in request.GET else StartForm(initial={"start": start})
    if form.is_bound and form.is_valid():
        start = form.cleaned_data["start"]
        try:
            require_in_bounds(start, "start")
        except ValidationError as refused:
            form.refuse(refused)
    has_rule = cycle.cadence != Cadence.OWN_DATES
    proposals = planning.year(place, start) if has_rule and not form.errors else []
    missing = sum(not proposal.left_out for proposal in proposals)
    context = {
        "form": form,
        "start": start,
        "cycle": cycle,
        "has_rule": has_rule,
        "missing": missing,
        "button": "Plan this period" if missing == 1 else f"Plan these {missing} periods",
        "head": ["Period", "Days", *STEP_WORDS.values(), "What happens"],
        "rows": [_proposal_row(proposal) for proposal in proposals],
        "breadcrumbs": above(place),
    }
    return render(request, "portfolios/plan_year.html", context, status=422 if form.errors else 200)


def _proposal_row(proposal: Proposal) -> list[object]:
    what: object = proposal.left_out or {"text": "New", "tag": "blue"}
    dates = ["" if proposal.left_out else _short(getattr(proposal.dates, name)) for name in planning.STEPS]
    meeting = proposal.meeting
    where = f"{meeting.body.short}, {_short(meeting.date)}" if meeting and not proposal.left_out else ""
    return [proposal.span.label, proposal.span.days, *dates, where, what]


def _short(day: date) -> str:
    """“4 Sep 2017”: seven dates stand in a row."""
    return f"{day.day} {day:%b %Y}"


def _planned(request: SignedInRequest, place: Footprint) -> HttpResponse:
    """Plan the year that was shown; the page is shown anew where that is refused."""
    again = redirect("reports:plan-year", footprint=place.slug)
    try:
        made = actions.plan_year(
            footprint=place, start=forms.DateField().clean(request.POST.get("start", "")), by=request.user
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return again
    if not made:
        messages.info(request, "Nothing was missing from that year, so no period was added.")
        return again
    words = counted(len(made), "period is", "periods are")
    messages.success(request, f"{words} planned, from {made[0]} to {made[-1]}.")
    return redirect("reports:periods", footprint=place.slug)
