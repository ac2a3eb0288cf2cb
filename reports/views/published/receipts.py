"""The link in the mail that sends a paper: leads to the paper, and notes that it was opened."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports.models import Delivery


@require_safe
@login_not_required
@never_cache
def receipt(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """Lead to the public page of the paper; a private one to its page behind the sign-in, whose address says nothing.

    The first time somebody follows the link is kept. Not a HEAD request, not a page fetched in advance, and not a
    colleague of the PMO who finds the link among the mails.
    """
    deliveries = Delivery.objects.select_related("publication__footprint")
    delivery = get_object_or_404(deliveries, token=token, mail__isnull=False)
    if request.method == "GET" and _is_a_click(request) and not _is_somebody_else(request, delivery):
        Delivery.objects.filter(pk=delivery.pk, first_opened_at=None).update(first_opened_at=Now())
    publication = delivery.publication
    if publication.is_private:
        return redirect("reports:paper", footprint=publication.footprint.slug, pk=publication.paper_id)
    return redirect("published:paper", publication.footprint.slug, publication.slug)


def _is_a_click(request: HttpRequest) -> bool:
    """Whether a person follows a link. Browsers mark what they fetch in advance, or for anything but a page."""
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    if any("prefetch" in purpose.lower() or "preview" in purpose.lower() for purpose in purposes):
        return False
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def _is_somebody_else(request: HttpRequest, delivery: Delivery) -> bool:
    return request.user.is_authenticated and request.user.email != delivery.address
