"""Mail: every one with what became of it, for the PMO; and each person's own choices."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import require, standing_or_404
from portfolios.actions import mail_preferences
from portfolios.actions import mails as actions
from portfolios.mail_forms import MailsForm, PreferenceForm
from portfolios.models import Cycle, Footprint, Mail, MailAttachment, MailPreference, MailState
from portfolios.queries import mails as queries
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.lists import listed
from stp_portal.core.numbers import counted
from stp_portal.core.templatetags.text_tags import nhs_datetime

COLOURS = {
    MailState.QUEUED: "grey",
    MailState.SENDING: "blue",
    MailState.SENT: "green",
    MailState.FAILED: "red",
}
FILTERS = ("state", "person", "period")


@require_safe
def mails(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Every mail of a footprint, newest first, by the filters in the address, with what is wrong above them.

    The same number of queries at any size.
    """
    place = _place(request, footprint)
    form = MailsForm(
        request.GET, people=queries.people_with_mails(place), periods=queries.periods_with_mails(place)
    )
    form.is_valid()
    chosen = {name: form.chosen(name) for name in FILTERS}
    page, problem = queries.mails(place, request.user, page=request.GET.get("page", ""), **chosen)
    context = {
        "form": form,
        "is_narrowed": any(chosen.values()),
        "page": page,
        "problem": problem,
        "failures": queries.failures(place),
        "late_since": queries.late_since(place),
        "head": ["Subject", "To", "Made", "State", "What became of it"],
        "rows": [_row(place, mail) for mail in page],
    }
    return render(request, "portfolios/mails.html", context)


@require_safe
def mail(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """One mail: its text, what it tells, and what became of it."""
    place = _place(request, footprint)
    it = get_object_or_404(
        Mail.objects.visible_to(request.user).select_related("user"), footprint=place, pk=pk
    )
    attached = MailAttachment.objects.filter(mails=it).values_list("name", flat=True)
    facts = [
        ("To", _reader(it)),
        ("State", it.get_state_display()),
        ("Made", nhs_datetime(it.created_at)),
        ("Sent", nhs_datetime(it.sent_at)),
        ("Attempts", it.attempts),
        ("Next attempt", nhs_datetime(it.next_attempt_at) if it.state == MailState.QUEUED else ""),
        ("What went wrong", it.error),
        ("Attached", listed(attached)),
        ("Message-ID", it.message_id),
    ]
    context = {
        "mail": it,
        "facts": [{"key": key, "value": value} for key, value in facts if value != ""],
        "is_failed": it.state == MailState.FAILED,
        "may_have_arrived": it.state == MailState.FAILED and it.handing_over_at is not None,
        "notice_head": ["About", "Kind", "Told"],
        "notice_rows": [
            [
                {"text": notice.text, "href": notice.path},
                notice.get_kind_display(),
                nhs_datetime(notice.created_at),
            ]
            for notice in it.notices.order_by("pk")
        ],
        "breadcrumbs": [{"label": "Mails", "url": reverse("reports:mails", args=[place.slug])}],
    }
    return render(request, "portfolios/mail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def retry(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Queue a failed mail again. Nothing is sent from here: a worker does, within seconds."""
    place = _place(request, footprint)
    it = get_object_or_404(Mail.objects.visible_to(request.user), footprint=place, pk=pk)
    if request.method == "POST":
        try:
            actions.retry(mail=it, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, "The mail will be sent again within a minute.")
    return redirect("reports:mail", footprint=place.slug, pk=it.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def retry_all(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Queue all failed mails again that surely did not arrive."""
    place = _place(request, footprint)
    if request.method == "POST":
        number = actions.retry_all(footprint=place, by=request.user)
        if number:
            messages.success(request, f"{counted(number, 'mail')} will be sent again within a few minutes.")
        else:
            messages.info(
                request,
                "There was nothing to send again: no mail has failed whose reader still has a role here. "
                "A mail that may have arrived is sent again from its own page.",
            )
    return redirect("reports:mails", footprint=place.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: SignedInRequest, footprint: str) -> HttpResponse:
    """How the person who asks wants the mail of this footprint."""
    place = standing_or_404(request.user, footprint).footprint
    kept = MailPreference.objects.filter(footprint=place, user=request.user).first()
    form = PreferenceForm(
        request.POST if request.method == "POST" else None,
        instance=kept or MailPreference(footprint=place, user=request.user),
    )
    if form.is_bound and form.is_valid():
        mail_preferences.choose(footprint=place, by=request.user, **form.cleaned_data)
        messages.success(request, "Your choices are saved. They hold from the next notice on.")
        return redirect("reports:mail-preferences", footprint=place.slug)
    context = {"form": form, "address": request.user.email, "time_of_day": Cycle.of(place).reminder_time}
    return render(request, "portfolios/mail_preferences.html", context, status=422 if form.is_bound else 200)


def _place(request: SignedInRequest, footprint: str) -> Footprint:
    place = standing_or_404(request.user, footprint).footprint
    require(request.user, Permission.ASSURE_REPORTS, place)
    return place


def _row(place: Footprint, mail: Mail) -> list[object]:
    state = MailState(mail.state)
    return [
        # Every subject begins with where it is from, which is here.
        {
            "text": mail.subject.removeprefix(f"{place}: "),
            "href": reverse("reports:mail", args=[place.slug, mail.pk]),
        },
        _reader(mail),
        nhs_datetime(mail.created_at),
        {"text": state.label, "tag": COLOURS[state]},
        _outcome(mail),
    ]


def _reader(mail: Mail) -> str:
    """Whom it goes to: an account by name, or an address of somebody who has none."""
    return f"{mail.user} ({mail.address})" if mail.user else mail.address


def _outcome(mail: Mail) -> str:
    if mail.state == MailState.SENT:
        return f"Sent {nhs_datetime(mail.sent_at)}"
    if mail.state == MailState.QUEUED and mail.error:
        return f"{mail.error} Next attempt: {nhs_datetime(mail.next_attempt_at)}."
    return mail.error or "Not tried yet"
