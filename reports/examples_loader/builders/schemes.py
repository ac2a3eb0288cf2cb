"""Rating schemes and risk matrices."""

from django.db import transaction

from portfolios.models import RatingLevel, RatingScheme
from reports.examples_loader.build import BY, Build
from reports.examples_loader.folders import Examples
from risks.actions import matrices
from risks.actions.matrices import BandSpec


def build(build: Build, examples: Examples) -> None:
    """Make how the footprint rates and scores. Levels and bands take their rank from the order of their rows."""
    for row in examples.rows("schemes.yaml", "rating_schemes"):
        with build.row(row):
            scheme = build.keep(RatingScheme(footprint=build.footprint, **row.plain), key=row["key"])
            for rank, level in enumerate(row["levels"], start=1):
                with build.row(level):
                    build.keep(
                        RatingLevel(footprint=build.footprint, scheme=scheme, rank=rank, **level.plain)
                    )
    for row in examples.rows("schemes.yaml", "risk_matrices"):
        # The action writes several rows; a savepoint takes back those of a matrix it refuses half-way.
        with build.row(row), transaction.atomic():
            bands = [BandSpec(**band.plain) for band in row["bands"]]
            values = row.plain
            valid_to = values.pop("valid_to", None)
            matrix = matrices.create(footprint=build.footprint, bands=bands, by=BY, **values)
            if (
                valid_to
            ):  # what is in force ends when it is replaced; a paper's matrix, with the papers of its year
                matrix.valid_to = valid_to
                matrix.full_clean()
                matrix.save()
            build.counts["risk matrices"] += 1
