"""What changed since last time, as a page."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portfolios.access import standing_or_404
from portfolios.models import Footprint, PeriodState
from reports.changes import Change
from reports.queries.changes import changes_for
from reports.queries.periods import UnknownPeriod, choose_period
from reports.views.status import no_such_period
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission


@require_safe
def changes(request: SignedInRequest, footprint: str, period: str) -> HttpResponse:
    """What changed in a period, in plain sentences that lead to what they are about.

    Twelve queries at any size for a locked period, session and user included; an open one is compared as it stands now,
    which takes some twenty-five more.
    """
    standing = standing_or_404(request.user, footprint)
    place = standing.footprint
    try:
        choice = choose_period(place, request.user, period)
    except UnknownPeriod as unknown:
        return no_such_period(request, place, unknown)
    if choice is None:
        raise Http404("No period is named.")
    found = None
    if choice.chosen.state != PeriodState.PLANNED:
        found = changes_for(place, request.user, choice.chosen)
    context = {
        "breadcrumbs": [
            {
                "label": "Portfolio",
                "url": f"{reverse('reports:portfolio-status', args=[place.slug])}?period={choice.chosen.slug}",
            }
        ],
        "choice": choice,
        "period": choice.chosen,
        "sees_private": standing.may(Permission.VIEW_PRIVATE),
        "changes": found,
        "groups": [
            {"group": group, "rows": [linked(place, choice.chosen.slug, one) for one in rows]}
            for group, rows in (found.groups if found else ())
        ],
        "outstanding": [
            linked(place, choice.chosen.slug, one) for one in (found.outstanding if found else ())
        ],
        "unchanged": [linked(place, choice.chosen.slug, one) for one in (found.unchanged if found else ())],
    }
    return render(request, "reports/changes.html", context)


def linked(place: Footprint, period: str, change: Change) -> dict[str, Any]:
    """A sentence about the period called ``period``, taken apart around the words that lead on: ``before``, ``subject``
    and ``after``, with ``url``.
    """
    before, subject, after = change.sentence.partition(change.subject or "\0")
    if not subject:
        return {"before": change.sentence}
    if change.risk:
        url = reverse("risks:risk", args=[place.slug, change.risk])
    else:
        # The initiative as it stood in the period that the sentence is about.
        page = reverse("reports:initiative", args=[place.slug, change.initiative])
        url = f"{page}?period={period}"
    return {"before": before, "subject": subject, "after": after, "url": url}
