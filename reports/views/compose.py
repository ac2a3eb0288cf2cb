"""The page on which a paper is written: its outline beside the whole of it, as it would be printed now."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portfolios.access import Standing, standing_or_404
from reports.actions import papers as actions
from reports.actions import runs
from reports.models import WRITABLE, Paper, PaperSection, RunState, SectionDraft
from reports.paper_rights import require_comment
from reports.preview import preview, split
from reports.queries.composing import composed_now, findings_by_section, open_comments, outline
from reports.views.papers import above_paper, paper_or_404
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission

# What is said of a section in the outline, and the colour of its tag.
STATES = {
    "left_out": ("Left out", "grey"),
    "overridden": ("Written by hand", "orange"),
    "carried": ("Carried", "yellow"),
    "edited": ("Written", "green"),
    "generated": ("From the record", "blue"),
    "empty": ("Empty", "white"),
}


@require_safe
def page(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """The outline and the paper. For who writes papers, and who comments on this one."""
    standing, paper = paper_to_comment(request, footprint, pk)
    return compose_page(request, standing, paper)


def paper_to_comment(request: SignedInRequest, footprint: str, pk: int) -> tuple[Standing, Paper]:
    """The paper with what the person is to its footprint, for who may say something about it."""
    standing = standing_or_404(request.user, footprint)
    paper = paper_or_404(request, standing.footprint, pk)
    require_comment(request.user, standing, paper)
    return standing, paper


def paper_to_write(request: SignedInRequest, footprint: str, pk: int) -> tuple[Standing, Paper]:
    """The paper with what the person is to its footprint, for who writes papers."""
    standing = standing_or_404(request.user, footprint)
    paper = paper_or_404(request, standing.footprint, pk)
    if not standing.may(Permission.EDIT_PAPERS):
        raise PermissionDenied(
            f"Papers of {standing.footprint} are written by the programme office. "
            "Ask your PMO lead if you should be part of it."
        )
    return standing, paper


def section_of(request: SignedInRequest, paper: Paper, section_pk: int) -> PaperSection:
    """A section of ``paper`` that the person may see."""
    sections = PaperSection.objects.visible_to(request.user).select_related("edited_by", "footprint")
    it: PaperSection = get_object_or_404(sections, paper=paper, pk=section_pk)
    return it


def compose_page(
    request: SignedInRequest,
    standing: Standing,
    paper: Paper,
    *,
    chosen: PaperSection | None = None,
    panel: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with the ``panel`` of the ``chosen`` section where that stands in the paper.

    Up to a hundred queries, of which most read the record of a period that is not locked; no more for more sections.
    """
    sees_private = standing.may(Permission.VIEW_PRIVATE)
    sections = list(
        PaperSection.objects.visible_to(request.user).filter(paper=paper).select_related("edited_by")
    )
    drafts = {
        draft.section_id: draft
        for draft in SectionDraft.objects.visible_to(request.user).filter(
            section__paper=paper, user=request.user
        )
    }
    document = composed_now(paper, {pk: draft.text for pk, draft in drafts.items()})
    comments = open_comments(paper)
    lines = outline(paper, sections, document, comments, shows_findings=sees_private)
    line = next((one for one in lines if chosen and one.section.pk == chosen.pk), None)
    whole = preview(document)
    before, after = split(whole, line.anchor) if line and line.anchor else ("", whole)
    run = paper.runs.visible_to(request.user).last_asked_first().defer("input").first()
    context = {
        "paper": paper,
        "rows": [(one, *STATES[one.state]) for one in lines],
        "line": line,
        "before": before,
        "after": after,
        "whole_findings": findings_by_section(document).get(0, ()) if sees_private else (),
        "shows_findings": sees_private,
        "paper_comments": comments[0],
        "carried": sum(one.state == "carried" for one in lines),
        "drafts": drafts,
        "run": run,
        "is_compiling": run is not None and run.state in (RunState.QUEUED, RunState.RUNNING),
        "unchangeable": actions.unchangeable(paper),
        "may_write": standing.may(Permission.EDIT_PAPERS) and paper.state in WRITABLE,
        "may_compile": standing.may(Permission.COMPILE_PAPERS) and not runs.refusal(paper),
        "breadcrumbs": above_paper(standing.footprint, paper),
    }
    return render(request, "reports/compose/page.html", context | (panel or {}), status=status)


def compose_address(paper: Paper) -> str:
    return reverse("reports:paper-compose", args=[paper.footprint.slug, paper.pk])


def section_address(section: PaperSection, fragment: str = "write") -> str:
    """Where a section is written, in its place in the paper."""
    address = reverse("reports:paper-section", args=[section.footprint.slug, section.paper_id, section.pk])
    return f"{address}#{fragment}"
