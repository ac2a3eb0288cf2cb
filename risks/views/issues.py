"""The register of issues, and the page of one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import Standing, standing_or_404
from portfolios.models import Footprint
from risks.access import keeps, require_keeper
from risks.due_dates import days_overdue, overdue_by
from risks.forms.issues import IssuesForm
from risks.forms.statuses import chosen_status
from risks.models import Issue, IssueStatus, ListKind, Risk, Severity
from risks.queries import issues as queries
from risks.queries.places import branch, choices, places
from risks.queries.risk_parts.actions import actions as actions_part
from risks.queries.risk_parts.escalations import escalations as escalations_part
from risks.queries.saved_views import saved_views_of
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.forms import asked_of
from stp_portal.core.paging import page_of
from stp_portal.core.sheets import asked_format, sheet_response

ROWS = 50


@require_safe
def issues(request: SignedInRequest, footprint: str) -> HttpResponse:
    """The issues of a footprint, by the filters in the address; with ``?format=`` all of them as a file."""
    standing = standing_or_404(request.user, footprint)
    place, today = standing.footprint, timezone.localdate()
    asked = asked_of(request.GET)
    known = places(place, request.user)
    form = IssuesForm(
        asked,
        owners=queries.owners(place, request.user),
        initiatives=choices(known, asked.get("initiative", "")),
    )
    form.is_valid()
    q, mended = queries.put_right(place, request.user, form.chosen("q"))
    filters = queries.IssueFilters(
        q=q,
        status=chosen_status(form, IssueStatus.OPEN),
        severity=form.chosen("severity"),
        level=form.chosen("level"),
        owner=form.chosen("owner"),
        branch=branch(known, form.chosen("initiative")),
        is_overdue=bool(form.chosen("due")),
        sort=form.chosen("sort") or "severity",
    )
    found = queries.narrowed(place, request.user, filters, today)
    rows = queries.ordered(found, filters.sort)
    if asked_format(request):
        return sheet_response(
            request, queries.as_sheet(queries.as_lines(rows, today)), f"{place.slug}-issues"
        )
    page, problem = page_of(rows, request.GET.get("page", ""), ROWS)
    page.object_list = queries.as_lines(page.object_list, today)
    context = {
        "form": form,
        "page": page,
        "problems": [words for words in (mended, problem) if words],
        "counts": queries.counts_in_words(found),
        "saved_views": saved_views_of(request.user, place, ListKind.ISSUES),
        "any_status": not filters.status,
        "is_narrowed": filters != queries.IssueFilters(sort=filters.sort),
        "may_add": standing.may(Permission.EDIT_RISKS),
        "sees_private": standing.may(Permission.VIEW_PRIVATE),
    }
    return render(request, "risks/issues/list.html", context)


@require_safe
def issue(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """One issue: what has happened, whose it is, what is done about it. 404 for one the person may not see."""
    _, row = issue_or_404(request, footprint, number)
    today = timezone.localdate()
    is_open, is_keeper = row.status == IssueStatus.OPEN, keeps(request.user, row)
    late = days_overdue(row.due, today) if is_open else 0
    seen = row.risk_id and Risk.objects.visible_to(request.user).filter(pk=row.risk_id).exists()
    context = {
        "issue": row,
        "risk": row.risk if seen else None,
        "colour": queries.COLOURS[Severity(row.severity)],
        "late": overdue_by(late),
        "may_edit": is_keeper and is_open,
        "may_reopen": is_keeper and not is_open,
        "actions": actions_part(row, request.user, today),
        "escalations": escalations_part(row, request.user, today),
        "breadcrumbs": above(row.footprint),
    }
    return render(request, "risks/issues/page.html", context)


def issue_or_404(request: SignedInRequest, footprint: str, number: int) -> tuple[Standing, Issue]:
    """The issue of that number with what the person is to its footprint. A stranger gets 404, and so does whoever may
    not read a private one.
    """
    standing = standing_or_404(request.user, footprint)
    found = (
        Issue.objects.visible_to(request.user)
        .filter(footprint=standing.footprint, number=number)
        .select_related("initiative", "owner__organisation", "risk", "footprint", "closed_by")
        .first()
    )
    if found is None:
        raise Http404(f"{standing.footprint} has no issue {number}.")
    return standing, found


def kept_issue_or_403(request: SignedInRequest, footprint: str, number: int) -> tuple[Standing, Issue]:
    """The same, of an issue that the person keeps: a colleague who does not is refused (403)."""
    standing, found = issue_or_404(request, footprint, number)
    require_keeper(request.user, found)
    return standing, found


def above(place: Footprint, issue: Issue | None = None) -> list[dict[str, str]]:
    """The pages above those of issues; of ``issue``, its own page too."""
    trail = [{"label": "Issues", "url": reverse("risks:issues", args=[place.slug])}]
    if issue:
        own = reverse("risks:issue", args=[place.slug, issue.number])
        trail.append({"label": f"Issue {issue.number}", "url": own})
    return trail
