"""What is said of a paper and of its sections, and what was done about it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portfolios.access import Standing
from reports.actions import comments as actions
from reports.actions import papers as paper_actions
from reports.forms.composing import CommentForm, SettleForm
from reports.models import Paper, PaperComment, PaperSection
from reports.views.compose import paper_to_comment, section_address
from reports.views.papers import above_paper
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.numbers import whole_number


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """All comments on a paper, those that wait first; or one more, on the section that the form names."""
    standing, paper = paper_to_comment(request, footprint, pk)
    if request.method != "POST":
        return _page(request, standing, paper)
    section = None
    if named := request.POST.get("section"):
        sections = PaperSection.objects.visible_to(request.user).select_related("footprint")
        section = get_object_or_404(sections, paper=paper, pk=whole_number(named, otherwise=0))
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            actions.say(paper=paper, section=section, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, "What you said is there for everybody who writes and passes this paper."
            )
            return redirect(_back(paper, section))
    return _page(request, standing, paper, form=form, section=section, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: SignedInRequest, footprint: str, pk: int, comment_pk: int) -> HttpResponse:
    """Settle a comment with an answer."""
    standing, paper = paper_to_comment(request, footprint, pk)
    found = PaperComment.objects.visible_to(request.user).select_related("section__footprint")
    comment = get_object_or_404(found, paper=paper, pk=comment_pk)
    if request.method != "POST":
        return redirect(_back(paper, None))
    form = SettleForm(request.POST, auto_id=f"id_{comment.pk}_%s")
    if form.is_valid():
        try:
            actions.settle(comment=comment, answer=form.cleaned_data["answer"], by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, "That is settled.")
            return redirect(_back(paper, comment.section))
    return _page(request, standing, paper, settling=(comment.pk, form), status=422)


def _page(
    request: SignedInRequest,
    standing: Standing,
    paper: Paper,
    *,
    form: CommentForm | None = None,
    section: PaperSection | None = None,
    settling: tuple[int, SettleForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; ``form`` and ``settling`` (a comment and its form) are what was refused. Five queries."""
    found = PaperComment.objects.visible_to(request.user).filter(paper=paper).select_related("section")
    rows = []
    for comment in found:
        refused = settling[1] if settling and settling[0] == comment.pk else None
        rows.append((comment, refused or SettleForm(auto_id=f"id_{comment.pk}_%s")))
    context = {
        "paper": paper,
        "waiting": [row for row in rows if row[0].settled_at is None],
        "settled": [row for row in rows if row[0].settled_at is not None],
        "comment_form": form or CommentForm(),
        "about": section,
        # What the error summary of the page is about.
        "form": form or (settling[1] if settling else None),
        "unchangeable": paper_actions.unchangeable(paper),
        "breadcrumbs": above_paper(standing.footprint, paper),
    }
    return render(request, "reports/compose/comments.html", context, status=status)


def _back(paper: Paper, section: PaperSection | None) -> str:
    if section is not None:
        return section_address(section, "comments")
    return reverse("reports:paper-comments", args=[paper.footprint.slug, paper.pk])
