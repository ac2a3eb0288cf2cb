"""What the checks found in a paper, and letting the advisory ones stand with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import Standing, require, standing_or_404
from reports.actions import runs, waivers
from reports.forms.publishing import ReasonForm
from reports.models import WRITABLE, Finding, Paper, Waiver
from reports.queries.findings import newest_finished, open_findings
from reports.views.papers import above_paper
from reports.views.publishing.review import whole_paper_or_404
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission


@require_safe
def findings(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Every finding of the newest finished run. For those who may read private material: a finding may speak of it."""
    standing, paper = _place(request, footprint, pk)
    return _page(request, standing, paper)


@require_http_methods(["GET", "HEAD", "POST"])
def waive(request: SignedInRequest, footprint: str, pk: int, finding_pk: int) -> HttpResponse:
    """Let an advisory finding stand. What is refused comes back as typed; by GET one goes on to the list."""
    standing, paper = _place(request, footprint, pk)
    run = newest_finished(paper)
    finding = get_object_or_404(Finding.objects.select_related("run"), run=run, pk=finding_pk)
    require(request.user, Permission.EDIT_PAPERS, standing.footprint)
    if request.method == "POST":
        form = waiver_form(finding, request.POST)
        if form.is_valid():
            try:
                waivers.waive(finding=finding, reason=form.cleaned_data["reason"], by=request.user)
            except ValidationError as refused:
                form.refuse(refused)
        if form.errors:
            return _page(request, standing, paper, sent=(finding, form))
        messages.success(request, "The finding is waived. Your reason stands beside it.")
    return redirect("reports:paper-findings", footprint=footprint, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, footprint: str, pk: int, waiver_pk: int) -> HttpResponse:
    """Take a waiver back; by GET one goes on to the list."""
    standing, paper = _place(request, footprint, pk)
    waiver = get_object_or_404(Waiver, paper=paper, pk=waiver_pk)
    require(request.user, Permission.EDIT_PAPERS, standing.footprint)
    if request.method == "POST":
        try:
            waivers.withdraw(waiver=waiver, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, "The waiver is taken back: the finding is open again.")
    return redirect("reports:paper-findings", footprint=footprint, pk=pk)


def waiver_form(finding: Finding, data: object = None) -> ReasonForm:
    """The form in which a reason for waiving ``finding`` is given."""
    return ReasonForm(
        data,
        name=f"finding-{finding.pk}",
        label="Why it may stay as it is",
        hint="Kept with the paper; whoever approves it reads this.",
        needs_reason=True,
    )


def _place(request: SignedInRequest, footprint: str, pk: int) -> tuple[Standing, Paper]:
    standing = standing_or_404(request.user, footprint)
    paper = whole_paper_or_404(request, standing, pk)
    if not standing.may(Permission.VIEW_PRIVATE):
        raise PermissionDenied(
            "What the checks found may speak of private material. Your role does not read that."
        )
    return standing, paper


def _page(
    request: SignedInRequest,
    standing: Standing,
    paper: Paper,
    *,
    sent: tuple[Finding, ReasonForm] | None = None,
) -> HttpResponse:
    """The page; with the form of a finding that was sent and came back, what is wrong with it."""
    run = newest_finished(paper)
    blocking, advisory, waived = open_findings(paper, run)
    form = sent[1] if sent else None
    context = {
        "paper": paper,
        "run": run,
        "refusal": runs.refusal(paper),
        "newest": paper.runs.last_asked_first().defer("input").first(),
        "blocking": blocking,
        "advisory": [(one, form if sent and one.pk == sent[0].pk else waiver_form(one)) for one in advisory],
        "waived": waived,
        "withdrawn": paper.waivers.exclude(withdrawn_at=None),
        "may_waive": standing.may(Permission.EDIT_PAPERS) and paper.state in WRITABLE,
        "form": form,
        "breadcrumbs": above_paper(standing.footprint, paper),
    }
    return render(request, "reports/publish/findings.html", context, status=422 if form else 200)
