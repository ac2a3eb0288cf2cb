"""Proposing a risk or an issue to another level, what waits for an answer, and answering."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import Standing, standing_or_404
from risks.access import keeps, may_answer, require_keeper
from risks.actions import escalations as actions
from risks.forms.escalations import AnswerForm, EscalateForm, WaitingForm
from risks.models import Escalation, EscalationState, Issue, Risk, RiskLevel
from risks.queries import escalations as queries
from risks.queries.risk_parts.escalations import escalations as part_of
from risks.wording import at_level, called, noun, subject_of
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.paging import page_of
from stp_portal.core.sheets import asked_format, sheet_response

ROWS = 50


@require_safe
def waiting(request: SignedInRequest, footprint: str) -> HttpResponse:
    """What waits for an answer, and how much stands at each level; with ``?format=`` what waits, as a file.

    Thirteen queries at most.
    """
    standing = standing_or_404(request.user, footprint)
    place = standing.footprint
    form = WaitingForm(request.GET)
    form.is_valid()
    level = form.chosen("level")
    lines = queries.waiting(place, request.user, today=timezone.localdate(), level=level)
    if asked_format(request):
        return sheet_response(request, queries.as_sheet(lines), f"{place.slug}-escalations")
    page, problem = page_of(lines, request.GET.get("page", ""), ROWS)
    context = {
        "form": form,
        "page": page,
        "problem": problem,
        "counts": queries.level_counts(place, request.user),
        "mine": sum(line.is_mine_to_answer for line in lines),
        "is_narrowed": bool(level),
        "sees_private": standing.may(Permission.VIEW_PRIVATE),
    }
    return render(request, "risks/escalations/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose_risk(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Propose a risk to another level."""
    standing = standing_or_404(request.user, footprint)
    return _propose(request, standing, _found(Risk.objects, request, standing, number))


@require_http_methods(["GET", "HEAD", "POST"])
def propose_issue(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Propose an issue to another level."""
    standing = standing_or_404(request.user, footprint)
    return _propose(request, standing, _found(Issue.objects, request, standing, number))


def _propose(request: SignedInRequest, standing: Standing, row: Risk | Issue) -> HttpResponse:
    require_keeper(request.user, row)
    part = part_of(row, request.user, timezone.localdate())
    next_up = part.belongs_at or RiskLevel(row.level).above
    form = EscalateForm(
        request.POST if request.method == "POST" else None,
        level=row.level,
        initial={"to_level": next_up},
    )
    if form.is_bound and form.is_valid():
        try:
            made = actions.propose(row=row, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            who = queries.who_answers(made)
            words = f"{called(row)} is proposed for {at_level(made.to_level)}. {who}"
            messages.add_message(
                request, messages.WARNING if who.startswith("Nobody") else messages.SUCCESS, words
            )
            return redirect(_page(standing, row))
    context = {
        "form": form,
        "row": row,
        "part": part,
        "called": called(row),
        "breadcrumbs": _above(standing, row),
    }
    status = 422 if form.errors else 200
    return render(request, "risks/escalations/propose.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Show a proposal to everybody who may see what it is about; accept or return it by the button that was pressed.

    Who comes second is told what happened, and sees what they typed.
    """
    standing = standing_or_404(request.user, footprint)
    escalation = _escalation(request, standing, pk)
    row = subject_of(escalation)
    allowed = may_answer(request.user, escalation)
    if request.method == "POST" and not allowed:
        raise PermissionDenied(queries.who_answers(escalation))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    is_too_late = False
    if form.is_bound and form.is_valid():
        accepts = "accept" in request.POST
        step = actions.accept if accepts else actions.send_back
        try:
            step(escalation=escalation, by=request.user, answer=form.cleaned_data["answer"])
        except ValidationError as refused:
            form.refuse(refused)
            escalation = _escalation(request, standing, pk)
            is_too_late = escalation.state != EscalationState.PROPOSED
        else:
            words = (
                f"stands at {at_level(escalation.to_level)} now"
                if accepts
                else "is returned and stays where it was"
            )
            messages.success(request, f"{called(row)} {words}. {escalation.proposed_by} is told.")
            return redirect(_page(standing, row))
    is_waiting = escalation.state == EscalationState.PROPOSED
    context = {
        "form": form,
        "escalation": escalation,
        "row": row,
        "called": called(row),
        "page_of_row": _page(standing, row),
        "is_waiting": is_waiting,
        "is_too_late": is_too_late,
        "may_answer": allowed and is_waiting,
        "may_withdraw": is_waiting
        and (escalation.proposed_by == request.user or (not allowed and keeps(request.user, row))),
        "who": queries.who_answers(escalation) if is_waiting else "",
        "breadcrumbs": _above(standing, row),
    }
    status = 409 if is_too_late else 422 if form.errors else 200
    return render(request, "risks/escalations/answer.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, footprint: str, pk: int) -> HttpResponse:
    """Ask, then take a proposal back."""
    standing = standing_or_404(request.user, footprint)
    escalation = _escalation(request, standing, pk)
    row = subject_of(escalation)
    if escalation.proposed_by != request.user:
        require_keeper(request.user, row)
    if request.method == "POST":
        try:
            actions.withdraw(escalation=escalation, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(
                request, f"{called(row)} is not proposed for {at_level(escalation.to_level)} any more."
            )
        return redirect(_page(standing, row))
    context = {
        "escalation": escalation,
        "called": called(row),
        "page_of_row": _page(standing, row),
        "breadcrumbs": _above(standing, row),
    }
    return render(request, "risks/escalations/withdraw.html", context)


def _found(rows: object, request: SignedInRequest, standing: Standing, number: int) -> Risk | Issue:
    visible = rows.visible_to(request.user).select_related("initiative", "footprint")  # type: ignore[attr-defined]
    return get_object_or_404(visible, footprint=standing.footprint, number=number)


def _escalation(request: SignedInRequest, standing: Standing, pk: int) -> Escalation:
    visible = Escalation.objects.visible_to(request.user).select_related(
        "footprint",
        "risk__initiative",
        "risk__footprint",
        "issue__initiative",
        "issue__footprint",
        "proposed_by",
        "answered_by",
    )
    return get_object_or_404(visible, footprint=standing.footprint, pk=pk)


def _page(standing: Standing, row: Risk | Issue) -> str:
    return reverse(f"risks:{noun(row)}", args=[standing.footprint.slug, row.number])


def _above(standing: Standing, row: Risk | Issue) -> list[dict[str, str]]:
    slug = standing.footprint.slug
    lists = {"risk": ("Risks", "risks:register"), "issue": ("Issues", "risks:issues")}
    label, name = lists[noun(row)]
    return [
        {"label": label, "url": reverse(name, args=[slug])},
        {"label": called(row), "url": _page(standing, row)},
    ]
