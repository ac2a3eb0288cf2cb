"""A risk that has happened becomes an issue."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from portfolios.models import Footprint
from risks.actions import risks
from risks.actions.issue_content import IssueContent, check_content
from risks.actions.issues import put_on_record, raised_from
from risks.actions.risk_rows import locked, require_open_risk
from risks.models import Action, ActionUpdate, Issue, Risk
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.refusals import Refusals


@transaction.atomic
def become_issue(
    *,
    risk: Risk,
    version: int,
    content: IssueContent,
    closes: bool,
    moved: Collection[Action],
    on: date,
    by: User,
    form: UUID | None = None,
) -> Issue:
    """Raise the issue that ``risk`` has become, linked to it and at its level, as of the day ``on``.

    The open actions among ``moved`` are about the issue from now on. Where ``closes`` the risk is closed with the issue
    as the reason, else it stays open: it may happen again. ``form`` is as for ``issues.raise_issue``. Raises Conflict
    if somebody else changed the risk since ``version`` was read, and ValidationError for a risk that is not open, for
    one that is to be closed while something of it is open, and by field, the mark of a private risk among them.
    """
    place = Footprint.objects.select_for_update(no_key=True).get(pk=risk.footprint_id)
    risk, content = locked(risk), content.stripped()
    if there := raised_from(form, content):
        return there
    check_version(risk, version)
    require_open_risk(risk)
    refusals = Refusals()
    with refusals.under():
        check_content(content, place.pk)
    with refusals.under():
        if risk.is_private and not content.private_reason:
            raise ValidationError(
                {"private_reason": f"Risk {risk.number} is private, so the issue is as well: say why."}
            )
    refusals.raise_any()
    issue = put_on_record(place, content, risk.level, on=on, by=by, risk=risk, form=form)
    numbers = _move(risk, issue, moved, on, by)
    risk.version += 1
    risk.save(update_fields=["version", "updated_at"])
    actions = {"actions that moved to it": numbers} if numbers else {}
    # A public risk does not say which private issue it became.
    is_hidden = issue.is_private and not risk.is_private
    told = {} if is_hidden else {"issue": issue.number} | actions
    audit.record("risk.became_issue", on=risk, by=by, after=told)
    audit.record(
        "issue.raised",
        on=issue,
        by=by,
        after=content.as_told(issue)
        | {"number": issue.number, "level": issue.get_level_display(), "risk": risk.number}
        | ({"actions that came with it": numbers} if numbers else {}),
    )
    if closes:
        what = "an issue" if is_hidden else f"issue {issue.number}"
        reason = f"It has happened: it became {what}."
        risks.close(risk=risk, version=risk.version, reason=reason, by=by)
    return issue


def _move(risk: Risk, issue: Issue, moved: Collection[Action], on: date, by: User) -> list[int]:
    """Let actions that are open be about the issue; each says so among its updates. Their numbers."""
    rows = list(
        Action.objects.select_for_update(of=("self",), no_key=True)
        .open()
        .filter(risk=risk, pk__in=[action.pk for action in moved])
        .order_by("number")
    )
    for position, action in enumerate(rows, start=1):
        action.risk, action.issue, action.position = None, issue, position
        action.version += 1
        action.save()
        ActionUpdate.objects.create(
            footprint_id=action.footprint_id,
            action=action,
            on=on,
            text=f"Risk {risk.number} has happened: this is about issue {issue.number} now.",
            status=action.status,
            recorded_by=by,
        )
    return [action.number for action in rows]
