"""The way of a paper: its steps so far, the next one, who has to do with it, and its history."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import Standing, standing_or_404
from reports.forms.publishing import ReasonForm
from reports.models import Paper
from reports.paper_offers import OFFERS, offers_of, reason_form
from reports.paper_rights import may_comment
from reports.queries.marked_since import marked_since
from reports.queries.paper_way import editions_of, people_of, way_of
from reports.step_rights import require_step
from reports.views.papers import above_paper
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission


@require_safe
def review(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """The steps of a paper, with the buttons of those that are this person's to take."""
    standing = standing_or_404(request.user, footprint)
    return _page(request, standing, whole_paper_or_404(request, standing, pk), {})


@require_http_methods(["GET", "HEAD", "POST"])
def take_step(request: SignedInRequest, footprint: str, pk: int, *, step: str) -> HttpResponse:
    """Take the step called ``step``. What is refused comes back with what was typed, and all that is in its way.

    Somebody whom the sign-in page brings back here by GET goes on to the page of the steps.
    """
    standing = standing_or_404(request.user, footprint)
    paper = whole_paper_or_404(request, standing, pk)
    there = redirect("reports:paper-review", footprint=footprint, pk=pk)
    if request.method != "POST":
        return there
    offer = OFFERS[step]
    require_step(request.user, offer.kind, paper)
    form = reason_form(offer, request.POST)
    if form.is_valid():
        try:
            made = offer.take(paper=paper, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"“{paper.title}” {offer.done}.")
            if offer.name == "correct":
                return redirect("reports:paper-review", footprint=footprint, pk=made.pk)
            return there
    # It may have been refused because this changed.
    paper = whole_paper_or_404(request, standing, pk)
    return _page(request, standing, paper, {step: form})


def whole_paper_or_404(request: SignedInRequest, standing: Standing, pk: int) -> Paper:
    """A paper that the person may see, with the people of its way and what it was published as."""
    papers = Paper.objects.visible_to(request.user).select_related(
        "footprint",
        "paper_type",
        "period",
        "meeting__body",
        "author__user",
        "sponsor",
        "reviewer__user",
        "approver__user",
        "publication",
    )
    return get_object_or_404(papers, footprint=standing.footprint, pk=pk)


def _page(
    request: SignedInRequest, standing: Standing, paper: Paper, sent: Mapping[str, ReasonForm]
) -> HttpResponse:
    offers = offers_of(paper, request.user, sent)
    asked = paper.runs.visible_to(request.user).last_asked_first().defer("input").first()
    shown = {one.offer.name for one in offers}
    publication = getattr(paper, "publication", None)
    sees_private = standing.may(Permission.VIEW_PRIVATE)
    may_publish = standing.may(Permission.PUBLISH_PAPERS)
    is_told = publication is not None and sees_private and may_publish
    context = {
        "paper": paper,
        "run": asked,
        "publication": publication,
        "marked_since": marked_since(publication) if publication and is_told else [],
        "offers": offers,
        "form": next(iter(sent.values()), None),
        # What was typed in a form whose step is gone is shown, so that it can be copied.
        "left_over": "".join(
            str(form["reason"].value() or "") for name, form in sent.items() if name not in shown
        ),
        "steps": way_of(paper, asked),
        "people": people_of(paper),
        "history": paper.steps.select_related("run").order_by("at", "pk"),
        "editions": editions_of(paper),
        "may_compile": False,
        "may_publish": may_publish,
        "may_comment": may_comment(request.user, standing, paper),
        "sees_private": sees_private,
        "breadcrumbs": above_paper(standing.footprint, paper),
    }
    return render(request, "reports/publish/review.html", context, status=422 if sent else 200)
