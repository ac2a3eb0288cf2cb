"""Reporting periods and abbreviations."""

from portfolios.models import Abbreviation, PeriodState, ReportingPeriod
from reports.examples_loader.build import Build
from reports.examples_loader.folders import Examples


def build(build: Build, examples: Examples) -> None:
    """Make the periods, each held against those before it so that none overlap, and the abbreviations."""
    for row in examples.rows("periods.yaml", "periods"):
        with build.row(row):
            build.keep(ReportingPeriod(footprint=build.footprint, **row.plain), key=row["slug"])
    for row in examples.rows("abbreviations.yaml", "abbreviations"):
        with build.row(row):
            build.keep(Abbreviation(footprint=build.footprint, **row.plain))


def latest(build: Build) -> ReportingPeriod | None:
    """The latest period that has begun, so is not merely planned; None where there is none."""
    begun = [p for p in build.shelf(ReportingPeriod).values() if p.state != PeriodState.PLANNED]
    return max(begun, key=lambda p: p.first_day, default=None)
