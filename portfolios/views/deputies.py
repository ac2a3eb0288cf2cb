"""Deputies: who stands in for whom; the PMO names them for anybody, leads and SROs name their own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.access import Standing, standing_or_404
from portfolios.actions import deputies as actions
from portfolios.deputy_forms import DeputyForm
from portfolios.models import Deputy, Person
from portfolios.queries.holders import SIGNING, WRITING
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.templatetags.text_tags import nhs_date


@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request: SignedInRequest, footprint: str) -> HttpResponse:
    """List who stands in for whom from today on; name somebody. What is refused comes back as typed."""
    standing = standing_or_404(request.user, footprint)
    place = standing.footprint
    manages, own = standing.may(Permission.MANAGE_PEOPLE), _own(request, standing)
    rows = list(_rows(request, standing))
    if not (manages or own or rows):
        raise PermissionDenied(
            "Deputies are named by leads and senior responsible owners for themselves, and by the PMO for anybody."
        )
    form = None
    if manages or own:
        form = DeputyForm(request.POST or None, footprint=place, principal=None if manages else own)
    if form and form.is_bound and form.is_valid():
        try:
            given = actions.give(footprint=place, by=request.user, **form.content)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(
                request,
                f"{given.deputy} stands in for {given.principal} from {nhs_date(given.valid_from)} to "
                f"{nhs_date(given.valid_to)}.",
            )
            return redirect("portfolios:deputies", footprint=place.slug)
    context = {
        "form": form,
        "manages": manages,
        "head": ["Deputy", "Stands in for", "From", "To", "Reason", "Action"],
        "rows": [_cells(row, standing, own) for row in rows],
        "breadcrumbs": [{"label": "People", "url": reverse("portfolios:people", args=[place.slug])}]
        if manages
        else [],
    }
    status = 422 if form and form.errors else 200
    return render(request, "portfolios/deputies.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Ask, then end it at once."""
    standing = standing_or_404(request.user, footprint)
    own = _own(request, standing)
    it = get_object_or_404(
        Deputy.objects.visible_to(request.user).select_related("deputy", "principal"),
        footprint=standing.footprint,
        pk=pk,
    )
    if not standing.may(Permission.MANAGE_PEOPLE) and it.principal != own:
        raise PermissionDenied(f"{it.principal} or the PMO can end this.")
    if request.method == "POST":
        actions.end(deputy=it, by=request.user)
        messages.success(request, f"{it.deputy} no longer stands in for {it.principal}.")
        return redirect("portfolios:deputies", footprint=footprint)
    return render(request, "portfolios/end_deputy.html", {"deputy": it})


def _own(request: SignedInRequest, standing: Standing) -> Person | None:
    """Who of the record this is, where somebody may stand in for them. At most one query."""
    if not (WRITING | SIGNING) & standing.permissions:
        return None
    return Person.objects.filter(footprint=standing.footprint, user=request.user).first()


def _rows(request: SignedInRequest, standing: Standing) -> QuerySet[Deputy]:
    """Those that hold today or will: all of them for the PMO, for others those that they are in."""
    rows = Deputy.objects.visible_to(request.user).filter(
        footprint=standing.footprint, ended_at=None, valid_to__gte=timezone.localdate()
    )
    if not standing.may(Permission.MANAGE_PEOPLE):
        rows = rows.filter(Q(principal__user=request.user) | Q(deputy__user=request.user))
    return rows.select_related("principal", "deputy")


def _cells(row: Deputy, standing: Standing, own: Person | None) -> list[object]:
    ends = standing.may(Permission.MANAGE_PEOPLE) or row.principal == own
    action: object = ""
    if ends:
        action = {
            "text": "End",
            "href": reverse("portfolios:deputy-end", args=[standing.footprint.slug, row.pk]),
        }
    return [
        str(row.deputy),
        str(row.principal),
        nhs_date(row.valid_from),
        nhs_date(row.valid_to),
        row.reason or "Not given",
        action,
    ]
