"""Makes a made-up footprint: month by month, so that each snapshot freezes what stood in its month."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from portfolios.models import Footprint, PeriodState, ReportingPeriod
from reports.actions import snapshots
from reports.models import SnapshotKind
from reports.synthesise.asking import Asking
from reports.synthesise.calendar import Month, months_after
from reports.synthesise.calendar import months as months_until
from reports.synthesise.names import place_name
from reports.synthesise.paper import make_papers
from reports.synthesise.planning import Planning
from reports.synthesise.reporting import Reporting
from reports.synthesise.risking import Risking
from reports.synthesise.setting import make_setting
from reports.synthesise.tree import make_tree
from reports.synthesise.world import World
from stp_portal.core import audit

RETURNS_DUE_DAYS = 7
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
    reports and a snapshot each. The same arguments give the same rows. Raises ValueError for no months or fewer
    initiatives than there are portfolios, ValidationError for a slug or name that is taken.
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
    for month in world.months:
        period = _open(world, month)
        planning.move_on(month)
        risking.move_on(month)
        asking.ask(month, period)
        reporting.report(month, period)
        if month.is_open:
            make_papers(world, period, month)
        else:
            _lock(world, period, with_snapshot=with_snapshots)
    audit.record("footprint.synthesised", on=footprint, by=BY, after=dict(sorted(world.counts.items())))
    return footprint


def _open(world: World, month: Month) -> ReportingPeriod:
    period = ReportingPeriod(
        footprint=world.footprint,
        slug=month.slug,
        label=month.label,
        first_day=month.first_day,
        last_day=month.last_day,
        data_cut_off=month.last_day,
        returns_due=month.last_day + timedelta(days=RETURNS_DUE_DAYS),
        state=PeriodState.OPEN,
    )
    world.make([period])
    return period


def _lock(world: World, period: ReportingPeriod, *, with_snapshot: bool) -> None:
    period.state = PeriodState.LOCKED
    period.save(update_fields=["state"])
    if with_snapshot:
        snapshots.take(period=period, kind=SnapshotKind.LOCKED, by=None)
        world.counts["snapshots"] += 1


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
