"""Papers: the list, one paper with its compilation, its page to read and its files."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import footprint_or_404, require, standing_or_404
from portfolios.models import Footprint
from reports.actions import papers as actions
from reports.actions import runs
from reports.forms.papers import PapersForm
from reports.media_types import MEDIA_TYPES
from reports.models import (
    FINISHED,
    WRITABLE,
    FileFormat,
    Paper,
    PaperFile,
    PaperSection,
    Publication,
    Run,
    RunState,
)
from reports.paper_rights import may_comment
from reports.queries import papers as queries
from reports.queries import schedules
from reports.queries.findings import open_findings
from reports.reading_page import article
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.templatetags.text_tags import nhs_date


@require_safe
def papers(request: SignedInRequest, footprint: str) -> HttpResponse:
    """The papers of a footprint, newest period first, of one period or one state where the address names it.

    Seven queries at any size, session and user included.
    """
    standing = standing_or_404(request.user, footprint)
    place = standing.footprint
    form = PapersForm(request.GET, periods=queries.periods_with_papers(place, request.user))
    form.is_valid()
    chosen = {"period": form.chosen("period"), "state": form.chosen("state")}
    page, problem = queries.papers(place, request.user, page=request.GET.get("page", ""), **chosen)
    context = {
        "form": form,
        "is_narrowed": any(chosen.values()),
        "page": page,
        "problem": problem,
        "may_start": standing.may(Permission.EDIT_PAPERS),
        "may_publish": standing.may(Permission.PUBLISH_PAPERS),
        "head": ["Paper", "Period", "Meeting", "State", "File"],
        "rows": [paper_row(place, line) for line in page],
    }
    return render(request, "reports/papers.html", context)


@require_safe
def paper(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """One paper: what it is, how its compilation stands, what the checks found, and its files."""
    standing = standing_or_404(request.user, footprint)
    it = paper_or_404(request, standing.footprint, pk)
    # The frozen input is long, and none of it is shown.
    asked = it.runs.visible_to(request.user).last_asked_first().defer("input")
    run = asked.first()
    finished = run if run and run.state == RunState.DONE else asked.filter(state=RunState.DONE).first()
    sees_private = standing.may(Permission.VIEW_PRIVATE)
    compiles, refusal = standing.may(Permission.COMPILE_PAPERS), runs.refusal(it)
    context = {
        "paper": it,
        "run": run,
        "finished": finished,
        "files": files_of(finished) if finished else [],
        # A finding may speak of private rows, which it found in the way of a public paper.
        "findings": _findings(it, finished) if finished and sees_private else None,
        "sections": PaperSection.objects.visible_to(request.user).filter(paper=it),
        "may_compile": compiles and not refusal,
        "refusal": refusal if compiles else "",
        "may_write": standing.may(Permission.EDIT_PAPERS) and it.state in WRITABLE,
        "may_comment": may_comment(request.user, standing, it),
        "is_out": it.state in FINISHED,
        "is_taken_down": it.state in FINISHED and _is_taken_down(it),
        "may_publish": standing.may(Permission.PUBLISH_PAPERS),
        "move": schedules.moved(it) if standing.may(Permission.EDIT_PAPERS) else None,
        "breadcrumbs": [papers_breadcrumb(standing.footprint)],
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
    if request.method == "POST":
        try:
            run = runs.request(paper=it, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            if run.state != RunState.DONE:
                # To where one sees how far it has come; from the top of the page nothing seemed to happen.
                return redirect(f"{reverse('reports:paper', args=[place.slug, it.pk])}#files")
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
        "may_compile": standing.may(Permission.COMPILE_PAPERS) and not runs.refusal(it),
    }
    return render(request, "reports/paper/_run.html", context)


@require_safe
def read(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """The paper as a page: what its HTML file says. That somebody read a private one is kept on record (DOMAIN B13)."""
    standing = standing_or_404(request.user, footprint)
    it = paper_or_404(request, standing.footprint, pk)
    done = it.runs.visible_to(request.user).last_asked_first().filter(state=RunState.DONE)
    run = done.defer("input").first()
    page = run.files.filter(file_format=FileFormat.HTML).first() if run else None
    if run is None or page is None:
        raise Http404("This paper has not been compiled yet.")
    if (it.is_private or run.is_private) and request.method == "GET":
        actions.note_reading(file=page, by=request.user)
    context = {
        "paper": it,
        "run": run,
        "article": article(bytes(page.content)),
        "files": files_of(run),
        "breadcrumbs": above_paper(standing.footprint, it),
    }
    return render(request, "reports/paper_read.html", context)


@require_safe
def file(request: SignedInRequest, footprint: str, pk: int, file_pk: int) -> HttpResponse:
    """A file of the paper, to be saved. That somebody took a private one is kept on record (DOMAIN B13).

    Older files are for those who may read private material: they may hold what was taken out or marked since.
    """
    place = footprint_or_404(request.user, footprint)
    it = paper_or_404(request, place, pk)
    files = PaperFile.objects.visible_to(request.user).select_related("run")
    wanted = get_object_or_404(files, run__paper=it, pk=file_pk)
    if (it.is_private or wanted.run.is_private) and request.method == "GET":
        actions.note_download(file=wanted, by=request.user)
    response = HttpResponse(bytes(wanted.content), content_type=MEDIA_TYPES[FileFormat(wanted.file_format)])
    response["Content-Disposition"] = f'attachment; filename="{wanted.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def paper_or_404(request: SignedInRequest, place: Footprint, pk: int) -> Paper:
    """A paper of ``place`` that the person may see."""
    visible = Paper.objects.visible_to(request.user).select_related(
        "footprint",
        "paper_type",
        "period",
        "meeting__body",
        "author",
        "sponsor",
        "reviewer",
        "approver",
        "cover_template",
        "declared_by",
        "started_from__period",
    )
    return get_object_or_404(visible, footprint=place, pk=pk)


def paper_row(place: Footprint, line: queries.PaperLine) -> list[object]:
    """A line of the list, as cells of ``{% data_table %}``."""
    title = line.title if line.edition == 1 else f"{line.title}, edition {line.edition}"
    file: object = line.file_words
    if line.pdf_pk:
        address = reverse("reports:file", args=[place.slug, line.pk, line.pdf_pk])
        file = {"text": f"PDF ({filesizeformat(line.pdf_size)})", "href": address}
    return [
        {"text": title, "href": reverse("reports:paper", args=[place.slug, line.pk])},
        line.period,
        f"{line.body}, {nhs_date(line.meets_on)}" if line.body else "Not set",
        {"text": line.state_words, "tag": "grey"},
        file,
    ]


def _is_taken_down(paper: Paper) -> bool:
    """Whether the public pages no longer show this edition. One query."""
    return Publication.objects.filter(paper=paper, taken_down_at__isnull=False).exists()


def files_of(run: Run) -> list[PaperFile]:
    """The files of a run without their bytes, the PDF first. One query."""
    return sorted(run.files.defer("content"), key=lambda file: FileFormat.values.index(file.file_format))


def _findings(it: Paper, run: Run) -> dict[str, object]:
    """What blocks approval, as rows of ``{% data_table %}``, and how many findings there are beside. Two queries."""
    blocking, advisory, waived = open_findings(it, run)
    return {
        "head": ["Where", "What is wrong, and what to do"],
        "blocking": [[finding.where, f"{finding.message} {finding.cure}"] for finding in blocking],
        "advisory": len(advisory),
        "waived": len(waived),
    }


def papers_breadcrumb(place: Footprint) -> dict[str, str]:
    return {"label": "Papers", "url": reverse("reports:papers", args=[place.slug])}


def above_paper(place: Footprint, paper: Paper) -> list[dict[str, str]]:
    """The pages above one that is about ``paper``, the paper's own included."""
    address = reverse("reports:paper", args=[place.slug, paper.pk])
    return [papers_breadcrumb(place), {"label": paper.title, "url": address}]
