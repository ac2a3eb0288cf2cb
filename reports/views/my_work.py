"""My work: what the signed-in person has to do, by when."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import standing_or_404
from portfolios.queries.holders import SIGNING, WRITING
from reports.queries import my_work as queries
from reports.queries.tasks import Task
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission


@require_safe
def my_work(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Everything that waits for this person in the footprint, overdue first. Forty queries at most, at any size."""
    standing = standing_or_404(request.user, footprint)
    today = timezone.localdate()
    work = queries.my_work(standing, request.user, today)
    context = {
        "work": work,
        "today": today,
        "may_run": standing.may(Permission.RUN_PERIODS),
        "may_name_deputy": bool((WRITING | SIGNING) & standing.permissions),
        "groups": [
            {"label": group.label, "lines": [_line(task, today) for task in group.tasks]}
            for group in work.groups
        ],
    }
    return render(request, "reports/my_work.html", context)


def _line(task: Task, today: date) -> dict[str, str]:
    """A task as the component ``task_list`` prints it; what is overdue or due today stands in a box."""
    left = task.days_left(today)
    colour = "" if left is None or left > 0 else "yellow" if left == 0 else "red"
    return {
        "label": task.what,
        "href": task.href,
        "hint": task.note,
        "status": task.when(today),
        "colour": colour,
    }
