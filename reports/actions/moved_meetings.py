"""A meeting that moved after its paper was made by schedule: told once for each move, followed by one click."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from reports.actions import runs, schedule_notices
from reports.actions.composing import BY_SCHEDULE
from reports.models import WRITABLE, Paper, PaperState, Run, ScheduledPaper
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.templatetags.text_tags import nhs_date


@transaction.atomic
def note_move(made_id: int, now: datetime) -> list[int]:
    """Tell the author that the meeting has moved since it was looked at last. The row's key, where that is news."""
    row = ScheduledPaper.objects.select_for_update(of=("self",), no_key=True).get(pk=made_id)
    day = row.period.meeting.date if row.period.meeting else None
    if row.seen_on == day:
        return []
    before, row.seen_on = row.seen_on, day
    row.save(update_fields=["seen_on"])
    was, is_now = nhs_date(before) or "no day", nhs_date(day) or "no day"
    cure = (
        "The paper was compiled for that day, so there is nothing to do."
        if day == row.meets_on
        else "Look at the paper and compile it again."
    )
    words = f"is for a meeting that moved from {was} to {is_now}. {cure}"
    # Moved there and back again, it is another move.
    key = f"meeting-moved:{row.pk}:{now.isoformat()}"
    schedule_notices.tell(row, schedule_notices.author_of(row), key, words)
    audit.record(
        "schedule.meeting_moved", on=row, by=BY_SCHEDULE, before={"meets_on": before}, after={"meets_on": day}
    )
    return [row.pk]


@transaction.atomic
def follow(*, made: ScheduledPaper, by: User) -> Run | None:
    """Give the paper the meeting that its period has now, and the day of its publication, and compile it again.

    None where the paper stands by the period's meeting already: a button pressed twice. Raises ValidationError for a
    paper that is approved or published, and where the period has no meeting any more.
    """
    paper = Paper.objects.select_for_update(of=("self",), no_key=True).get(pk=made.paper_id)
    row = ScheduledPaper.objects.select_for_update(of=("self",), no_key=True).get(pk=made.pk)
    meeting = row.period.meeting
    if meeting is None:
        raise ValidationError(
            f"{row.period} has no meeting any more. Choose one in the dates of the period, or change the meeting in "
            "the details of the paper."
        )
    if row.meets_on == meeting.date and paper.meeting_id == meeting.pk:
        return None
    if paper.state not in WRITABLE:
        cure = (
            "Take its approval back first, then compile it again."
            if paper.state == PaperState.APPROVED
            else "A correction is made in a new edition."
        )
        raise ValidationError(f"This paper is {paper.get_state_display().lower()}. {cure}")
    before = {"meeting": str(paper.meeting) if paper.meeting else "", "publish_on": paper.publish_on}
    paper.meeting = meeting
    if row.schedule.publishes:
        paper.publish_on = row.period.despatch_on
    paper.version += 1
    paper.save()
    row.meets_on = row.seen_on = meeting.date
    row.save(update_fields=["meets_on", "seen_on"])
    # Before the trail: this takes the footprint, which those who lock periods have when they come to write in it.
    run = runs.request(paper=paper, by=by)
    after = {"meeting": str(meeting), "publish_on": paper.publish_on}
    audit.record("paper.meeting_followed", on=paper, by=by, before=before, after=after)
    return run
