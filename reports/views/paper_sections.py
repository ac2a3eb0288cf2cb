"""The form in which an author writes a section of a paper."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portfolios.access import footprint_or_404, require
from reports.actions import papers as actions
from reports.forms.papers import SectionForm
from reports.models import PaperSection
from reports.views.papers import paper_or_404, papers_breadcrumb
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.base import Conflict


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: SignedInRequest, footprint: str, pk: int, section_pk: int) -> HttpResponse:
    """Show the text of a section, or save what was typed. Whatever is refused comes back as typed."""
    place = footprint_or_404(request.user, footprint)
    paper = paper_or_404(request, place, pk)
    sections = PaperSection.objects.visible_to(request.user).select_related("edited_by")
    it = get_object_or_404(sections, paper=paper, pk=section_pk)
    require(request.user, Permission.EDIT_PAPERS, place)
    conflict = False

    if request.method == "POST":
        form = SectionForm(request.POST)
        if form.is_valid():
            try:
                actions.write_section(section=it, by=request.user, **form.cleaned_data)
            except Conflict:
                conflict = True
                it = sections.get(pk=it.pk)
                form.start_from(it.version)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                messages.success(request, f"“{it.title}” is saved. Compile the paper to print it.")
                return redirect("reports:paper", footprint=place.slug, pk=paper.pk)
    else:
        form = SectionForm(initial={"version": it.version, "text": it.text})

    paper_page = reverse("reports:paper", args=[place.slug, paper.pk])
    context = {
        "form": form,
        "paper": paper,
        "section": it,
        "conflict": conflict,
        "is_writable": paper.state in actions.WRITABLE,
        "breadcrumbs": [papers_breadcrumb(place), {"label": paper.title, "url": paper_page}],
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "reports/paper_section.html", context, status=status)
