"""Cover sheets: the list with their editions, one with its fields, changing it and making a new edition."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import standing_or_404
from portfolios.models import Footprint
from portfolios.views.attempts import attempt
from reports.actions import cover_sheets as actions
from reports.forms.cover_sheets import EditionForm, EndForm, NewSheetForm, SheetForm, saved
from reports.models import ANSWERED_KINDS, CoverTemplate
from reports.queries.cover_sheets import SheetLine, editions_of, sheet_lines
from reports.samples import sheet_sample
from reports.views.setting_up import above, managed_or_404, row_or_404
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.templatetags.text_tags import nhs_date


@require_safe
def cover_sheets(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Every cover sheet with its editions, the newest of each first."""
    standing = standing_or_404(request.user, footprint)
    lines = sheet_lines(standing.footprint, request.user, timezone.localdate())
    context = {
        "head": ["Cover sheet", "In force", "Fields", "Types", "Papers"],
        "rows": [_row(standing.footprint, line) for line in lines],
        "may_manage": standing.may(Permission.MANAGE_FOOTPRINT),
        "breadcrumbs": above(standing.footprint),
    }
    return render(request, "reports/cover_sheets/list.html", context)


@require_safe
def cover_sheet(request: SignedInRequest, footprint: str, key: str, edition: int) -> HttpResponse:
    """One edition: when it is in force, its fields in order, and whether it can still be changed."""
    standing = standing_or_404(request.user, footprint)
    sheet = sheet_or_404(request, standing.footprint, key, edition)
    editions = editions_of(sheet)
    context = {
        "sheet": sheet,
        "fields": sheet.fields.order_by("position"),
        "answered_kinds": ANSWERED_KINDS,
        "editions": editions,
        "newest": editions[0],
        "is_used": sheet.papers.exists(),
        "may_manage": standing.may(Permission.MANAGE_FOOTPRINT),
        "breadcrumbs": sheets_above(standing.footprint),
    }
    return render(request, "reports/cover_sheets/sheet.html", context)


@require_safe
def sample(request: SignedInRequest, footprint: str, key: str, edition: int) -> HttpResponse:
    """The sheet as it prints, on a made-up paper."""
    standing = standing_or_404(request.user, footprint)
    sheet = sheet_or_404(request, standing.footprint, key, edition)
    context = {
        "article": sheet_sample(sheet),
        "about": f"{sheet.name}, edition {sheet.edition}",
        "breadcrumbs": sheets_above(standing.footprint, sheet),
    }
    return render(request, "reports/paper_sample.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Make a cover sheet with the usual fields."""
    place = managed_or_404(request, footprint)
    form = NewSheetForm(request.POST if request.method == "POST" else None)
    tried = attempt(
        form, lambda: actions.add(footprint=place, name=form.cleaned_data["name"], by=request.user)
    )
    if tried.done:
        messages.success(request, f"“{tried.done}” is made. Add the fields that its authors answer.")
        return to_sheet(place, tried.done)
    context = tried.context | {"breadcrumbs": sheets_above(place)}
    return render(request, "reports/cover_sheets/add.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, key: str, edition: int) -> HttpResponse:
    """Change a sheet; of one that a paper uses, the day it ends."""
    place = managed_or_404(request, footprint)
    sheet = sheet_or_404(request, place, key, edition)
    is_used = sheet.papers.exists()
    form_class = EndForm if is_used else SheetForm
    form = form_class(request.POST if request.method == "POST" else None, sheet=sheet)
    tried = attempt(
        form, lambda: actions.save(sheet=sheet, by=request.user, **saved(sheet) | form.cleaned_data), saved
    )
    if tried.done:
        messages.success(request, "The cover sheet is saved.")
        return to_sheet(place, sheet)
    context = tried.context | {
        "sheet": sheet,
        "is_used": is_used,
        "breadcrumbs": sheets_above(place, sheet),
    }
    return render(request, "reports/cover_sheets/edit.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def new_edition(request: SignedInRequest, footprint: str, key: str, edition: int) -> HttpResponse:
    """Copy a sheet as the edition that takes its place from a day."""
    place = managed_or_404(request, footprint)
    sheet = sheet_or_404(request, place, key, edition)
    form = EditionForm(request.POST if request.method == "POST" else None)
    tried = attempt(
        form,
        lambda: actions.new_edition(sheet=sheet, valid_from=form.cleaned_data["valid_from"], by=request.user),
    )
    if tried.done:
        day = nhs_date(tried.done.valid_from)
        messages.success(
            request, f"This is edition {tried.done.edition}, in force from {day}. Change it as you need."
        )
        return to_sheet(place, tried.done)
    context = tried.context | {"sheet": sheet, "breadcrumbs": sheets_above(place, sheet)}
    return render(request, "reports/cover_sheets/new_edition.html", context, status=tried.status)


def sheet_or_404(request: SignedInRequest, place: Footprint, key: str, edition: int) -> CoverTemplate:
    """The edition of a cover sheet of ``place``."""
    return row_or_404(CoverTemplate, place, request.user, ("footprint",), key=key, edition=edition)


def sheets_above(place: Footprint, sheet: CoverTemplate | None = None) -> list[dict[str, str]]:
    """Breadcrumbs of a sheet's pages; of those below it with the sheet itself."""
    pages = [("Cover sheets", reverse("reports:cover-sheets", args=[place.slug]))]
    if sheet:
        address = reverse("reports:cover-sheet", args=[place.slug, sheet.key, sheet.edition])
        pages.append((sheet.name, address))
    return above(place, *pages)


def to_sheet(place: Footprint, sheet: CoverTemplate) -> HttpResponse:
    """On to the page of a sheet."""
    return redirect("reports:cover-sheet", footprint=place.slug, key=sheet.key, edition=sheet.edition)


def _row(place: Footprint, line: SheetLine) -> list[object]:
    sheet = line.sheet
    name = f"{sheet.name}, edition {sheet.edition}" if sheet.edition > 1 else sheet.name
    address = reverse("reports:cover-sheet", args=[place.slug, sheet.key, sheet.edition])
    return [
        {"text": name, "href": address},
        line.in_force,
        line.field_count,
        line.type_count,
        line.paper_count,
    ]
