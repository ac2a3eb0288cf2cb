"""The way of a paper in the made-up footprint, for newcomers to see: written, reviewed, approved, published, sent.

The demonstration accounts take every step, through the actions that pages call: nothing here writes past them. Papers
are compiled on their way, which takes seconds, so this is no part of making a footprint (``reports.synthesise``).
"""

from datetime import time

from django.core.exceptions import ValidationError

from portfolios import mailer
from portfolios.models import Footprint, Mail, MailState, PeriodState, ReportingPeriod, Session
from reports import demo_steps as steps
from reports.actions import composing, distribution_lists, paper_types, schedule_setup, schedules
from reports.models import (
    DeliveryKind,
    DistributionList,
    Paper,
    PaperSchedule,
    PaperState,
    PaperType,
    Publication,
    SetPoint,
)
from reports.synthesise.paper_kinds import UPDATE

READERS = (
    ("Made-up reader 1 <made-up.reader.1@example.org>", DeliveryKind.LINK),
    ("Made-up reader 2 <made-up.reader.2@example.org>", DeliveryKind.ATTACHMENT),
)
# What the first edition of the earlier paper says amiss, and what it should say.
MISTAKE, CORRECTION = "for the month.", "for the year to date."
WHY_CORRECTED = "The section on finance spoke of the month where it meant the year to date."


def make_papers(footprint: Footprint) -> list[Publication]:
    """Publish the papers of the last two locked periods, the earlier one corrected; hand in that of the open period.

    They go to a list with two readers, and a schedule makes the later one. Gives what was published, in that order;
    nothing where somebody has worked on papers. Each step is kept as it is taken, as on the pages: what is stopped
    half-way stays so. Raises ValidationError without the demonstration accounts, and where a paper cannot be compiled.
    """
    draft = _only_draft(footprint)
    locked = ReportingPeriod.objects.filter(footprint=footprint, state=PeriodState.LOCKED)
    last_first = list(locked.select_related("meeting").order_by("-first_day")[:2])
    if draft is None or len(last_first) < 2:
        return []
    last, earlier = last_first
    cast = steps.Cast.of(footprint)
    paper_type = _sent_to_readers(draft.paper_type, cast)
    first = composing.start(
        paper_type=paper_type,
        period=earlier,
        session=Session.PUBLIC,
        meeting=earlier.meeting,
        author=cast.author,
        sponsor=cast.sponsor,
        by=steps.account(cast.author),
    )
    first = steps.write(first, cast, changed=(CORRECTION, MISTAKE))
    published = [steps.publish(first, cast)]
    published.append(steps.correct(first, (MISTAKE, CORRECTION), WHY_CORRECTED, cast))
    second = steps.write(_made_by_schedule(paper_type, last, cast), cast)
    published.append(steps.publish(second, cast))
    steps.hand_in(draft, cast)
    return published


def send_mails(footprint: Footprint) -> int:
    """Give the mails of ``footprint`` that wait to the mail server. How many it took."""
    waiting = Mail.objects.filter(footprint=footprint, state=MailState.QUEUED).order_by("pk")
    return sum(mailer.deliver(pk) for pk in list(waiting.values_list("pk", flat=True)))


def _only_draft(footprint: Footprint) -> Paper | None:
    """The draft that the open period was made with; None where anything else has become of papers of its type."""
    there = list(
        Paper.objects.filter(footprint=footprint, paper_type__slug=UPDATE.slug).select_related(
            "paper_type", "period"
        )
    )
    kept = (PaperSchedule.objects, DistributionList.objects)
    if len(there) != 1 or any(rows.filter(footprint=footprint).exists() for rows in kept):
        return None
    (draft,) = there
    return draft if draft.state == PaperState.DRAFT and draft.period.is_open else None


def _sent_to_readers(paper_type: PaperType, cast: steps.Cast) -> PaperType:
    """The type with a distribution list of two readers."""
    by = steps.account(cast.reviewer)
    group = distribution_lists.add(
        footprint=paper_type.footprint, name="Governing Body and its public", by=by
    )
    for reader, kind in READERS:
        distribution_lists.add_readers(group=group, text=reader, kind=kind, by=by)
    return paper_types.save(
        paper_type=paper_type,
        version=paper_type.version,
        name=paper_type.name,
        organisation_heading=paper_type.organisation_heading,
        cover_template=paper_type.cover_template,
        house_style=paper_type.house_style,
        distribution=group,
        recommendation_verb=paper_type.recommendation_verb,
        recommendation=paper_type.recommendation,
        by=by,
    )


def _made_by_schedule(paper_type: PaperType, period: ReportingPeriod, cast: steps.Cast) -> Paper:
    """The paper of ``period`` that a schedule has made of the one before; compiled, as a worker would have it."""
    by = steps.account(cast.reviewer)
    schedule = schedule_setup.add(
        paper_type=paper_type,
        session=Session.PUBLIC,
        set_point=SetPoint.LOCK,
        time_of_day=time(8),
        author=cast.author,
        sponsor=cast.sponsor,
        publishes=False,
        by=by,
    )
    made = schedules.make(schedule=schedule, period=period, by=by)
    if made.paper is None:
        raise ValidationError(made.error)
    steps.compile_now(made.paper)
    return made.paper
