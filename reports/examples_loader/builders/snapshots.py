"""The frozen record of the locked periods."""

from portfolios.models import PeriodState, ReportingPeriod
from reports.actions import snapshots
from reports.examples_loader.build import Build
from reports.examples_loader.builders.periods import latest
from reports.examples_loader.folders import Examples
from reports.models import SnapshotKind


def build_earlier(build: Build, examples: Examples) -> None:
    """Freeze the locked periods before the latest, while there are no risks: those of the example are of the latest."""
    _freeze(build, examples, [period for period in _locked(build) if period != latest(build)])


def build_latest(build: Build, examples: Examples) -> None:
    """Freeze the latest period, where it is locked, with everything there is."""
    _freeze(build, examples, [period for period in _locked(build) if period == latest(build)])


def _locked(build: Build) -> list[ReportingPeriod]:
    periods = build.shelf(ReportingPeriod).values()
    return [period for period in periods if period.state == PeriodState.LOCKED]


def _freeze(build: Build, examples: Examples, periods: list[ReportingPeriod]) -> None:
    """Nothing where a fault was found: the example is refused then, and its record may have holes."""
    if examples.errors or build.errors:
        return
    for period in sorted(periods, key=lambda period: period.first_day):
        snapshots.take(period=period, kind=SnapshotKind.LOCKED, by=None)
        build.counts["snapshots"] += 1
