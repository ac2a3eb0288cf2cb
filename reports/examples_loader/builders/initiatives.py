"""The tree of initiatives, their other names, and the people in them."""

from portfolios.models import Initiative, InitiativeAlias, Person, RoleAssignment
from reports.examples_loader.build import Build
from reports.examples_loader.folders import Examples
from reports.examples_loader.rows import Checked


def build(build: Build, examples: Examples) -> None:
    """Make the initiatives, parents first; the order of the rows is the printed order."""
    rows = examples.rows("initiatives.yaml", "initiatives")
    positions = {row["slug"]: position for position, row in enumerate(rows, start=1)}
    for row in _parents_first(rows, build):
        with build.row(row):
            parent = build.shelf(Initiative)[row["parent"]] if row.get("parent") else None
            initiative = Initiative(
                footprint=build.footprint, parent=parent, position=positions[row["slug"]], **row.plain
            )
            _add_names_and_people(build, row, build.keep(initiative, key=row["slug"]))


def _add_names_and_people(build: Build, row: Checked, initiative: Initiative) -> None:
    for alias in row.get("aliases", []):
        with build.row(alias):
            made = InitiativeAlias(footprint=build.footprint, initiative=initiative, **alias.plain)
            build.keep(made, key=(row["slug"], alias["name"]))
    for role in row.get("roles", []):
        with build.row(role):
            person = build.shelf(Person)[role["person"]]
            build.keep(
                RoleAssignment(footprint=build.footprint, initiative=initiative, person=person, **role.plain)
            )


def _parents_first(rows: list[Checked], build: Build) -> list[Checked]:
    """``rows`` so that each stands after its parent; those that are their own ancestors become faults."""
    waiting = list(rows)
    ordered: list[Checked] = []
    slugs = {row["slug"] for row in rows}
    while waiting:
        placed = {row["slug"] for row in ordered}
        # A parent that did not pass is not waited for: the row is then passed over when it is built.
        ready = [row for row in waiting if row.get("parent") not in slugs - placed]
        if not ready:
            message = (
                "Its parents lead round in a circle back to it. Give one of them another parent, or none."
            )
            build.errors.extend(row.error("parent", message) for row in waiting)
            break
        ordered += ready
        waiting = [row for row in waiting if row not in ready]
    return ordered
