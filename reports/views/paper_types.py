"""Types of paper: the list, one type with its sections, and making, changing and retiring them."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import standing_or_404
from portfolios.models import Footprint
from portfolios.views.attempts import attempt
from reports.actions import paper_types as actions
from reports.forms.paper_types import NewTypeForm, TypeForm, saved
from reports.models import PaperType
from reports.queries.type_sections import lines_of
from reports.views.setting_up import above, managed_or_404, row_or_404
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission

STEPS = {"retire": actions.retire, "bring-back": actions.bring_back}


@require_safe
def paper_types(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Every type of paper with its cover sheet, retired ones apart."""
    standing = standing_or_404(request.user, footprint)
    rows = (
        PaperType.objects.visible_to(request.user)
        .filter(footprint=standing.footprint)
        .select_related("cover_template", "house_style")
        .annotate(section_count=Count("sections"))
    )
    context = {
        "head": ["Type", "Sections", "Cover sheet", "House style"],
        "offered": [_row(standing.footprint, row) for row in rows if not row.is_retired],
        "retired": [_row(standing.footprint, row) for row in rows if row.is_retired],
        "may_manage": standing.may(Permission.MANAGE_FOOTPRINT),
        "breadcrumbs": above(standing.footprint),
    }
    return render(request, "reports/paper_types/list.html", context)


@require_safe
def paper_type(request: SignedInRequest, footprint: str, slug: str) -> HttpResponse:
    """One type: what its papers have, and its sections in order."""
    standing = standing_or_404(request.user, footprint)
    row = row_or_404(
        PaperType,
        standing.footprint,
        request.user,
        ("cover_template", "house_style", "distribution"),
        slug=slug,
    )
    context = {
        "type": row,
        "lines": lines_of(row),
        "may_manage": standing.may(Permission.MANAGE_FOOTPRINT),
        "may_start": standing.may(Permission.EDIT_PAPERS) and not row.is_retired,
        "breadcrumbs": types_above(standing.footprint),
    }
    return render(request, "reports/paper_types/type.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Make a type: from nothing, from one that ships, or as a copy (``?copy=`` names it)."""
    place = managed_or_404(request, footprint)
    data = request.POST if request.method == "POST" else None
    form = NewTypeForm(data, footprint=place, user=request.user, copied=request.GET.get("copy", ""))
    tried = attempt(
        form,
        lambda: actions.add(
            footprint=place,
            name=form.cleaned_data["name"],
            organisation_heading=form.cleaned_data["organisation_heading"],
            begun_from=form.source,
            cover_template=form.cleaned_data["cover_template"],
            by=request.user,
        ),
    )
    if tried.done:
        messages.success(request, f"“{tried.done}” is made. Put its sections in the order you want.")
        return _to(place, tried.done)
    context = tried.context | {"breadcrumbs": types_above(place)}
    return render(request, "reports/paper_types/add.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, slug: str) -> HttpResponse:
    """Change what a type has beside its sections."""
    place = managed_or_404(request, footprint)
    row = row_or_404(
        PaperType, place, request.user, ("cover_template", "house_style", "distribution"), slug=slug
    )
    form = TypeForm(request.POST if request.method == "POST" else None, paper_type=row, user=request.user)
    tried = attempt(form, lambda: actions.save(paper_type=row, by=request.user, **form.cleaned_data), saved)
    if tried.done:
        messages.success(request, "The type is saved. Papers begun from now on have it so.")
        return _to(place, row)
    context = tried.context | {"type": row, "breadcrumbs": types_above(place, row)}
    return render(request, "reports/paper_types/edit.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: SignedInRequest, footprint: str, slug: str, step: str) -> HttpResponse:
    """Retire a type or bring it back. Somebody whom the sign-in page brings here by GET goes on to its page."""
    place = managed_or_404(request, footprint)
    row = row_or_404(PaperType, place, request.user, slug=slug)
    if request.method == "POST":
        STEPS[step](paper_type=row, by=request.user)
        said = "is retired: no paper of it can be begun" if step == "retire" else "can be chosen again"
        messages.success(request, f"“{row}” {said}.")
    return _to(place, row)


def types_above(place: Footprint, row: PaperType | None = None) -> list[dict[str, str]]:
    """Breadcrumbs of a type's pages; of those below it with the type itself."""
    pages = [("Types of paper", reverse("reports:paper-types", args=[place.slug]))]
    if row:
        pages.append((row.name, reverse("reports:paper-type", args=[place.slug, row.slug])))
    return above(place, *pages)


def _to(place: Footprint, row: PaperType) -> HttpResponse:
    return redirect("reports:paper-type", footprint=place.slug, slug=row.slug)


def _row(place: Footprint, row: Any) -> list[object]:
    address = reverse("reports:paper-type", args=[place.slug, row.slug])
    style = row.house_style.name if row.house_style else "None"
    return [{"text": row.name, "href": address}, row.section_count, row.cover_template.name, style]
