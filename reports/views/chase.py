"""Chasing returns: who is told what is shown first, then it is sent."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.actions import chasing
from portfolios.actions.chase_letters import Chase, letters
from portfolios.queries.returns import Return
from reports.forms.room import ChaseForm
from reports.queries.room import RoomPeriod, room_choice, room_period
from reports.queries.room_filters import LATE, NOT_RETURNED, SILENT, Choice, Filters
from reports.views.period_room import below_room, room_standing
from stp_portal.accounts.requests import SignedInRequest

# What ``?all=`` may be, as filters of the room.
ALL = {
    LATE: Filters(only=LATE),
    SILENT: Filters(only=SILENT),
    NOT_RETURNED: Filters(state=NOT_RETURNED),
}


@require_http_methods(["GET", "HEAD", "POST"])
def chase(request: SignedInRequest, footprint: str, period: str) -> HttpResponse:
    """Show the mails that would go to whoever has the chosen returns, or send them.

    Returns are chosen by ``?initiative=`` (any number) or ``?all=`` (late, silent, not-returned).
    """
    standing = room_standing(request, footprint)
    found = room_period(standing.footprint, request.user, period)
    if found is None:
        raise Http404(f"{standing.footprint} has no period “{period}”.")
    choice = room_choice(found, request.user, timezone.localdate())
    form = ChaseForm(request.POST if request.method == "POST" else None)
    chosen = _chosen(request, choice)
    if not chosen:
        messages.info(request, "Choose whom to chase: tick at least one return of the list.")
        return redirect("reports:period-room", footprint=footprint, period=period)
    if form.is_bound and form.is_valid() and "preview" not in request.POST:
        try:
            written, told = chasing.chase(
                period=found.period,
                reports=chosen,
                by=request.user,
                today=timezone.localdate(),
                line=form.cleaned_data["line"],
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return _page(request, found, {"chase": written, "told": told, "is_sent": True})
    line = form.cleaned_data.get("line", "") if form.is_bound else ""
    written = letters(found.period, chosen, line=line, by=request.user, today=timezone.localdate())
    context = {
        "chase": written,
        "mails": _mails(written, found),
        "form": form,
        "chosen": " ".join(one.slug for one in chosen),
    }
    return _page(request, found, context, status=422 if form.errors else 200)


def _chosen(request: SignedInRequest, choice: Choice) -> Sequence[Return]:
    """The returns that the address or the form names; names that nothing is called are left out."""
    if request.method == "POST":
        wanted = set(request.POST.get("chosen", "").split())
    elif request.GET.get("all") in ALL:
        return choice.left_by(ALL[request.GET["all"]])
    else:
        wanted = set(request.GET.getlist("initiative"))
    return [one for one in choice.returns if one.slug in wanted]


def _mails(written: Chase, found: RoomPeriod) -> list[dict[str, Any]]:
    place = found.period.footprint
    return [
        {"to": letter.user, "subject": letter.subject(place), "body": letter.body(place)}
        for letter in written.letters
    ]


def _page(
    request: SignedInRequest, found: RoomPeriod, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(
        request,
        "reports/chase.html",
        {"breadcrumbs": below_room(found.period), "period": found.period, "today": timezone.localdate()}
        | context,
        status=status,
    )
