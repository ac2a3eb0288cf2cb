"""Arranging meetings of bodies, and taking away those that were arranged in vain."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from portfolios.actions.period_rules import require_in_bounds
from portfolios.actions.removal import remove as remove_row
from portfolios.models import Body, Meeting, Session
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.templatetags.text_tags import nhs_date


@transaction.atomic
def arrange(*, body: Body, days: Iterable[date], by: User) -> list[Meeting]:
    """Add meetings of ``body`` on ``days``, with the part, public or private, that it usually has.

    The body's row is locked, so that one day comes once. Raises ValidationError under ``days`` for a day on which it
    meets already, and for one out of all bounds; then none is added.
    """
    body = Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    wanted = sorted(set(days))
    for day in wanted:
        require_in_bounds(day, "days")
    taken = Meeting.objects.filter(body=body, date__in=wanted).order_by("date").values_list("date", flat=True)
    if taken:
        raise ValidationError(
            {"days": f"{body} meets already on {', '.join(nhs_date(day) for day in taken)}. Leave that out."}
        )
    is_public = body.session == Session.PUBLIC
    made = []
    for day in wanted:
        meeting = Meeting(
            footprint_id=body.footprint_id,
            body=body,
            date=day,
            has_public_part=is_public,
            has_private_part=not is_public,
        )
        meeting.full_clean()
        meeting.save()
        made.append(meeting)
        audit.record("meeting.arranged", on=meeting, by=by, after={"body": str(body), "date": day})
    return made


@transaction.atomic
def remove(*, meeting: Meeting, by: User) -> None:
    """Take away a meeting that no period, paper or ask belongs to. Raises ValidationError for any other."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    before = {"body": str(meeting.body), "date": meeting.date}
    remove_row(meeting, event="meeting.removed", by=by, before=before)
