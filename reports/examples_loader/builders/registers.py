"""Promises, risks and reviews, period by period, and the frozen record of each that is locked."""

from collections.abc import Iterator

from portfolios.models import PeriodState, ReportingPeriod
from reports.actions import snapshots
from reports.examples_loader.build import Build
from reports.examples_loader.builders import promises, reviews, risks
from reports.examples_loader.folders import Examples
from reports.models import SnapshotKind


def build(build: Build, examples: Examples) -> None:
    """Make the registers of each period and freeze it, earliest first: so a period knows nothing of what came later."""
    for slug, period in _in_turn(build, examples):
        promises.build(build, examples, slug)
        risks.build(build, examples, slug, period)
        reviews.build(build, examples, slug)
        if period:
            _freeze(build, examples, period)
            risks.close(build, examples, slug, period)


def _in_turn(build: Build, examples: Examples) -> Iterator[tuple[str, ReportingPeriod | None]]:
    """The periods, then the folders of those whose row was refused: their faults are to be found as well."""
    periods = build.shelf(ReportingPeriod)
    for period in sorted(periods.values(), key=lambda period: period.first_day):
        yield period.slug, period
    yield from ((slug, None) for slug in examples.period_slugs if slug not in periods)


def _freeze(build: Build, examples: Examples, period: ReportingPeriod) -> None:
    """Nothing where a fault was found: the example is refused then, and its record may have holes."""
    if period.state == PeriodState.LOCKED and not (examples.errors or build.errors):
        snapshots.take(period=period, kind=SnapshotKind.LOCKED, by=None)
        build.counts["snapshots"] += 1
