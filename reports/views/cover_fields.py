"""The fields of a cover sheet: added, changed, moved and taken off."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portfolios.models import Footprint
from portfolios.views.attempts import attempt
from reports.actions import cover_fields as actions
from reports.actions.cover_sheets import require_unused
from reports.forms.cover_sheets import FieldForm
from reports.models import CoverField, CoverTemplate
from reports.views.cover_sheets import sheet_or_404, sheets_above, to_sheet
from reports.views.setting_up import asked_move, managed_or_404, refused
from stp_portal.accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str, key: str, edition: int) -> HttpResponse:
    """Add a field at the end of a sheet. That of a sheet that papers use leads back to it."""
    place = managed_or_404(request, footprint)
    sheet = sheet_or_404(request, place, key, edition)
    if away := _away(request, place, sheet):
        return away
    form = FieldForm(request.POST if request.method == "POST" else None, sheet=sheet)
    tried = attempt(form, lambda: actions.add(sheet=sheet, by=request.user, **form.typed))
    if tried.done:
        messages.success(request, f"“{tried.done}” stands at the end of the sheet.")
        return to_sheet(place, sheet)
    context = tried.context | {"sheet": sheet, "breadcrumbs": sheets_above(place, sheet)}
    return render(request, "reports/cover_sheets/field.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, key: str, edition: int, field_pk: int) -> HttpResponse:
    """Change a field of a sheet that no paper uses."""
    place = managed_or_404(request, footprint)
    sheet = sheet_or_404(request, place, key, edition)
    field = _field_or_404(sheet, field_pk)
    if away := _away(request, place, sheet):
        return away
    form = FieldForm(request.POST if request.method == "POST" else None, sheet=sheet, field=field)
    tried = attempt(
        form,
        lambda: actions.save(
            field=field, version=form.cleaned_data["version"], by=request.user, **form.typed
        ),
        lambda _: FieldForm(None, sheet=sheet, field=_field_or_404(sheet, field_pk)).initial,
    )
    if tried.done:
        messages.success(request, f"The field “{tried.done}” is saved.")
        return to_sheet(place, sheet)
    context = tried.context | {"sheet": sheet, "field": field, "breadcrumbs": sheets_above(place, sheet)}
    return render(request, "reports/cover_sheets/field.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def step(
    request: SignedInRequest, footprint: str, key: str, edition: int, field_pk: int, step: str
) -> HttpResponse:
    """Move a field or take it off. Somebody whom the sign-in page brings here by GET goes on to the sheet."""
    place = managed_or_404(request, footprint)
    sheet = sheet_or_404(request, place, key, edition)
    field = sheet.fields.filter(pk=field_pk).first()
    if request.method == "POST" and field:
        try:
            if step == "remove":
                actions.remove(field=field, by=request.user)
                messages.success(request, f"“{field}” is taken off the sheet.")
            else:
                position, direction = asked_move(request)
                actions.move(field=field, position=position, direction=direction, by=request.user)
        except ValidationError as error:
            refused(request, error)
    return to_sheet(place, sheet)


def _field_or_404(sheet: CoverTemplate, pk: int) -> CoverField:
    field = sheet.fields.filter(pk=pk).first()
    if field is None:
        raise Http404(f"“{sheet}” has no such field.")
    return field


def _away(request: SignedInRequest, place: Footprint, sheet: CoverTemplate) -> HttpResponse | None:
    """Back to the sheet, where papers use it, saying what to do instead."""
    try:
        require_unused(sheet)
    except ValidationError as error:
        refused(request, error)
        return to_sheet(place, sheet)
    return None
