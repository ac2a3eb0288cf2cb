"""Highlight reports with their ratings and narrative, and asks."""

from portfolios.models import (
    Ask,
    Body,
    HighlightReport,
    Initiative,
    InitiativeAlias,
    Rating,
    RatingScheme,
    RatingSource,
    ReportingPeriod,
    ReportParagraph,
    ReportPart,
    ReportState,
)
from reports.examples_loader.build import Build
from reports.examples_loader.folders import Examples
from reports.examples_loader.rows import Checked


def build(build: Build, examples: Examples) -> None:
    """Make what the initiatives returned for each period, as signed off in the source, and what they asked."""
    for slug in examples.period_slugs:
        values = examples.files.get(f"{slug}/reports.yaml", {})
        for row in examples.rows(f"{slug}/reports.yaml", "reports"):
            with build.row(row):
                period = build.shelf(ReportingPeriod)[slug]
                initiative = build.shelf(Initiative)[row["initiative"]]
                _report(build, row, initiative, period, source=values.get("source", ""))
                if "rating" in row:
                    scheme = build.shelf(RatingScheme)[values.get("scheme")]
                    _rate(build, row, initiative, period, scheme)
        for position, row in enumerate(examples.rows(f"{slug}/asks.yaml", "asks"), start=1):
            with build.row(row):
                _ask(build, row, build.shelf(ReportingPeriod)[slug], position)


def _report(
    build: Build, row: Checked, initiative: Initiative, period: ReportingPeriod, *, source: str
) -> None:
    report = build.keep(
        HighlightReport(
            footprint=build.footprint,
            initiative=initiative,
            period=period,
            state=ReportState.SIGNED_OFF,
            source=source,
            **row.plain,
        )
    )
    for part in (ReportPart.PROGRESS, ReportPart.PLANNED):
        for position, text in enumerate(row.get(part.value, []), start=1):
            build.keep(
                ReportParagraph(
                    footprint=build.footprint, report=report, part=part, position=position, text=text
                )
            )


def _rate(
    build: Build, row: Checked, initiative: Initiative, period: ReportingPeriod, scheme: RatingScheme
) -> None:
    build.keep(
        Rating(
            footprint=build.footprint,
            initiative=initiative,
            period=period,
            source=RatingSource.LEAD,
            level=scheme.level_for(row["rating"]),
            as_printed=row["rating"],
            reason=row.get("reason", ""),
        )
    )


def _ask(build: Build, row: Checked, period: ReportingPeriod, position: int) -> None:
    initiative, office, name = row.get("initiative"), row.get("raised_by"), row.get("printed_under")
    ask = Ask(
        footprint=build.footprint,
        period=period,
        body=build.shelf(Body)[row["body"]],
        initiative=build.shelf(Initiative)[initiative] if initiative else None,
        raised_by=build.shelf(Body)[office] if office else None,
        position=position,
        printed_under=build.shelf(InitiativeAlias)[initiative, name] if name else None,
        **row.plain,
    )
    build.keep(ask, key=row["key"])
