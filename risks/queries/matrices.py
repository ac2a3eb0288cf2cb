"""Risk matrices: which there are, which is in force, from when one can follow another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from portfolios.models import Footprint, PeriodState, ReportingPeriod, Someone
from risks.matrix_spec import BandSpec, MatrixSpec
from risks.models import Assessment, AssessmentKind, Risk, RiskMatrix
from risks.models.risks import RiskQuerySet
from stp_portal.core.templatetags.text_tags import nhs_date


@dataclass(frozen=True)
class Start:
    """The first day on which something can begin, and why not earlier."""

    day: date
    reason: str


@dataclass(frozen=True)
class MatrixLine:
    """A matrix in the list of them, newest first."""

    key: str
    name: str
    size: str
    is_scored: bool
    valid_from: date
    valid_to: date | None
    state: str
    scored: int

    @property
    def days(self) -> str:
        """“from 1 April 2017 to 31 March 2018”."""
        return f"from {nhs_date(self.valid_from)}" + (
            f" to {nhs_date(self.valid_to)}" if self.valid_to else ""
        )


def newest_matrix(footprint: Footprint) -> RiskMatrix | None:
    """The matrix that no other follows. One query."""
    return RiskMatrix.objects.filter(footprint=footprint).order_by("valid_from", "pk").last()


def in_force(matrices: Iterable[RiskMatrix], on: date) -> RiskMatrix | None:
    """Which of ``matrices`` risks are scored in on the day ``on``: the latest of those whose days hold it."""
    holding = [
        one for one in matrices if one.valid_from <= on and (one.valid_to is None or one.valid_to >= on)
    ]
    return max(holding, key=lambda one: (one.valid_from, one.pk), default=None)


def matrix_in_force(footprint_id: int, on: date) -> RiskMatrix | None:
    """The matrix that risks are scored in on the day ``on``. One query."""
    return in_force(RiskMatrix.objects.filter(footprint_id=footprint_id), on)


def earliest_start(matrix: RiskMatrix) -> Start:
    """When ``matrix`` can be replaced: after every period that is locked, or open and begun. One query."""
    begun = ReportingPeriod.objects.filter(footprint=matrix.footprint_id).filter(
        Q(state=PeriodState.LOCKED) | Q(state=PeriodState.OPEN, first_day__lte=timezone.localdate())
    )
    last = begun.order_by("last_day").last()
    after_matrix = matrix.valid_from + timedelta(days=1)
    if last is None or last.last_day < after_matrix:
        return Start(after_matrix, f"“{matrix}” itself holds from {nhs_date(matrix.valid_from)}")
    return Start(
        last.last_day + timedelta(days=1),
        f"{last} is {last.get_state_display().lower()} and keeps the matrix that it began with, "
        f"to its last day, {nhs_date(last.last_day)}",
    )


def matrix_lines(footprint: Footprint, user: Someone, today: date) -> list[MatrixLine]:
    """The matrices that ``footprint`` had, has and will have, newest first, each with how often it was scored in.

    One query.
    """
    rows = list(
        RiskMatrix.objects.visible_to(user)
        .filter(footprint=footprint)
        .annotate(scored=Count("assessments"))
        .order_by("-valid_from", "-pk")
    )
    current = in_force(rows, today)
    return [
        MatrixLine(
            key=row.key,
            name=row.name,
            size=bare_spec(row).size,
            is_scored=row.is_scored,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            state="In force" if row == current else "To come" if row.valid_from > today else "Past",
            scored=row.scored,
        )
        for row in rows
    ]


def bare_spec(matrix: RiskMatrix, **more: Any) -> MatrixSpec:
    """What ``matrix`` is made of, without its bands and cells unless given as ``more``. No query."""
    return MatrixSpec(
        name=matrix.name,
        likelihood_words=tuple(matrix.likelihood_words),
        impact_words=tuple(matrix.impact_words),
        likelihood_name=matrix.likelihood_name,
        impact_name=matrix.impact_name,
        impact_first=matrix.impact_first,
        is_scored=matrix.is_scored,
        note=matrix.note,
        **more,
    )


def spec_of(matrix: RiskMatrix) -> MatrixSpec:
    """What ``matrix`` is made of, to be drawn, changed or followed. Two queries, none where both are prefetched."""
    bands = {
        band.pk: BandSpec(
            label=band.label,
            letter=band.letter,
            shape=band.shape,
            colour=band.colour,
            lowest_score=band.lowest_score,
            highest_score=band.highest_score,
            review_days=band.review_days,
            belongs_at=band.belongs_at,
        )
        for band in matrix.bands.all()
    }
    cells = {
        (cell.likelihood, cell.impact): bands[cell.band_id].label
        for cell in matrix.cells.all()
        if cell.band_id and not matrix.is_scored
    }
    return bare_spec(matrix, bands=tuple(bands.values()), cells=cells)


def to_rescore(footprint: Footprint, user: Someone, matrix: RiskMatrix | None) -> RiskQuerySet:
    """The open risks that ``user`` sees whose current score stands in another matrix than ``matrix``, by number.

    None of them where there is no matrix to score in. Not read yet.
    """
    risks = Risk.objects.visible_to(user).filter(footprint=footprint).open().order_by("number")
    if matrix is None:
        return risks.none()
    current = Assessment.objects.standing().filter(risk=OuterRef("pk"), kind=AssessmentKind.CURRENT)
    return risks.filter(Exists(current.exclude(matrix=matrix)))
