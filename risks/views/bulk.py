"""Changing several risks at once: choose what, see what exactly will happen, confirm."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.access import Standing, standing_or_404
from portfolios.models import Footprint, Person
from risks.actions.reassigning import reassign_many
from risks.actions.reviews import review_many
from risks.bulk import (
    MOST,
    Reassign,
    StillRight,
    owners_of_ticked,
    plan_of,
    read_tickets,
    risks_of,
    tickets_of_all,
)
from risks.forms.bulk import OWNERS, REVIEW, ReassignForm, StillRightForm
from risks.queries.saved_views import filters_alone
from risks.register_filters import read_filters
from stp_portal.accounts.models import User
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.numbers import counted

# What of a posted form is not typed by people: it is printed by the pages themselves.
PRINTED = ("csrfmiddlewaretoken", "tickets", "back", "what", "confirmed")


@dataclass(frozen=True)
class Ticked:
    """The risks a page is about, by number with version, and the list it came from, as filters of an address."""

    tickets: dict[int, int]
    back: str

    @property
    def words(self) -> str:
        """The tickets in a hidden field."""
        return " ".join(f"{number}.{version}" for number, version in self.tickets.items())


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Ask what to do with the risks that are ticked in the address, or with all that its filters show; show what that
    would do; do it once it is confirmed. Nothing is written before, and then all or nothing.
    """
    standing = standing_or_404(request.user, footprint)
    if not standing.may(Permission.EDIT_RISKS):
        raise PermissionDenied("Risks are changed by those who keep them and by the PMO.")
    ticked = _ticked(request, standing.footprint)
    what = request.POST.get("what", "")
    form = _form(what, request, standing.footprint, ticked)
    if form is None or not form.is_valid():
        return _choose(request, standing, ticked, what, form)
    if "confirmed" in request.POST:
        try:
            done = _do(form.task, standing.footprint, ticked, request.user)
        except ValidationError as refused:
            return _preview(request, standing, ticked, form.task, refused.messages)
        messages.success(request, done)
        return redirect(_list(standing.footprint, ticked))
    return _preview(request, standing, ticked, form.task, [])


def _ticked(request: SignedInRequest, place: Footprint) -> Ticked:
    if request.method == "POST":
        tickets = read_tickets(request.POST.get("tickets", "").split())
        return Ticked(tickets, filters_alone(QueryDict(request.POST.get("back", ""))))
    back = filters_alone(request.GET)
    if "all" in request.GET:
        filters = read_filters(request.GET, place, request.user).filters
        return Ticked(tickets_of_all(place, request.user, filters), back)
    return Ticked(read_tickets(request.GET.getlist("risk")), back)


def _form(
    what: str, request: SignedInRequest, place: Footprint, ticked: Ticked
) -> ReassignForm | StillRightForm | None:
    """The form that was sent; None where none was, or the risks are too few or too many for any."""
    if request.method != "POST" or not 0 < len(ticked.tickets) <= MOST:
        return None
    if what == OWNERS:
        return ReassignForm(request.POST, footprint=place, owners=_owners(request, place, ticked))
    return StillRightForm(request.POST) if what == REVIEW else None


def _owners(request: SignedInRequest, place: Footprint, ticked: Ticked) -> list[Person]:
    return owners_of_ticked(place, request.user, ticked.tickets, timezone.localdate())


def _choose(
    request: SignedInRequest,
    standing: Standing,
    ticked: Ticked,
    what: str,
    form: ReassignForm | StillRightForm | None,
) -> HttpResponse:
    """The page that asks what to do; what was sent and does not hold together stands in it as typed."""
    place = standing.footprint
    is_fit = 0 < len(ticked.tickets) <= MOST
    context: dict[str, Any] = {
        "ticked": ticked,
        "number": counted(len(ticked.tickets), "risk"),
        "is_none": not ticked.tickets,
        "is_fit": is_fit,
        "most": MOST,
        "list_url": _list(place, ticked),
        "breadcrumbs": [{"label": "Risks", "url": _list(place, ticked)}],
    }
    if is_fit:
        context["rows"] = [risk for risk, _ in risks_of(place, request.user, ticked.tickets)]
        context["reassign"] = (
            form
            if what == OWNERS and form
            else ReassignForm(None, footprint=place, owners=_owners(request, place, ticked))
        )
        context["review"] = form if what == REVIEW and form else StillRightForm(None)
    status = 422 if request.method == "POST" else 200
    return render(request, "risks/register/bulk.html", context, status=status)


def _preview(
    request: SignedInRequest,
    standing: Standing,
    ticked: Ticked,
    task: Reassign | StillRight,
    refused: list[str],
) -> HttpResponse:
    """The page that lists what would happen and what is left out; ``refused``: why a confirmed change was not made."""
    place = standing.footprint
    plan = plan_of(place, request.user, ticked.tickets, task, today=timezone.localdate())
    context = {
        "plan": plan,
        "task": task,
        "what": request.POST["what"],
        "heading": _heading(task),
        "number": counted(len(plan.changes), "risk"),
        "refused": refused,
        "tickets": " ".join(row.ticket for row in plan.changes),
        "back": ticked.back,
        "typed": [(name, value) for name, value in request.POST.items() if name not in PRINTED],
        "list_url": _list(place, ticked),
        "breadcrumbs": [{"label": "Risks", "url": _list(place, ticked)}],
    }
    return render(request, "risks/register/bulk_preview.html", context, status=409 if refused else 200)


def _do(task: Reassign | StillRight, place: Footprint, ticked: Ticked, by: User) -> str:
    """Do it, and say what was done."""
    risks = risks_of(place, by, ticked.tickets)
    today = timezone.localdate()
    if len(risks) < len(ticked.tickets):
        raise ValidationError("Some of these risks cannot be seen any more: nothing was changed.")
    if isinstance(task, Reassign):
        reassign_many(risks=risks, leaving=task.leaving, coming=task.coming, on=today, by=by)
        return f"{task.coming} now owns {counted(len(risks), 'risk')} of those you ticked."
    review_many(risks=risks, reason=task.reason, on=today, next_due=task.next_due, by=by)
    return f"{counted(len(risks), 'risk')} reviewed: still right."


def _heading(task: Reassign | StillRight) -> str:
    if isinstance(task, StillRight):
        return "Review as still right"
    return f"Give to {task.coming}" + (f" in place of {task.leaving}" if task.leaving else "")


def _list(place: Footprint, ticked: Ticked) -> str:
    """The list that the risks were ticked in."""
    return reverse("risks:register", args=[place.slug]) + (f"?{ticked.back}" if ticked.back else "")
