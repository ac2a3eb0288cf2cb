"""Raising, editing, closing and opening an issue again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.access import standing_or_404
from portfolios.views.attempts import Attempt, attempt
from risks.access import kept_initiatives
from risks.actions import issues as actions
from risks.actions.issue_content import IssueContent
from risks.forms.issues import CloseIssueForm, IssueForm, ReopenIssueForm
from risks.models import Issue, IssueStatus
from risks.views.issues import above, kept_issue_or_403
from stp_portal.accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Raise an issue. What is refused comes back as typed."""
    place = standing_or_404(request.user, footprint).footprint
    kept = kept_initiatives(request.user, place)
    if kept == frozenset():
        raise PermissionDenied("Issues are raised by those who report on an initiative, and by the PMO.")
    form = IssueForm(request.POST if request.method == "POST" else None, footprint=place, kept=kept)
    result = attempt(
        form,
        lambda: actions.raise_issue(
            footprint=place,
            content=form.content,
            on=timezone.localdate(),
            by=request.user,
            form=form.cleaned_data["form"],
        ),
    )
    if result.done:
        messages.success(request, f"Issue {result.done.number} is raised.")
        return redirect("risks:issue", place.slug, result.done.number)
    context = result.context | {
        "heading": "Raise an issue",
        "button": "Raise the issue",
        "back": reverse("risks:issues", args=[place.slug]),
        "breadcrumbs": above(place),
    }
    return render(request, "risks/issues/form.html", context, status=result.status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Change what an issue says. Where somebody else saved first, both are shown and nothing typed is lost."""
    standing, row = kept_issue_or_403(request, footprint, number)
    place = standing.footprint
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        footprint=place,
        kept=kept_initiatives(request.user, place),
        issue=row,
    )
    result = attempt(
        form,
        lambda: actions.edit(
            issue=row,
            version=form.cleaned_data["version"] or 0,
            content=form.content,
            public_reason=form.cleaned_data.get("public_reason", ""),
            by=request.user,
        ),
        lambda saved: vars(IssueContent.of(saved)),
    )
    if result.done:
        messages.success(request, f"Issue {row.number} is saved.")
        return redirect("risks:issue", place.slug, row.number)
    context = result.context | {
        "heading": f"Change issue {row.number}",
        "button": "Save",
        "back": reverse("risks:issue", args=[place.slug, row.number]),
        "breadcrumbs": above(place, row),
    }
    return render(request, "risks/issues/form.html", context, status=result.status)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Say that an issue is resolved, or that it should not have been raised."""
    _, row = kept_issue_or_403(request, footprint, number)
    form = CloseIssueForm(
        request.POST if request.method == "POST" else None, initial={"version": row.version}
    )

    def save() -> Issue:
        return actions.close(
            issue=row,
            version=form.cleaned_data["version"] or 0,
            reason=form.cleaned_data["reason"],
            withdrawn=form.cleaned_data["status"] == IssueStatus.WITHDRAWN,
            by=request.user,
        )

    result = attempt(form, save, _ended)
    return _step(request, row, result, f"Resolve or withdraw issue {row.number}", "Resolve or withdraw it")


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Let an issue that had ended stand again."""
    _, row = kept_issue_or_403(request, footprint, number)
    form = ReopenIssueForm(
        request.POST if request.method == "POST" else None, initial={"version": row.version}
    )

    def save() -> Issue:
        return actions.reopen(
            issue=row,
            version=form.cleaned_data["version"] or 0,
            reason=form.cleaned_data["reason"],
            by=request.user,
        )

    result = attempt(form, save)
    return _step(request, row, result, f"Open issue {row.number} again", "Open it again")


def _step(request: SignedInRequest, row: Issue, result: Attempt, heading: str, button: str) -> HttpResponse:
    """The page of a step, or back to the issue once it is taken."""
    place = row.footprint
    if result.done:
        messages.success(request, f"Issue {row.number} is {result.done.get_status_display().lower()}.")
        return redirect("risks:issue", place.slug, row.number)
    context = result.context | {
        "heading": heading,
        "caption": row.title,
        "button": button,
        "back": reverse("risks:issue", args=[place.slug, row.number]),
        "breadcrumbs": above(place, row),
    }
    return render(request, "risks/tracking_form.html", context, status=result.status)


def _ended(saved: Issue) -> dict[str, Any]:
    """What is saved, by the names of the form that closes it."""
    return {"status": saved.status, "reason": saved.closed_reason}
