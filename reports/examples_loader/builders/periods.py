"""Reporting periods and abbreviations."""

from portfolios.models import Abbreviation, ReportingPeriod
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
