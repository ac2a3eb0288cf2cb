"""What the pages about one report have in common: which report it is, and what stands above it."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from portfolios.access import Standing, standing_or_404
from portfolios.models import Initiative, ReportingPeriod
from stp_portal.accounts.requests import SignedInRequest


def place_of_report(
    request: SignedInRequest, footprint: str, slug: str, period: str
) -> tuple[Standing, Initiative, ReportingPeriod]:
    """The initiative and the period of the address, and what this person is to their footprint; 404 where none is.

    Whether there is a report of the one for the other is not asked.
    """
    standing = standing_or_404(request.user, footprint)
    place = standing.footprint
    initiatives = Initiative.objects.visible_to(request.user).select_related("parent__parent__parent")
    initiative = get_object_or_404(initiatives, footprint=place, slug=slug)
    in_period = get_object_or_404(
        ReportingPeriod.objects.visible_to(request.user), footprint=place, slug=period
    )
    initiative.footprint = in_period.footprint = place
    return standing, initiative, in_period


def above_report(initiative: Initiative, period: ReportingPeriod) -> list[dict[str, str]]:
    """The breadcrumbs of those pages."""
    place = initiative.footprint.slug
    page = reverse("reports:initiative", args=[place, initiative.slug])
    return [
        {"label": "Portfolio", "url": reverse("reports:portfolio-status", args=[place])},
        {"label": initiative.name, "url": f"{page}?period={period.slug}"},
    ]
