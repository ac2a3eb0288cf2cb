"""Papers: the list, one paper with its compilation, its page to read and its files."""

import json
from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import Standing, footprint_or_404, require, standing_or_404
from portfolios.models import Footprint
from reports.actions import runs
from reports.compilation import page_html
from reports.models import FileFormat, Paper, PaperFile, PaperSection, Run, RunState, Severity
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core import audit
from stp_portal.core.templatetags.text_tags import nhs_date

MEDIA_TYPES = {FileFormat.PDF: "application/pdf", FileFormat.HTML: "text/html; charset=utf-8"}


@require_safe
def papers(request: SignedInRequest, footprint: str) -> HttpResponse:
    """The papers of a footprint, newest period first, each with its latest files."""
    standing = standing_or_404(request.user, footprint)
    rows = list(
        Paper.objects.visible_to(request.user)
        .filter(footprint=standing.footprint)
        .select_related("paper_type", "period", "meeting__body")
    )
    files = latest_pdfs(rows)
    context = {
        "head": ["Paper", "Period", "Meeting", "State", "File"],
        "rows": [paper_row(standing.footprint, row, files.get(row.pk)) for row in rows],
    }
    return render(request, "reports/papers.html", context)


@require_safe
def paper(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """One paper: what it is, how its compilation stands, what the checks found, and its files."""
    standing = standing_or_404(request.user, footprint)
    it = paper_or_404(request, standing.footprint, pk)
    run = it.runs.first()
    finished = it.runs.filter(state=RunState.DONE).first()
    sees_private = standing.may(Permission.VIEW_PRIVATE)
    context = {
        "paper": it,
        "run": run,
        "finished": finished,
        "files": finished.files.defer("content") if finished else [],
        "finding_head": ["Where", "What is wrong, and what to do", "Weight"],
        # A finding may speak of private rows, which it found in the way of a public paper.
        "findings": finding_rows(finished) if finished and sees_private else [],
        "shows_findings": sees_private,
        "sections": PaperSection.objects.visible_to(request.user).filter(paper=it),
        "may_compile": standing.may(Permission.COMPILE_PAPERS),
        "breadcrumbs": [papers_breadcrumb(standing)],
    }
    return render(request, "reports/paper.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def compile_paper(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Ask for the paper as it stands now. Asking twice gives one run; nothing is sent to a worker from here.

    Somebody whom the sign-in page brings back here by GET goes on to the paper and its button.
    """
    place = footprint_or_404(request.user, footprint)
    it = paper_or_404(request, place, pk)
    require(request.user, Permission.COMPILE_PAPERS, place)
    if request.method == "POST" and runs.request(paper=it, by=request.user).state == RunState.DONE:
        messages.info(
            request, "Nothing has changed since this paper was compiled: the files below are up to date."
        )
    return redirect("reports:paper", footprint=place.slug, pk=it.pk)


@require_safe
def run_progress(request: SignedInRequest, footprint: str, pk: int, run_pk: int) -> HttpResponse:
    """How a compilation stands, as the fragment that the page of the paper replaces."""
    standing = standing_or_404(request.user, footprint)
    it = paper_or_404(request, standing.footprint, pk)
    run = get_object_or_404(Run.objects.visible_to(request.user), paper=it, pk=run_pk)
    context = {
        "paper": it,
        "run": run,
        "footprint": standing.footprint,
        "may_compile": standing.may(Permission.COMPILE_PAPERS),
    }
    return render(request, "reports/paper/_run.html", context)


@require_safe
def read(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """The paper as a page: the same sections as its PDF, drawn from the same frozen input."""
    standing = standing_or_404(request.user, footprint)
    it = paper_or_404(request, standing.footprint, pk)
    run = it.runs.filter(state=RunState.DONE).select_related("snapshot").first()
    if run is None:
        raise Http404("This paper has not been compiled yet.")
    # Made by our templates from cleaned text (reports.compilation).
    article = mark_safe(page_html(run.snapshot.data, json.loads(run.input)))  # noqa: S308
    paper_page = reverse("reports:paper", args=[standing.footprint.slug, it.pk])
    context = {
        "paper": it,
        "run": run,
        "article": article,
        "files": run.files.defer("content"),
        "breadcrumbs": [papers_breadcrumb(standing), {"label": it.title, "url": paper_page}],
    }
    return render(request, "reports/paper_read.html", context)


@require_safe
def file(request: SignedInRequest, footprint: str, pk: int, file_pk: int) -> HttpResponse:
    """A file of the paper, to be saved. That somebody took a private one is kept on record (DOMAIN B13)."""
    place = footprint_or_404(request.user, footprint)
    it = paper_or_404(request, place, pk)
    wanted = get_object_or_404(PaperFile.objects.visible_to(request.user), run__paper=it, pk=file_pk)
    if it.is_private:
        audit.record("paper.downloaded", on=wanted, by=request.user, after={"sha256": wanted.sha256})
    response = HttpResponse(bytes(wanted.content), content_type=MEDIA_TYPES[FileFormat(wanted.file_format)])
    response["Content-Disposition"] = f'attachment; filename="{wanted.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def paper_or_404(request: SignedInRequest, place: Footprint, pk: int) -> Paper:
    """A paper of ``place`` that the person may see."""
    visible = Paper.objects.visible_to(request.user).select_related(
        "paper_type", "period", "meeting__body", "author", "sponsor"
    )
    return get_object_or_404(visible, footprint=place, pk=pk)


def paper_row(place: Footprint, it: Paper, pdf: PaperFile | None) -> list[object]:
    """A line of the list, as cells of ``{% data_table %}``."""
    pdf_cell: object = "Not compiled yet"
    if pdf:
        address = reverse("reports:file", args=[place.slug, it.pk, pdf.pk])
        pdf_cell = {"text": f"PDF ({filesizeformat(pdf.size)})", "href": address}
    return [
        {"text": it.title, "href": reverse("reports:paper", args=[place.slug, it.pk])},
        str(it.period),
        f"{it.meeting.body}, {nhs_date(it.meeting.date)}" if it.meeting else "Not set",
        {"text": it.get_state_display() + (", private" if it.is_private else ""), "tag": "grey"},
        pdf_cell,
    ]


def finding_rows(run: Run) -> list[list[object]]:
    """What the checks found, as rows of ``{% data_table %}``: what blocks approval first."""
    weights = {
        Severity.BLOCKING: {"text": "Blocking", "tag": "red"},
        Severity.ADVISORY: {"text": "Advisory", "tag": "grey"},
    }
    return [
        [finding.where, f"{finding.message} {finding.cure}", weights[Severity(finding.severity)]]
        for finding in run.findings.order_by("-severity", "position")
    ]


def latest_pdfs(papers: Iterable[Paper]) -> dict[int, PaperFile]:
    """The PDF of each paper's last finished run, without its bytes. One query."""
    found = PaperFile.objects.filter(
        run__paper__in=list(papers), run__state=RunState.DONE, file_format=FileFormat.PDF
    )
    return {row.run.paper_id: row for row in found.defer("content").select_related("run").order_by("run_id")}


def papers_breadcrumb(standing: Standing) -> dict[str, str]:
    return {"label": "Papers", "url": reverse("reports:papers", args=[standing.footprint.slug])}
