"""A section of a paper in its place: written, overridden, left out, moved, marked private."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portfolios.access import Standing
from portfolios.authorship import author_token
from portfolios.views.attempts import attempt
from reports.actions import papers as actions
from reports.forms.composing import CommentForm, OverrideForm, PrivateForm, SettleForm
from reports.forms.papers import SectionForm
from reports.models import Paper, PaperComment, PaperSection, SectionDraft
from reports.sections import section_for
from reports.views.compose import (
    compose_address,
    compose_page,
    paper_to_comment,
    paper_to_write,
    section_address,
    section_of,
)
from reports.views.section_drafts import also_writing
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.base import Conflict
from stp_portal.core.numbers import whole_number


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: SignedInRequest, footprint: str, pk: int, section_pk: int) -> HttpResponse:
    """Show the text of a section in its place, or save what was typed. Whatever is refused comes back as typed."""
    if request.method != "POST":
        standing, paper = paper_to_comment(request, footprint, pk)
        return _page(request, standing, paper, section_of(request, paper, section_pk))
    standing, paper = paper_to_write(request, footprint, pk)
    it = section_of(request, paper, section_pk)
    form, has_conflict = SectionForm(request.POST), False
    if form.is_valid():
        try:
            actions.write_section(section=it, by=request.user, **form.cleaned_data)
        except Conflict:
            has_conflict = True
            it = section_of(request, paper, section_pk)
            form.start_from(it.version)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, f"“{it.title}” is saved. Compile the paper to print it.")
            return redirect(section_address(it))
    status = 409 if has_conflict else 422
    return _page(request, standing, paper, it, form=form, has_conflict=has_conflict, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def override(request: SignedInRequest, footprint: str, pk: int, section_pk: int) -> HttpResponse:
    """Print something else in place of what the record gives."""
    standing, paper = paper_to_write(request, footprint, pk)
    it = section_of(request, paper, section_pk)
    if request.method != "POST":
        return redirect(section_address(it))
    form = OverrideForm(request.POST)
    tried = attempt(
        form,
        lambda: actions.override_section(
            section=it,
            version=form.cleaned_data["version"],
            text=form.cleaned_data["override"],
            reason=form.cleaned_data["override_reason"],
            by=request.user,
        ),
        lambda saved: {"override": saved.override, "override_reason": saved.override_reason},
    )
    if tried.done:
        messages.success(request, f"“{it.title}” is written by hand now, and says so where it is printed.")
        return redirect(section_address(it))
    it = section_of(request, paper, section_pk)
    more = {"override_form": form, "clash": tried.clash, "clash_head": tried.context["clash_head"]}
    return _page(request, standing, paper, it, status=tried.status, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def mark_private(request: SignedInRequest, footprint: str, pk: int, section_pk: int) -> HttpResponse:
    """Keep a section out of papers for public sessions, with the reason."""
    standing, paper = paper_to_write(request, footprint, pk)
    it = section_of(request, paper, section_pk)
    if request.method != "POST":
        return redirect(section_address(it))
    form = PrivateForm(request.POST)
    tried = attempt(
        form,
        lambda: actions.mark(
            section=it, is_private=True, reason=form.cleaned_data["private_reason"], by=request.user
        ),
    )
    if tried.done:
        messages.success(
            request,
            f"“{it.title}” is kept out of papers for public sessions. Compile the paper to print it so.",
        )
        return redirect(section_address(it))
    return _page(request, standing, paper, it, private_form=form, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedInRequest, footprint: str, pk: int, section_pk: int, step: str) -> HttpResponse:
    """Draw a section from the record again, leave it out, put it back, move or unmark it: ``step`` says which."""
    _, paper = paper_to_write(request, footprint, pk)
    it = section_of(request, paper, section_pk)
    if request.method != "POST":
        return redirect(section_address(it))
    try:
        words = _take(step, it, request)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, words)
    if step == "move":
        return redirect(f"{compose_address(paper)}#outline-{it.pk}")
    return redirect(section_address(it))


def _take(step: str, it: PaperSection, request: SignedInRequest) -> str:
    """Take the step. What is said of it."""
    if step == "override-end":
        actions.end_override(section=it, by=request.user)
        return f"“{it.title}” is drawn from the record again."
    if step == "move":
        up = request.POST.get("to") == "up"
        position = whole_number(request.POST.get("position", ""), otherwise=0)
        actions.move(section=it, position=position, step=-1 if up else 1, by=request.user)
        return f"“{it.title}” is moved {'up' if up else 'down'}."
    if step == "make-public":
        actions.mark(section=it, is_private=False, by=request.user)
        return f"“{it.title}” may stand in public papers again. Compile the paper to print it so."
    is_left_out = step == "leave-out"
    actions.leave_out(section=it, is_left_out=is_left_out, by=request.user)
    if is_left_out:
        return f"“{it.title}” is left out of this paper. What is written in it is kept."
    return f"“{it.title}” is back in the paper."


def _page(
    request: SignedInRequest,
    standing: Standing,
    paper: Paper,
    it: PaperSection,
    *,
    form: SectionForm | None = None,
    has_conflict: bool = False,
    override_form: OverrideForm | None = None,
    private_form: PrivateForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of the paper with the panel of ``it``."""
    draft = SectionDraft.objects.filter(section=it, user=request.user).first()
    typed = draft.text if draft else it.text
    version = draft.based_on if draft else it.version
    comments = PaperComment.objects.visible_to(request.user).filter(paper=paper, section=it)
    panel = {
        "section": it,
        "kind": section_for(it.key),
        "form": form or SectionForm(initial={"version": version, "text": typed}),
        "draft": None if form else draft,
        "has_conflict": has_conflict,
        "typed": form["text"].value() if form else "",
        "saved_by": f"Saved by {it.edited_by}" if it.edited_by else "Saved meanwhile",
        "is_carried": it.is_carried_in(paper),
        "override_form": override_form
        or OverrideForm(
            initial={
                "version": it.version,
                "override": it.override,
                "override_reason": it.override_reason,
            },
        ),
        "override_is_open": bool(override_form or it.override),
        "private_form": private_form or PrivateForm(),
        "comments": [(comment, SettleForm(auto_id=f"id_{comment.pk}_%s")) for comment in comments],
        "comment_form": CommentForm(),
        "author": author_token(request.user, it),
        "autosave_url": reverse("reports:section-autosave", args=[standing.footprint.slug, paper.pk, it.pk]),
        "also_writing": also_writing(it, request.user),
    }
    return compose_page(request, standing, paper, chosen=it, panel=panel | more, status=status)
