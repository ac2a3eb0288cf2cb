"""Makes a made-up footprint: month by month, so that each snapshot freezes what stood in its month."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from portfolios import planning as periods
from portfolios.models import Cycle, Footprint, PeriodState, ReportingPeriod
from reports.actions import snapshots
from reports.models import SnapshotKind
from reports.synthesise.asking import Asking
from reports.synthesise.calendar import Month, months_after
from reports.synthesise.calendar import months as months_until
from reports.synthesise.names import place_name
from reports.synthesise.paper import make_papers
from reports.synthesise.planning import Planning
from reports.synthesise.registers import Registers
from reports.synthesise.reporting import Reporting
from reports.synthesise.risking import Risking
from reports.synthesise.setting import make_setting
from reports.synthesise.tree import make_tree
from reports.synthesise.world import World
from stp_portal.core import audit

BY = "synthetic estate"
EXAMPLE_SLUG = "northmere"


def this_month() -> date:
    """The first day of the current month."""
    return timezone.localdate().replace(day=1)


@transaction.atomic
def make_footprint(
    *,
    slug: str,
    name: str,
    months: int = 12,
    initiatives: int = 30,
    until: date | None = None,
    with_snapshots: bool = True,
) -> Footprint:
    """Make a made-up footprint of ``months`` monthly periods before ``until`` (the current month, unless said).

    The last period is open, with reports in all states and draft papers; the others are locked, with signed-off
    reports and a snapshot each; a year of periods after it is planned. The same arguments give the same rows. Raises
    ValueError for no months or fewer initiatives than there are portfolios, ValidationError for a slug or name that is
    taken.
    """
    if months < 1:
        raise ValueError(f"{months} months are too few. Ask for at least one.")
    footprint = Footprint(
        slug=slug,
        name=name,
        description="A made-up area with made-up people and programmes, so that there is something to look at.",
        source="Made up by the portal: describes nobody real.",
        is_made_up=True,
    )
    footprint.full_clean()
    footprint.save()
    world = World(footprint, months_until(months, until=months_after(until or this_month(), 0)), initiatives)
    make_setting(world)
    make_tree(world)
    reporting, asking, planning, risking = Reporting(world), Asking(world), Planning(world), Risking(world)
    registers = Registers(world, risking)
    for month in world.months:
        period = _open(world, month)
        planning.move_on(month)
        risking.move_on(month)
        registers.move_on(month)
        asking.ask(month, period)
        reporting.report(month, period)
        if month.is_open:
            make_papers(world, period, month)
        else:
            _lock(world, period, month, with_snapshot=with_snapshots)
    _plan_ahead(world)
    audit.record("footprint.synthesised", on=footprint, by=BY, after=dict(sorted(world.counts.items())))
    return footprint


def _open(world: World, month: Month) -> ReportingPeriod:
    """A period with the meeting and the dates that planning it would have given it, opened in its last week."""
    span = periods.Span(month.first_day, month.last_day)
    following = periods.month_of(months_after(month.first_day, 1))
    cycle = Cycle.of(world.footprint)
    meeting = periods.meeting_for(span, following, world.meetings["governing-body"], cycle)
    proposal = periods.Proposal(span, periods.step_dates(span, meeting, cycle), meeting)
    period = ReportingPeriod(
        footprint=world.footprint,
        slug=month.slug,
        label=month.label,
        first_day=month.first_day,
        last_day=month.last_day,
        # What the estate tells of a month ends with it.
        **proposal.details | {"data_cut_off": month.last_day},
        state=PeriodState.OPEN,
        opened_at=month.moment(-5),
        opened_by=world.accounts["pmo"],
    )
    world.make([period])
    return period


def _lock(world: World, period: ReportingPeriod, month: Month, *, with_snapshot: bool) -> None:
    period.state = PeriodState.LOCKED
    period.locked_at, period.locked_by = month.moment(9), world.accounts["pmo"]
    period.save(update_fields=["state", "locked_at", "locked_by"])
    if with_snapshot:
        snapshots.take(period=period, kind=SnapshotKind.LOCKED, by=None)
        world.counts["snapshots"] += 1


def _plan_ahead(world: World) -> None:
    """The periods of the year after the open one, planned."""
    start = months_after(world.months[-1].first_day, 1)
    world.make(
        ReportingPeriod(
            footprint=world.footprint,
            slug=proposal.span.slug,
            label=proposal.span.label,
            first_day=proposal.span.first_day,
            last_day=proposal.span.last_day,
            **proposal.details,
        )
        for proposal in periods.year(world.footprint, start)
    )


def synthesise(
    *,
    footprints: int,
    months: int = 12,
    initiatives: int = 30,
    until: date | None = None,
    with_snapshots: bool = True,
) -> list[Footprint]:
    """Make ``footprints`` more made-up footprints: made-up-1, made-up-2 ...; numbers that are taken are passed over.

    Raises as ``make_footprint`` does; each footprint is made whole or not at all.
    """
    made: list[Footprint] = []
    taken = set(Footprint.objects.values_list("slug", flat=True))
    number = 0
    while len(made) < footprints:
        number += 1
        if (slug := f"made-up-{number}") not in taken:
            made.append(
                make_footprint(
                    slug=slug,
                    name=place_name(number),
                    months=months,
                    initiatives=initiatives,
                    until=until,
                    with_snapshots=with_snapshots,
                )
            )
    return made


def make_example(*, until: date | None = None) -> Footprint:
    """The made-up footprint of the example estate: Northmere, twelve months, thirty initiatives."""
    return make_footprint(slug=EXAMPLE_SLUG, name=place_name(0), until=until)
