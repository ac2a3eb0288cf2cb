"""Arranging the meetings that dates are counted back from."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portfolios.actions import meetings as actions
from portfolios.models import Body, Cycle, Meeting
from portfolios.period_forms import MeetingsForm
from portfolios.views.periods import above, place_to_run
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.numbers import counted


@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Add meetings of a body, several at once."""
    place = place_to_run(request, footprint)
    initial = {"body": Cycle.of(place).body_id}
    form = MeetingsForm(request.POST if request.method == "POST" else None, footprint=place, initial=initial)
    if form.is_bound and form.is_valid():
        body = form.cleaned_data["body"]
        try:
            made = actions.arrange(body=body, days=form.cleaned_data["days"], by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{counted(len(made), 'meeting')} of {body} added.")
            return redirect(reverse("reports:periods", args=[place.slug]) + "#meetings")
    context = {
        "form": form,
        "has_bodies": Body.objects.filter(footprint=place).exists(),
        "breadcrumbs": above(place),
    }
    return render(request, "portfolios/meetings_add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Ask, then take away a meeting that nothing on record belongs to."""
    place = place_to_run(request, footprint)
    found = Meeting.objects.visible_to(request.user).select_related("body")
    meeting = get_object_or_404(found, footprint=place, pk=pk)
    if request.method == "POST":
        words = str(meeting)
        try:
            actions.remove(meeting=meeting, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, f"The meeting of {words} is removed.")
        return redirect(reverse("reports:periods", args=[place.slug]) + "#meetings")
    context = {
        "heading": f"Remove the meeting of {meeting}?",
        "what": "Only a meeting to which no period, paper or ask belongs can be removed. It can be added again.",
        "button": "Remove this meeting",
        "breadcrumbs": above(place),
    }
    return render(request, "portfolios/remove.html", context)
