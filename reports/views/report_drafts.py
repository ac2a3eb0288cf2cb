"""Keeping what is typed into the form of a report, also for somebody whose session has ended meanwhile."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.access import may_edit_report, require_report_editor
from portfolios.actions import drafts
from portfolios.authorship import author_of
from portfolios.models import HighlightReport, Initiative, ReportDraft, ReportingPeriod
from reports.views.report_place import place_of_report
from stp_portal.accounts.models import User
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.numbers import whole_number

# What travels with the form and is nobody's text.
_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "author", "then"})


@require_http_methods(["GET", "HEAD", "POST"])
def autosave(request: SignedInRequest, footprint: str, slug: str, period: str) -> HttpResponse:
    """Keep the form as typed. Answers ``words`` to show, and a ``link`` where there is somewhere to go.

    For whom the form was given to: on a browser that two people share, what one typed does not become the other's.
    Asked for by hand, it leads to the form, as ``discard`` does.
    """
    _, initiative, in_period = place_of_report(request, footprint, slug, period)
    require_report_editor(request.user, initiative)
    if request.method != "POST":
        return redirect(form_address(initiative, in_period))
    author = author_of(request.POST.get("author", ""), initiative, in_period) or request.user
    try:
        _keep(request, initiative, in_period, author)
    except ValidationError as refused:
        return JsonResponse({"words": refused.messages[0], "link": None})
    if author != request.user:
        theirs = f"{author} opened this form. What was typed in it is kept for them ({_now()}), not for you."
        again = {"href": form_address(initiative, in_period), "text": "Open the form as yourself"}
        return JsonResponse({"words": theirs, "link": again})
    words = [f"What you typed is kept ({_now()})."]
    report = HighlightReport.objects.filter(initiative=initiative, period=in_period).first()
    if report and report.edited_by and report.version > _version(request):
        words.append(
            f"{report.edited_by} has saved this report meanwhile: when you save, you see both versions."
        )
    else:
        words += [
            f"{writer} is writing here too." for writer in also_writing(initiative, in_period, request.user)
        ]
    return JsonResponse({"words": " ".join(words), "link": None})


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: SignedInRequest, footprint: str, slug: str, period: str) -> HttpResponse:
    """Throw away what was kept for this person and start again from what is saved."""
    _, initiative, in_period = place_of_report(request, footprint, slug, period)
    require_report_editor(request.user, initiative)
    if request.method != "POST":
        return redirect(form_address(initiative, in_period))
    drafts.discard(initiative=initiative, period=in_period, by=request.user)
    messages.success(request, "What you had typed is thrown away. This is the report as it is saved.")
    return redirect(form_address(initiative, in_period))


def also_writing(initiative: Initiative, period: ReportingPeriod, user: User) -> list[str]:
    """Who else typed into this form within the last minutes, by name. One query."""
    recent = ReportDraft.objects.filter(initiative=initiative, period=period).being_written(besides=user)
    return [str(draft.user) for draft in recent]


def typed_data(draft: ReportDraft) -> QueryDict:
    """What was kept, as a form sends it."""
    data = QueryDict(mutable=True)
    for name, values in draft.content.items():
        data.setlist(name, values)
    return data


def form_address(initiative: Initiative, period: ReportingPeriod) -> str:
    return reverse("reports:report-edit", args=[initiative.footprint.slug, initiative.slug, period.slug])


def keep_for_author(request: HttpRequest, footprint: str, slug: str, period: str) -> HttpResponse | None:
    """Keep a form that came without a session for the person it was given to, who signs in next.

    The answer for an autosaving page; None where nothing is kept and for a form that was sent by its button: the
    sign-in page follows then anyway, and leads back to the form.
    """
    initiative = Initiative.objects.filter(footprint__slug=footprint, slug=slug).first()
    in_period = ReportingPeriod.objects.filter(footprint__slug=footprint, slug=period).first()
    if initiative is None or in_period is None:
        return None
    author = author_of(request.POST.get("author", ""), initiative, in_period)
    if author is None or not may_edit_report(author, initiative):
        return None
    try:
        _keep(request, initiative, in_period, author)
    except ValidationError:
        return None
    address = form_address(initiative, in_period)
    if request.path == address:
        messages.info(request, "You have been signed out. What you typed is kept: sign in to go on.")
        return None
    sign_in = redirect_to_login(address)
    return JsonResponse(
        {
            "words": f"You have been signed out. What you typed is kept ({_now()}).",
            "link": {"href": sign_in["Location"], "text": "Sign in to go on"},
        }
    )


def _keep(request: HttpRequest, initiative: Initiative, period: ReportingPeriod, author: User) -> None:
    typed: dict[str, Any] = {
        name: request.POST.getlist(name) for name in request.POST if name not in _NOT_TYPED
    }
    drafts.keep(
        initiative=initiative, period=period, content=typed, base_version=_version(request), by=author
    )


def _version(request: HttpRequest) -> int:
    """The version the form started from; 1, which is that of a report not begun, where it says none."""
    return whole_number(request.POST.get("version", ""), otherwise=1)


def _now() -> str:
    return f"{timezone.localtime():%H:%M}"
