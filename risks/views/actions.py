"""The list of actions, and the page of one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import standing_or_404
from portfolios.models import Footprint
from risks.actions.action_sources import Source, source_of
from risks.forms.actions import ActionsForm
from risks.models import Action, ListKind
from risks.queries import actions as queries
from risks.queries.places import branch, choices, places
from risks.queries.risk_parts.actions import updates_of
from risks.queries.saved_views import saved_views_of
from risks.tracking_access import keeps_actions, may_update_action
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.forms import asked_of
from stp_portal.core.paging import page_of
from stp_portal.core.sheets import asked_format, sheet_response

ROWS = 50


@require_safe
def actions(request: SignedInRequest, footprint: str) -> HttpResponse:
    """The actions of a footprint, by the filters in the address; with ``?format=`` all of them as a file."""
    standing = standing_or_404(request.user, footprint)
    place, today = standing.footprint, timezone.localdate()
    asked = asked_of(request.GET)
    known = places(place, request.user)
    form = ActionsForm(
        asked,
        leads=queries.leads(place, request.user),
        initiatives=choices(known, asked.get("initiative", "")),
    )
    form.is_valid()
    chosen = form.chosen("initiative")
    q, mended = queries.put_right(place, request.user, form.chosen("q"))
    filters = queries.ActionFilters(
        q=q,
        status=form.chosen("status") or queries.OPEN,
        due=form.chosen("due"),
        lead=form.chosen("lead"),
        source=form.chosen("source"),
        branch=branch(known, chosen),
        sort=form.chosen("sort") or "due",
    )
    rows = queries.ordered(queries.narrowed(place, request.user, filters, today), filters.sort)
    if asked_format(request):
        lines = queries.as_lines(rows, request.user, today)
        return sheet_response(request, queries.as_sheet(lines), f"{place.slug}-actions")
    page, problem = page_of(rows, request.GET.get("page", ""), ROWS)
    page.object_list = queries.as_lines(page.object_list, request.user, today)
    context = {
        "form": form,
        "page": page,
        "problems": [words for words in (mended, problem) if words],
        "is_narrowed": filters != queries.ActionFilters(sort=filters.sort),
        "sees_private": standing.may(Permission.VIEW_PRIVATE),
        "kind": ListKind.ACTIONS,
        "saved_views": saved_views_of(request.user, place, ListKind.ACTIONS),
    }
    return render(request, "risks/actions/list.html", context)


@require_safe
def action(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """One action with everything that was said of it. 404 for one the person may not see."""
    row, source = action_or_404(request, footprint, number)
    place, today = row.footprint, timezone.localdate()
    found = queries.ordered(Action.objects.visible_to(request.user).filter(pk=row.pk), "number")
    context = {
        "action": row,
        "line": queries.as_lines(found, request.user, today)[0],
        "updates": updates_of(row, request.user),
        "may_keep": keeps_actions(request.user, source),
        "may_update": may_update_action(request.user, row, source),
        "private_reason": source.private_reason if source.is_private else "",
        "breadcrumbs": above(place),
    }
    return render(request, "risks/actions/page.html", context)


def action_or_404(request: SignedInRequest, footprint: str, number: int) -> tuple[Action, Source]:
    """The action of that number and what it is about. A stranger gets 404, and so does whoever may not see it."""
    place = standing_or_404(request.user, footprint).footprint
    found = (
        Action.objects.visible_to(request.user)
        .filter(footprint=place, number=number)
        .select_related("footprint", "lead__user", "risk__footprint", "issue__footprint", "ask__footprint")
        .select_related("issue__owner", "ask__body", "ask__period")
        .first()
    )
    if found is None:
        raise Http404(f"{place} has no action {number}.")
    return found, source_of(found)


def above(place: Footprint, action: Action | None = None) -> list[dict[str, str]]:
    """The pages above those of actions; of ``action``, its own page too."""
    trail = [{"label": "Actions", "url": reverse("risks:actions", args=[place.slug])}]
    if action:
        own = reverse("risks:action", args=[place.slug, action.number])
        trail.append({"label": str(action), "url": own})
    return trail
