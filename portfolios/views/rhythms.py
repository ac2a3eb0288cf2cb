"""Who reports how often: one table of all initiatives."""

from collections import Counter
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portfolios.actions import rhythms as actions
from portfolios.actions.rhythms import RhythmChange
from portfolios.models import Initiative, ReportingRhythm
from portfolios.tree import in_tree_order
from portfolios.views.periods import above, place_to_run
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.numbers import counted
from stp_portal.core.paging import page_of

# A page that opens fast, and well within what one form may hold (DATA_UPLOAD_MAX_NUMBER_FIELDS).
PAGE_SIZE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def who_reports(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Show how often each initiative reports, a hundred to a page; save what was chosen anew on this page."""
    place = place_to_run(request, footprint)
    rows = {
        row.pk: row
        for row in Initiative.objects.visible_to(request.user)
        .filter(footprint=place)
        .order_by("position", "name")
        .only("pk", "parent_id", "name", "reporting", "ended_on")
    }
    problems: list[str] = []
    typed: dict[int, str] = {}
    if request.method == "POST":
        changes = [
            RhythmChange(pk, was=request.POST.get(f"was-{pk}", ""), wanted=request.POST[f"reporting-{pk}"])
            for pk in rows
            if f"reporting-{pk}" in request.POST
        ]
        try:
            changed = actions.change(footprint=place, changes=changes, by=request.user)
        except ValidationError as refused:
            problems = refused.messages
            typed = {one.initiative_id: one.wanted for one in changes}
        else:
            messages.success(
                request,
                f"Saved for {counted(len(changed), 'initiative')}. It counts from the next period that is opened."
                if changed
                else "Nothing was chosen anew, so nothing was changed.",
            )
            here = reverse("reports:who-reports", args=[place.slug])
            number = request.GET.get("page", "")
            return redirect(f"{here}?{urlencode({'page': number})}" if number else here)
    in_order = list(in_tree_order((row.pk, row.parent_id) for row in rows.values()))
    page, notice = page_of(in_order, request.GET.get("page", ""), PAGE_SIZE)
    counts = Counter(row.reporting for row in rows.values())
    context = {
        "page": page,
        "lines": [
            {"initiative": rows[pk], "depth": min(depth, 5), "chosen": typed.get(pk, rows[pk].reporting)}
            for pk, depth in page
        ],
        "rhythms": ReportingRhythm.choices,
        "counts": [(label, counts[value]) for value, label in ReportingRhythm.choices if counts[value]],
        "problems": problems,
        "notice": notice,
        "breadcrumbs": above(place),
    }
    return render(request, "portfolios/who_reports.html", context, status=422 if problems else 200)
