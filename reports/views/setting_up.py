"""What the pages that set up papers share: who may, and how one leads to the others."""

from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.urls import reverse

from portfolios.access import footprint_or_404, require
from portfolios.models import Footprint
from stp_portal.accounts.models import User
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission

Row = TypeVar("Row", bound=models.Model)


def managed_or_404(request: SignedInRequest, footprint: str) -> Footprint:
    """The footprint, of somebody who may set it up: 404 for a stranger, 403 for a colleague without the right."""
    place = footprint_or_404(request.user, footprint)
    require(request.user, Permission.MANAGE_FOOTPRINT, place)
    return place


def row_or_404(
    model: type[Row], place: Footprint, user: User, related: tuple[str, ...] = (), **by: Any
) -> Row:
    """The row of ``place`` that ``user`` may see."""
    rows: Any = model._default_manager
    found = rows.visible_to(user).filter(footprint=place, **by).select_related(*related).first()
    if found is None:
        raise Http404(f"{place} has no such {model._meta.verbose_name}.")
    row: Row = found
    return row


def refused(request: HttpRequest, error: ValidationError) -> None:
    """Say on the next page what an action refused."""
    messages.error(request, " ".join(error.messages))


def above(place: Footprint, *pages: tuple[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs: the papers, then the pages given, each with its label and address."""
    papers = ("Papers", reverse("reports:papers", args=[place.slug]))
    return [{"label": label, "url": url} for label, url in (papers, *pages)]
