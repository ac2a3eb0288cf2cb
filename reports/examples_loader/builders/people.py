"""Organisations, people, bodies and their sittings."""

from portfolios.models import Body, Meeting, Organisation, Person
from reports.examples_loader.build import Build
from reports.examples_loader.folders import Examples


def build(build: Build, examples: Examples) -> None:
    """Make who there is and who meets."""
    for row in examples.rows("footprint.yaml", "organisations"):
        with build.row(row):
            build.keep(Organisation(footprint=build.footprint, **row.plain), key=row["key"])
    for row in examples.rows("footprint.yaml", "people"):
        with build.row(row):
            of = row.get("organisation")
            organisation = build.shelf(Organisation)[of] if of else None
            person = Person(footprint=build.footprint, organisation=organisation, **row.plain)
            build.keep(person, key=row["key"])
    for row in examples.rows("footprint.yaml", "bodies"):
        with build.row(row):
            build.keep(Body(footprint=build.footprint, **row.plain), key=row["key"])
    for row in examples.rows("footprint.yaml", "meetings"):
        with build.row(row):
            meeting = Meeting(footprint=build.footprint, body=build.shelf(Body)[row["body"]], **row.plain)
            build.keep(meeting, key=(row["body"], row["date"]))
