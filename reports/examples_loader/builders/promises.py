"""What initiatives promise: milestones and measures."""

from portfolios.models import Initiative, Measure, Milestone, Person
from reports.examples_loader.build import Build
from reports.examples_loader.folders import Examples


def build(build: Build, examples: Examples, slug: str) -> None:
    """Make the milestones and measures that are new in a period, numbered on in the order of their rows."""
    for position, row in enumerate(examples.rows(f"{slug}/milestones.yaml", "milestones"), start=1):
        with build.row(row):
            build.keep(
                Milestone(
                    footprint=build.footprint,
                    number=Milestone.objects.next_number(build.footprint),
                    initiative=build.shelf(Initiative)[row["initiative"]],
                    position=position,
                    **row.plain,
                )
            )
    for position, row in enumerate(examples.rows(f"{slug}/measures.yaml", "measures"), start=1):
        with build.row(row):
            initiative, owner = row.get("initiative"), row.get("owner")
            build.keep(
                Measure(
                    footprint=build.footprint,
                    number=Measure.objects.next_number(build.footprint),
                    initiative=build.shelf(Initiative)[initiative] if initiative else None,
                    owner=build.shelf(Person)[owner] if owner else None,
                    position=position,
                    **row.plain,
                )
            )
