"""The first page after signing in: what waits for the person who came."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import standing_or_404
from portfolios.models import Footprint
from reports.queries.my_work import my_work
from stp_portal.accounts.requests import SignedInRequest


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """List the footprints of the person; with one only, go on to where they have something to do.

    That is the form, where one report is all they have to write; else their work, where anything waits; else the
    portfolio.
    """
    footprints = list(Footprint.objects.visible_to(request.user))
    if len(footprints) != 1:
        return render(request, "reports/home.html", {"footprints": footprints})
    (place,) = footprints
    work = my_work(standing_or_404(request.user, place.slug), request.user, timezone.localdate())
    if work.only_report:
        return redirect(work.only_report.href)
    return redirect("reports:my-work" if work.tasks else "reports:portfolio-status", footprint=place.slug)
