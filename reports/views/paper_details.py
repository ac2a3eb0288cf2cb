"""What a paper says of itself: its details, and the answers on its cover sheet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portfolios.views.attempts import attempt
from reports.actions import composing, cover_answers
from reports.actions.papers import unchangeable
from reports.forms.cover_sheet import CoverForm, carried_answers
from reports.forms.starting import DetailsForm, saved_details
from reports.models import CoverField, Paper
from reports.views.compose import compose_address, paper_to_write
from reports.views.papers import above_paper
from stp_portal.accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Title, meeting, people, dates and recommendation."""
    standing, paper = paper_to_write(request, footprint, pk)
    form = DetailsForm(request.POST if request.method == "POST" else None, paper=paper)
    tried = attempt(
        form,
        lambda: composing.save_details(
            paper=paper, version=form.cleaned_data["version"], details=form.details, by=request.user
        ),
        saved_details,
    )
    if tried.done:
        messages.success(request, "The details are saved. Compile the paper to print them.")
        return redirect(compose_address(paper))
    context = tried.context | {
        "paper": paper,
        "unchangeable": unchangeable(paper),
        "breadcrumbs": above_paper(standing.footprint, paper),
    }
    return render(request, "reports/compose/details.html", context, status=tried.status)


@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """The cover sheet. Fields that print what the paper knows are named, with the page where that is changed."""
    standing, paper = paper_to_write(request, footprint, pk)
    form = _cover_form(request, paper)
    tried = attempt(
        form,
        lambda: cover_answers.save_cover(
            paper=paper,
            version=form.cleaned_data["version"],
            answers=form.answers,
            declaration=form.declaration,
            by=request.user,
        ),
        lambda saved: _cover_form(request, saved, is_sent=False).saved,
    )
    if tried.done:
        messages.success(request, "The cover sheet is saved. Compile the paper to print it.")
        return redirect(compose_address(paper))
    context = tried.context | {
        "paper": paper,
        "last": paper.started_from,
        "unchangeable": unchangeable(paper),
        "breadcrumbs": above_paper(standing.footprint, paper),
    }
    return render(request, "reports/compose/cover.html", context, status=tried.status)


def _cover_form(request: SignedInRequest, paper: Paper, *, is_sent: bool = True) -> CoverForm:
    sheet = list(CoverField.objects.filter(template=paper.cover_template_id).order_by("position"))
    answers = {answer.field_id: answer for answer in paper.cover_answers.select_related("field")}
    data = request.POST if is_sent and request.method == "POST" else None
    carried = carried_answers(answers, paper.started_from)
    return CoverForm(data, paper=paper, sheet=sheet, answers=answers, carried=carried)
