"""Keeping what is typed into a section of a paper, also for somebody whose session has ended meanwhile."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.authorship import author_of
from portfolios.models import has_permission
from reports.actions import section_drafts as actions
from reports.models import PaperSection, SectionDraft
from reports.views.compose import paper_to_write, section_address, section_of
from stp_portal.accounts.models import User
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.numbers import whole_number

# Whoever typed within this time is said to be writing still.
RECENTLY = timedelta(minutes=5)


@require_http_methods(["GET", "HEAD", "POST"])
def autosave(request: SignedInRequest, footprint: str, pk: int, section_pk: int) -> HttpResponse:
    """Keep the text as typed, for whom the form was given to. Answers ``words`` to show, and a ``link`` or none."""
    section = _section(request, footprint, pk, section_pk)
    if request.method != "POST":
        return redirect(section_address(section))
    author = author_of(request.POST.get("author", ""), section) or request.user
    try:
        _keep(request, section, author)
    except ValidationError as refused:
        return JsonResponse({"words": refused.messages[0], "link": None})
    if author != request.user:
        theirs = f"{author} opened this form. What was typed in it is kept for them ({_now()}), not for you."
        again = {"href": section_address(section), "text": "Open the form as yourself"}
        return JsonResponse({"words": theirs, "link": again})
    words = [f"What you typed is kept ({_now()})."]
    if section.edited_by and section.version > _version(request):
        words.append(
            f"{section.edited_by} has saved this section meanwhile: when you save, you see both versions."
        )
    else:
        words += [f"{writer} is writing here too." for writer in also_writing(section, request.user)]
    return JsonResponse({"words": " ".join(words), "link": None})


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: SignedInRequest, footprint: str, pk: int, section_pk: int) -> HttpResponse:
    """Throw away what was kept for this person and start again from what is saved."""
    section = _section(request, footprint, pk, section_pk)
    if request.method == "POST":
        actions.discard(section=section, by=request.user)
        messages.success(request, "What you had typed is thrown away. This is the section as it is saved.")
    return redirect(section_address(section))


def also_writing(section: PaperSection, user: User) -> list[str]:
    """Who else typed into this section within the last minutes, by name. One query."""
    recent = SectionDraft.objects.filter(section=section, saved_at__gt=timezone.now() - RECENTLY)
    return [
        str(draft.user) for draft in recent.exclude(user=user).select_related("user").order_by("saved_at")
    ]


def keep_for_author(request: HttpRequest, footprint: str, pk: int, section_pk: int) -> HttpResponse | None:
    """Keep a text that came without a session for the person its form was given to, who signs in next.

    The answer for an autosaving page; None where nothing is kept and for a form that was sent by its button: the
    sign-in page follows then anyway, and leads back to the form.
    """
    sections = PaperSection.objects.filter(footprint__slug=footprint, paper=pk, pk=section_pk)
    section = sections.select_related("footprint").first()
    author = author_of(request.POST.get("author", ""), section) if section else None
    if section is None or author is None:
        return None
    if not has_permission(author, Permission.EDIT_PAPERS, section.footprint):
        return None
    try:
        _keep(request, section, author)
    except ValidationError:
        return None
    address = section_address(section)
    if request.path == address.split("#")[0]:
        messages.info(request, "You have been signed out. What you typed is kept: sign in to go on.")
        return None
    return JsonResponse(
        {
            "words": f"You have been signed out. What you typed is kept ({_now()}).",
            "link": {"href": redirect_to_login(address)["Location"], "text": "Sign in to go on"},
        }
    )


def _section(request: SignedInRequest, footprint: str, pk: int, section_pk: int) -> PaperSection:
    _, paper = paper_to_write(request, footprint, pk)
    return section_of(request, paper, section_pk)


def _keep(request: HttpRequest, section: PaperSection, author: User) -> None:
    actions.keep(section=section, text=request.POST.get("text", ""), based_on=_version(request), by=author)


def _version(request: HttpRequest) -> int:
    """The version the form started from; 1, which is that of a section nobody saved, where it says none."""
    return whole_number(request.POST.get("version", ""), otherwise=1)


def _now() -> str:
    return f"{timezone.localtime():%H:%M}"
