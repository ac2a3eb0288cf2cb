"""The log of asks and decisions, one ask, and what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import may_edit_report, require, standing_or_404
from portfolios.actions import ask_answers
from portfolios.models import Ask, AskMinute, AskState
from portfolios.views.attempts import attempt
from risks.actions.asks import mark_done
from risks.forms.asks import AsksForm, DoneForm, MinuteForm, ReasonForm
from risks.models import ListKind
from risks.queries import asks as queries
from risks.queries.places import branch, choices, places
from risks.queries.risk_parts.actions import actions as actions_part
from risks.queries.saved_views import saved_views_of
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.forms import PortalForm, asked_of
from stp_portal.core.paging import page_of
from stp_portal.core.sheets import asked_format, sheet_response

ROWS = 50


@require_safe
def asks(request: SignedInRequest, footprint: str) -> HttpResponse:
    """What bodies were asked and what came of it, by the filters in the address."""
    standing = standing_or_404(request.user, footprint)
    place = standing.footprint
    asked = asked_of(request.GET)
    known = places(place, request.user)
    form = AsksForm(
        asked,
        bodies=queries.bodies(place, request.user),
        initiatives=choices(known, asked.get("initiative", "")),
    )
    form.is_valid()
    chosen = form.chosen("initiative")
    filters = queries.AskFilters(
        q=form.chosen("q"),
        stage=form.chosen("stage"),
        purpose=form.chosen("purpose"),
        body=form.chosen("body"),
        branch=branch(known, chosen),
        sort=form.chosen("sort") or "newest",
    )
    rows = queries.with_progress(queries.narrowed(place, request.user, filters))
    sees_private = standing.may(Permission.VIEW_PRIVATE)
    if asked_format(request):
        sheet = queries.as_sheet(queries.lines(rows), sees_private=sees_private)
        return sheet_response(request, sheet, f"{place.slug}-asks")
    page, problem = page_of(rows, request.GET.get("page", ""), ROWS)
    page.object_list = queries.lines(page.object_list)
    context = {
        "form": form,
        "page": page,
        "problem": problem,
        "is_narrowed": bool(filters.q or filters.stage or filters.purpose or filters.body or chosen),
        "sees_private": sees_private,
        "kind": ListKind.ASKS,
        "saved_views": saved_views_of(request.user, place, ListKind.ASKS),
    }
    return render(request, "risks/asks/list.html", context)


@require_safe
def ask(request: SignedInRequest, footprint: str, period: str, key: str) -> HttpResponse:
    """One ask with its minutes and actions. 404 for one the person may not see."""
    row = _row_or_404(request, footprint, period, key)
    standing = standing_or_404(request.user, footprint)
    may_record = standing.may(Permission.RECORD_DECISIONS)
    context = {
        "row": row,
        "line": queries.line_of(row),
        "minutes": AskMinute.objects.visible_to(request.user)
        .filter(ask=row)
        .order_by("-on", "-pk")
        .select_related("meeting__body", "recorded_by"),
        "may_record": may_record,
        "may_withdraw": row.state == AskState.OPEN and _may_withdraw(request, row),
        "actions": actions_part(row, request.user, timezone.localdate()),
        "may_edit": may_record and row.state != AskState.WITHDRAWN and row.done_at is None,
        "breadcrumbs": _above(footprint),
    }
    return render(request, "risks/asks/page.html", context)


@dataclass(frozen=True)
class Step:
    """One thing to do with an ask on a page of its own."""

    heading: str
    button: str
    form: Callable[..., PortalForm]
    act: Callable[..., Any]
    done: str


MINUTE = Step(
    "Record what was said", "Record it", MinuteForm, ask_answers.minute, "What was said is recorded."
)
DONE = Step("It was carried out", "Mark it done", DoneForm, mark_done, "It is marked as done.")
WITHDRAW = Step("Withdraw this ask", "Withdraw it", ReasonForm, ask_answers.withdraw, "The ask is withdrawn.")
REOPEN = Step(
    "Open this ask again", "Open it again", ReasonForm, ask_answers.reopen, "The ask is open again."
)


@require_http_methods(["GET", "HEAD", "POST"])
def minute(request: SignedInRequest, footprint: str, period: str, key: str) -> HttpResponse:
    """Record what the body said."""
    row = _row_or_404(request, footprint, period, key)
    require(request.user, Permission.RECORD_DECISIONS, row.footprint)
    return _step(request, row, MINUTE)


@require_http_methods(["GET", "HEAD", "POST"])
def done(request: SignedInRequest, footprint: str, period: str, key: str) -> HttpResponse:
    """Say that it was carried out."""
    row = _row_or_404(request, footprint, period, key)
    require(request.user, Permission.RECORD_DECISIONS, row.footprint)
    return _step(request, row, DONE)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: SignedInRequest, footprint: str, period: str, key: str) -> HttpResponse:
    """Let it wait for an answer again."""
    row = _row_or_404(request, footprint, period, key)
    require(request.user, Permission.RECORD_DECISIONS, row.footprint)
    return _step(request, row, REOPEN)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, footprint: str, period: str, key: str) -> HttpResponse:
    """Take it back: who writes for the initiative that asks, and the PMO."""
    row = _row_or_404(request, footprint, period, key)
    if not _may_withdraw(request, row):
        raise PermissionDenied(
            "An ask is withdrawn by those who report on the initiative that asks, and the PMO."
        )
    return _step(request, row, WITHDRAW)


def _step(request: SignedInRequest, row: Ask, step: Step) -> HttpResponse:
    """Ask, then do it. What is refused comes back as typed; so does what somebody else was quicker to change."""
    form = step.form(request.POST if request.method == "POST" else None, ask=row)
    it = attempt(form, lambda: step.act(ask=row, by=request.user, **form.cleaned_data))
    if it.done:
        messages.success(request, step.done)
        return redirect(_address(row))
    if it.clash is not None:
        row = _row_or_404(request, row.footprint.slug, row.period.slug, row.key)
    context = it.context | {
        "row": row,
        "line": queries.line_of(row),
        "step": step,
        "breadcrumbs": [*_above(row.footprint.slug), {"label": "The ask", "url": _address(row)}],
    }
    return render(request, "risks/asks/step.html", context, status=it.status)


def _may_withdraw(request: SignedInRequest, row: Ask) -> bool:
    standing = standing_or_404(request.user, row.footprint.slug)
    if standing.may(Permission.RECORD_DECISIONS):
        return True
    return row.initiative is not None and may_edit_report(request.user, row.initiative)


def _row_or_404(request: SignedInRequest, footprint: str, period: str, key: str) -> Ask:
    place = standing_or_404(request.user, footprint).footprint
    found = Ask.objects.visible_to(request.user).filter(footprint=place, period__slug=period, key=key)
    rows = queries.with_progress(found).select_related(
        "footprint", "initiative__footprint", "answered_in__body", "answered_by", "done_by"
    )
    row: Ask | None = rows.first()
    if row is None:
        raise Http404(f"{place} has no ask {key} in {period}.")
    return row


def _above(footprint: str) -> list[dict[str, str]]:
    return [{"label": "Asks and decisions", "url": reverse("risks:asks", args=[footprint])}]


def _address(row: Ask) -> str:
    return reverse("risks:ask", args=[row.footprint.slug, row.period.slug, row.key])
