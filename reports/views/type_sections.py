"""The sections of a type of paper: choosing one from what ships, its options, its place, and taking it out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portfolios.models import Footprint
from portfolios.views.attempts import attempt
from reports.actions import type_sections as actions
from reports.forms.type_sections import SectionForm
from reports.models import PaperType, PaperTypeSection
from reports.queries.type_sections import kinds_for
from reports.sections import Section, section_for
from reports.views.paper_types import types_above
from reports.views.setting_up import asked_move, managed_or_404, row_or_404
from stp_portal.accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str, slug: str) -> HttpResponse:
    """Add a section of the kind that ``?kind=`` names; without one, the kinds to choose from."""
    place = managed_or_404(request, footprint)
    row = row_or_404(PaperType, place, request.user, slug=slug)
    chosen = request.GET.get("kind", "")
    kind = section_for(chosen)
    if chosen != kind.key:
        context = {"type": row, "kinds": kinds_for(row), "breadcrumbs": types_above(place, row)}
        return render(request, "reports/paper_types/kinds.html", context)
    form = _form(request, place, row, kind, title=kind.name)
    tried = attempt(
        form,
        lambda: actions.add(
            paper_type=row,
            kind=kind.key,
            title=form.cleaned_data["title"],
            options=form.options,
            by=request.user,
        ),
    )
    if tried.done:
        messages.success(request, f"“{tried.done}” stands at the end of the sections.")
        return _to(place, row)
    context = tried.context | {"type": row, "kind": kind, "breadcrumbs": types_above(place, row)}
    return render(request, "reports/paper_types/section.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, slug: str, section_pk: int) -> HttpResponse:
    """Change the title and the options of a section."""
    place = managed_or_404(request, footprint)
    section = _section_or_404(request, place, slug, section_pk)
    row, kind = section.paper_type, section_for(section.key)
    form = _form(request, place, row, kind, title=section.title, options=section.options)
    tried = attempt(
        form,
        lambda: actions.save(
            section=section,
            version=form.cleaned_data["version"],
            title=form.cleaned_data["title"],
            options=form.options,
            by=request.user,
        ),
        lambda _: {"title": PaperTypeSection.objects.get(pk=section.pk).title},
    )
    if tried.done:
        messages.success(request, f"The section “{tried.done}” is saved.")
        return _to(place, row)
    context = tried.context | {
        "type": row,
        "kind": kind,
        "section": section,
        "breadcrumbs": types_above(place, row),
    }
    return render(request, "reports/paper_types/section.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedInRequest, footprint: str, slug: str, section_pk: int, step: str) -> HttpResponse:
    """Move a section or take it out. Somebody whom the sign-in page brings here by GET goes on to the type."""
    place = managed_or_404(request, footprint)
    row = row_or_404(PaperType, place, request.user, slug=slug)
    section = row.sections.filter(pk=section_pk).first()
    if request.method == "POST" and section:
        if step == "remove":
            actions.remove(section=section, by=request.user)
            messages.success(request, f"“{section}” is taken out. Papers that are begun keep it.")
        else:
            position, direction = asked_move(request)
            actions.move(section=section, position=position, direction=direction, by=request.user)
    return _to(place, row)


def _form(
    request: SignedInRequest, place: Footprint, row: PaperType, kind: Section, **begun: Any
) -> SectionForm:
    """The form of a section of ``row``; ``begun`` are the title, and the options, that it begins with."""
    data = request.POST if request.method == "POST" else None
    return SectionForm(data, kind=kind, footprint=place, user=request.user, version=row.version, **begun)


def _section_or_404(request: SignedInRequest, place: Footprint, slug: str, pk: int) -> PaperTypeSection:
    return row_or_404(
        PaperTypeSection,
        place,
        request.user,
        ("paper_type__footprint", "footprint"),
        paper_type__slug=slug,
        pk=pk,
    )


def _to(place: Footprint, row: PaperType) -> HttpResponse:
    return redirect("reports:paper-type", footprint=place.slug, slug=row.slug)
