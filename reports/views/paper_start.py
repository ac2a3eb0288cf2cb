"""Beginning a paper."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portfolios.access import require, standing_or_404
from reports.actions import composing
from reports.forms.starting import LAST, StartForm, opening
from reports.models import Paper
from reports.queries.starting import begun, last_paper
from reports.views.compose import compose_address
from reports.views.papers import papers_breadcrumb
from stp_portal.accounts.models import User
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.forms import asked_of


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Choose which paper is begun; ``?type=``, ``?period=`` and ``?session=`` choose beforehand."""
    standing = standing_or_404(request.user, footprint)
    place = standing.footprint
    require(request.user, Permission.EDIT_PAPERS, place)
    already: Paper | None = None
    if request.method == "POST":
        form = StartForm(request.POST, footprint=place)
        if form.is_valid():
            try:
                paper = _start(form, request.user)
            except composing.AlreadyStarted as refused:
                already = refused.paper
                form.refuse(refused)
            except ValidationError as refused:
                form.refuse(refused)
            else:
                messages.success(request, _said(paper))
                return redirect(compose_address(paper))
    else:
        initial = opening(place, request.user, asked_of(request.GET))
        form = StartForm(footprint=place, initial=initial)
        # Said before anything is chosen in vain.
        already = begun(place, initial["paper_type"], initial["session"], initial["period"])
    context = {
        "form": form,
        "already": already,
        "has_types": form.fields["paper_type"].queryset.exists(),  # type: ignore[attr-defined]  # chooses from rows
        "has_periods": form.fields["period"].queryset.exists(),  # type: ignore[attr-defined]  # chooses from rows
        "may_make_types": standing.may(Permission.MANAGE_FOOTPRINT),
        "breadcrumbs": [papers_breadcrumb(place)],
    }
    return render(request, "reports/compose/start.html", context, status=422 if form.errors else 200)


def _start(form: StartForm, by: User) -> Paper:
    chosen = dict(form.cleaned_data)
    begin = chosen.pop("begin")
    last = last_paper(chosen["paper_type"], chosen["session"], chosen["period"]) if begin == LAST else None
    return composing.start(started_from=last, by=by, **chosen)


def _said(paper: Paper) -> str:
    if paper.started_from is None:
        return f"“{paper.title}” is begun."
    return (
        f"“{paper.title}” is begun with the texts of {paper.started_from.period}. "
        "Each says that it is carried until somebody saves it here."
    )
