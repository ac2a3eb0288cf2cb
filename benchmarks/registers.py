"""The risk register at two sizes, filled in bulk with risks that differ as real ones do."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from portfolios.models import Footprint, Initiative, Person
from risks.actions import matrices
from risks.matrix_spec import BandSpec
from risks.models import (
    Assessment,
    Risk,
    RiskCategory,
    RiskLevel,
    RiskMatrix,
    RiskMatrixCell,
    RiskOwner,
    RiskReference,
)
from risks.models.references import folded

WORDS = re.findall(
    r"\w+",
    "workforce capacity supplier estate winter pressure funding digital record recruitment contract delay "
    "engagement clinical pathway discharge community primary acute transport consultation savings",
)


def fill_register(footprint: Footprint, number: int) -> None:
    """So many more risks, each with two scores, an owner, a reference and a review that is or is not late."""
    cells = list(_matrix(footprint).cells.select_related("band"))
    people = _some(Person, footprint)
    initiatives = list(Initiative.objects.filter(footprint=footprint)) or [None]
    category, _ = RiskCategory.objects.get_or_create(footprint=footprint, key="finance", name="Finance")
    known, today, levels = (
        Risk.objects.filter(footprint=footprint).count(),
        timezone.localdate(),
        list(RiskLevel),
    )
    risks = Risk.objects.bulk_create(
        [
            Risk(
                footprint=footprint,
                number=index + 1,
                title=_text(index, 6),
                cause=_text(index * 3, 12),
                event=_text(index * 5, 12),
                effect=_text(index * 7, 12),
                initiative=initiatives[index % len(initiatives)],
                level=levels[index % len(levels)],
                category=category if index % 3 else None,
                review_due=today + timedelta(days=index % 120 - 40),
            )
            for index in range(known, known + number)
        ],
        batch_size=500,
    )
    _score(risks, cells, today)
    RiskOwner.objects.bulk_create(
        [
            RiskOwner(footprint=footprint, risk=risk, person=people[index % len(people)], valid_from=today)
            for index, risk in enumerate(risks)
        ],
        batch_size=500,
    )
    RiskReference.objects.bulk_create(
        [
            RiskReference(
                footprint=footprint,
                risk=risk,
                register="corporate",
                reference=f"CRR {risk.number}",
                folded=folded(f"CRR {risk.number}"),
            )
            for risk in risks
        ],
        batch_size=500,
    )
    take_statistics()


def take_statistics() -> None:
    """What Postgres does by itself within a minute of much being written, and cannot do inside one transaction: without
    it every table looks empty to its planner, which then goes through all rows for each row.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _score(risks: Sequence[Risk], cells: Sequence[RiskMatrixCell], on: date) -> None:
    """A score that stands and one before it, for each."""
    now = timezone.now()
    Assessment.objects.bulk_create(
        [
            Assessment(
                footprint_id=risk.footprint_id,
                risk=risk,
                matrix_id=cell.matrix_id,
                cell=cell,
                band=cell.band,
                assessed_on=on,
                superseded_at=superseded_at,
            )
            for index, risk in enumerate(risks)
            for cell, superseded_at in (
                (cells[(index * 7) % len(cells)], now),
                (cells[index % len(cells)], None),
            )
        ],
        batch_size=500,
    )


def _text(index: int, words: int) -> str:
    return " ".join(WORDS[(index + step * step) % len(WORDS)] for step in range(words)).capitalize()


def _some(model: type[Person], footprint: Footprint) -> list[Person]:
    """The people of the footprint; a few where there are none."""
    if not model.objects.filter(footprint=footprint).exists():
        model.objects.bulk_create(
            model(footprint=footprint, key=f"owner-{index}", name=f"Owner {index}") for index in range(20)
        )
    return list(model.objects.filter(footprint=footprint))


def _matrix(footprint: Footprint) -> RiskMatrix:
    """The footprint's matrix; a 5x5 one where it has none."""
    there = RiskMatrix.objects.filter(footprint=footprint).last()
    return there or matrices.create(
        footprint=footprint,
        key="bench",
        name="5x5",
        valid_from=date(2016, 4, 1),
        likelihood_words=["Rare", "Unlikely", "Possible", "Likely", "Almost certain"],
        impact_words=["Negligible", "Minor", "Moderate", "Major", "Catastrophic"],
        bands=[
            BandSpec("Low", "L", "circle", "green", 1, 6),
            BandSpec("High", "H", "triangle", "amber", 8, 12),
            BandSpec("Extreme", "E", "square", "red", 15, 25),
        ],
        by="benchmark",
    )
