"""Dependencies: the list, one of them, and what its two ends do with it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import standing_or_404
from portfolios.models import Footprint
from portfolios.views.attempts import attempt
from risks.access import kept_initiatives
from risks.actions import dependencies as actions
from risks.actions.dependency_checks import ENDS, kept_ends
from risks.forms.dependencies import DependenciesForm, DependencyForm, MetForm, WithdrawForm
from risks.forms.statuses import chosen_status
from risks.models import Dependency, DependencyStatus, ListKind
from risks.queries import dependencies as queries
from risks.queries.places import branch, choices, places
from risks.queries.saved_views import saved_views_of
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.base import Conflict
from stp_portal.core.forms import asked_of
from stp_portal.core.numbers import whole_number
from stp_portal.core.paging import page_of
from stp_portal.core.sheets import asked_format, sheet_response

ROWS = 50


@require_safe
def dependencies(request: SignedInRequest, footprint: str) -> HttpResponse:
    """What initiatives give one another, by the filters in the address; the open ones where it names no status."""
    standing = standing_or_404(request.user, footprint)
    place, today = standing.footprint, timezone.localdate()
    asked = asked_of(request.GET)
    known = places(place, request.user)
    form = DependenciesForm(asked, initiatives=choices(known, asked.get("initiative", "")))
    form.is_valid()
    chosen = form.chosen("initiative")
    filters = queries.DependencyFilters(
        q=form.chosen("q"),
        branch=branch(known, chosen),
        state=form.chosen("state"),
        status=chosen_status(form, DependencyStatus.OPEN),
        sort=form.chosen("sort") or "needed",
    )
    rows = queries.narrowed(place, request.user, filters, today)
    sees_private = standing.may(Permission.VIEW_PRIVATE)
    if asked_format(request):
        sheet = queries.as_sheet(queries.lines(rows, today), sees_private=sees_private)
        return sheet_response(request, sheet, f"{place.slug}-dependencies")
    page, problem = page_of(rows, request.GET.get("page", ""), ROWS)
    page.object_list = queries.lines(page.object_list, today)
    context = {
        "form": form,
        "page": page,
        "problem": problem,
        "is_narrowed": bool(filters.q or chosen or filters.state or filters.status != DependencyStatus.OPEN),
        "any_status": not filters.status,
        "sees_private": sees_private,
        "kind": ListKind.DEPENDENCIES,
        "saved_views": saved_views_of(request.user, place, ListKind.DEPENDENCIES),
        "may_add": kept_initiatives(request.user, place) != frozenset(),
    }
    return render(request, "risks/dependencies/list.html", context)


@require_safe
def dependency(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """One dependency with both ends, how it stands and what was changed. 404 for one the person may not see."""
    row = _row_or_404(request, footprint, number)
    kept = kept_ends(row, request.user)
    context = {
        "row": row,
        "line": queries.line_of(row, timezone.localdate()),
        "changes": queries.changes(row, request.user),
        "to_confirm": [end for end in kept if not getattr(row, f"{end}_confirmed_at")],
        "is_kept": bool(kept),
        "is_taker": "taker" in kept,
        "breadcrumbs": _above(row.footprint),
    }
    return render(request, "risks/dependencies/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Record a dependency. What is refused comes back as typed."""
    place = standing_or_404(request.user, footprint).footprint
    if kept_initiatives(request.user, place) == frozenset():
        raise PermissionDenied(
            "Dependencies are recorded by those who report on an initiative, and by the PMO."
        )
    form = DependencyForm(
        request.POST if request.method == "POST" else None, footprint=place, initial={"form": uuid4()}
    )
    it = attempt(
        form, lambda: actions.raise_dependency(footprint=place, by=request.user, **form.cleaned_data)
    )
    if row := it.done:
        messages.success(
            request,
            f"Dependency {row.number} is recorded and agreed by both ends."
            if row.is_agreed
            else f"Dependency {row.number} is recorded. The other end is asked to confirm it.",
        )
        return redirect("risks:dependency", place.slug, row.number)
    context = it.context | {"breadcrumbs": _above(place)}
    return render(request, "risks/dependencies/add.html", context, status=it.status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Change what is given or when; two at once are shown both."""
    row = _kept_or_403(request, footprint, number)
    form = DependencyForm(
        request.POST if request.method == "POST" else None, footprint=row.footprint, row=row
    )

    def save() -> Dependency:
        typed = form.cleaned_data
        return actions.change(
            dependency=row,
            version=typed["version"] or 0,
            text=typed["text"],
            needed_by=typed["needed_by"],
            promised=typed["promised"],
            reason=typed["reason"],
            on=timezone.localdate(),
            by=request.user,
        )

    it = attempt(
        form, save, lambda now: {name: getattr(now, name) for name in ("text", "needed_by", "promised")}
    )
    if it.done:
        messages.success(request, f"{row} is changed. The other end is told today and asked to confirm it.")
        return redirect("risks:dependency", footprint, number)
    context = it.context | {"row": row, "breadcrumbs": [*_above(row.footprint), _itself(row)]}
    return render(request, "risks/dependencies/edit.html", context, status=it.status)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: SignedInRequest, footprint: str, number: int, end: str) -> HttpResponse:
    """Agree to it for one end, as it was read. The button for it stands on its page."""
    row = _kept_or_403(request, footprint, number)
    if request.method != "POST":
        return redirect("risks:dependency", footprint, number)
    if end not in ENDS:
        raise Http404(f"A dependency has no end {end!r}.")
    try:
        actions.confirm(
            dependency=row,
            version=whole_number(request.POST.get("version", "")),
            end=ENDS[ENDS.index(end)],
            by=request.user,
        )
    except Conflict:
        messages.warning(
            request, f"{row} was changed since you read it. Read it again below, then confirm it."
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, f"{row} is confirmed for {row.giver if end == 'giver' else row.taker}.")
    return redirect("risks:dependency", footprint, number)


@require_http_methods(["GET", "HEAD", "POST"])
def meet(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Say when it was received."""
    row = _kept_or_403(request, footprint, number)
    form = MetForm(request.POST if request.method == "POST" else None, row=row)
    return _end(request, row, form, actions.meet, "Received", f"{row} is met.")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Take it back with the reason."""
    row = _kept_or_403(request, footprint, number)
    form = WithdrawForm(request.POST if request.method == "POST" else None, row=row)
    return _end(request, row, form, actions.withdraw, "Withdraw", f"{row} is withdrawn.")


def _end(
    request: SignedInRequest, row: Dependency, form: Any, action: Any, heading: str, done: str
) -> HttpResponse:
    """The page of a step that ends ``row``."""
    it = attempt(form, lambda: action(dependency=row, by=request.user, **form.cleaned_data))
    if it.done:
        messages.success(request, done)
        return redirect("risks:dependency", row.footprint.slug, row.number)
    context = it.context | {
        "row": row,
        "heading": heading,
        "breadcrumbs": [*_above(row.footprint), _itself(row)],
    }
    return render(request, "risks/dependencies/end.html", context, status=it.status)


def _row_or_404(request: SignedInRequest, footprint: str, number: int) -> Dependency:
    place = standing_or_404(request.user, footprint).footprint
    row = (
        Dependency.objects.visible_to(request.user)
        .filter(footprint=place, number=number)
        .select_related(
            "giver", "taker", "footprint", "giver_confirmed_by", "taker_confirmed_by", "closed_by"
        )
        .first()
    )
    if row is None:
        raise Http404(f"{place} has no dependency {number}.")
    return row


def _kept_or_403(request: SignedInRequest, footprint: str, number: int) -> Dependency:
    row = _row_or_404(request, footprint, number)
    if not kept_ends(row, request.user):
        raise PermissionDenied(
            f"{row} is kept by those who report on {row.giver} and {row.taker}, and by the PMO."
        )
    return row


def _above(place: Footprint) -> list[dict[str, str]]:
    return [{"label": "Dependencies", "url": reverse("risks:dependencies", args=[place.slug])}]


def _itself(row: Dependency) -> dict[str, str]:
    return {"label": str(row), "url": reverse("risks:dependency", args=[row.footprint.slug, row.number])}
