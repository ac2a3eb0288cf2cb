"""The risk register."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import standing_or_404
from risks.models import ListKind
from risks.queries.register import register as register_page
from risks.queries.register_sheet import register_sheet
from risks.queries.saved_views import saved_views_of
from risks.register_filters import read_filters
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.sheets import asked_format, sheet_response


@require_safe
def register(request: SignedInRequest, footprint: str) -> HttpResponse:
    """The risks of a footprint, by the filters in the address; as a file where it asks for one.

    Fourteen queries at any size, session and user included; one more for a cell of a heat map and for a matrix that has
    no scores, and those that look for slips where words find nothing.
    """
    standing = standing_or_404(request.user, footprint)
    place, today = standing.footprint, timezone.localdate()
    sees_private = standing.may(Permission.VIEW_PRIVATE)
    asked = read_filters(request.GET, place, request.user)
    if asked_format(request):
        sheet = register_sheet(place, request.user, asked.filters, sees_private=sees_private, today=today)
        return sheet_response(request, sheet, f"{place.slug}-risks")
    found = register_page(place, request.user, asked.filters, page=request.GET.get("page", ""), today=today)
    context = {
        "asked": asked,
        "form": asked.form,
        "counts": found.counts,
        "page": found.page,
        "number": found.number,
        "number_words": f"{found.number:,} that match" if asked.is_narrowed else f"{found.number:,}",
        "problem": found.problem,
        "today": today,
        "band": found.counts.line(asked.form.chosen("band")),
        "any_status": asked.any_status,
        "is_narrowed": asked.is_narrowed,
        "sees_private": sees_private,
        "may_edit": standing.may(Permission.EDIT_RISKS),
        "saved_views": saved_views_of(request.user, place, ListKind.RISKS),
    }
    return render(request, "risks/register/list.html", context)
