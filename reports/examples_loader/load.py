"""Loads a folder of example data: all of it, or nothing and every reason why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from portfolios.models import Footprint
from reports.examples_loader.build import BY, Build
from reports.examples_loader.builders import (
    initiatives,
    papers,
    people,
    periods,
    registers,
    reports,
    schemes,
)
from reports.examples_loader.errors import ExamplesRefused
from reports.examples_loader.folders import Examples, examine, slug_of
from reports.examples_loader.rows import Checked
from stp_portal.core import audit

# In this order, because rows refer to those before them.
BUILDERS: tuple[Callable[[Build, Examples], None], ...] = (
    people.build,
    schemes.build,
    initiatives.build,
    periods.build,
    reports.build,
    registers.build,
    papers.build,
)


@dataclass(frozen=True)
class Loaded:
    """A footprint that is there now. ``counts`` says how many of each noun were made; empty if it was there before."""

    footprint: Footprint
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return bool(self.counts)


def load(folder: Path) -> Loaded:
    """Make the footprint that ``folder`` describes, with a snapshot of every locked period, in one transaction.

    A footprint that is there already is left alone. Raises ExamplesRefused with all faults found; then nothing is
    written.
    """
    if footprint := Footprint.objects.filter(slug=slug_of(folder)).first():
        return Loaded(footprint)
    examples = examine(folder)
    values = examples.files["footprint.yaml"]
    if "footprint" not in values:  # everything hangs from this row
        raise ExamplesRefused(examples.errors)
    with transaction.atomic():
        build = _build(values["footprint"], examples, source=values.get("source", ""))
        if examples.errors or build.errors:
            raise ExamplesRefused([*examples.errors, *build.errors])
        counts = dict(sorted(build.counts.items()))
        audit.record("examples.loaded", on=build.footprint, by=BY, after=counts, source=folder.name)
    return Loaded(build.footprint, counts)


def _build(row: Checked, examples: Examples, *, source: str) -> Build:
    build = Build(Footprint(source=source, **row.plain))
    with build.row(row):
        build.keep(build.footprint)
        for make in BUILDERS:
            make(build, examples)
    return build
