"""The scores that the source gives its risks."""

from typing import Any

from django.core.exceptions import ValidationError

from portfolios.models import ReportingPeriod
from reports.examples_loader.build import Build
from reports.examples_loader.fields import one_of
from reports.examples_loader.rows import Checked
from risks.models import Assessment, RiskBand, RiskMatrix, RiskMatrixCell


class Scale:
    """The matrices that risks of a period are scored by. ``period`` is None where its row was refused."""

    def __init__(self, build: Build, period: ReportingPeriod | None, *, is_sound: bool) -> None:
        """``is_sound`` is false where faults were found: then a matrix may be missing because its row was refused."""
        self.build, self.period, self.is_sound = build, period, is_sound

    def score(self, row: Checked) -> Assessment | None:
        """The assessment that ``row`` gives, without its risk; None for a row without a score, or without a period.

        It is dated with the data cut-off of the period. ValidationError by field for what is not of the matrix.
        """
        field = next((name for name in ("band", "likelihood") if name in row), None)
        if field is None:
            return None
        matrices = self._matrices(row.get("matrix"))
        if not matrices and self.is_sound:
            message = f"No risk matrix of schemes.yaml is in force in {self.period}. "
            raise ValidationError({field: f"{message}Add one, or correct its valid_from."})
        if self.period is None:
            _require_one(row, matrices)
        if self.period is None or not matrices:
            return None
        matrix = matrices[0]
        cell, band = _place(row, matrix)
        printed, computed = row.get("printed_score"), cell.score if cell else None
        return Assessment(
            footprint=self.build.footprint,
            matrix=matrix,
            cell=cell,
            band=band,
            printed_score=printed if printed != computed else None,
            assessed_on=self.period.data_as_at,
        )

    def _matrices(self, key: str | None) -> list[RiskMatrix]:
        """Those in force when the period ends, the latest first; only that called ``key``, where one is named."""
        matrices = RiskMatrix.objects.filter(footprint=self.build.footprint).order_by("-valid_from")
        if key:
            matrices = matrices.filter(key=key)
        if self.period:
            day = self.period.last_day
            matrices = matrices.filter(valid_from__lte=day).exclude(valid_to__lt=day)
        return list(matrices)


def _require_one(row: Checked, matrices: list[RiskMatrix]) -> None:
    """ValidationError where ``row`` fits none of ``matrices``: nobody knows which is meant without the period."""
    refusals: list[ValidationError] = []
    for matrix in matrices:
        try:
            _place(row, matrix)
        except ValidationError as refusal:
            refusals.append(refusal)
        else:
            return
    if refusals:
        raise refusals[0]


def _place(row: Checked, matrix: RiskMatrix) -> tuple[RiskMatrixCell | None, RiskBand | None]:
    """The cell, where the row gives factors, and the band."""
    cell = _cell(row, matrix) if "likelihood" in row else None
    return cell, _band(row, matrix, cell)


def _band(row: Checked, matrix: RiskMatrix, cell: RiskMatrixCell | None) -> RiskBand | None:
    """The band of a row: the one it names, or that of its cell."""
    if "band" not in row:
        return cell.band if cell else None
    bands = {band.label: band for band in matrix.bands.all()}
    if row["band"] not in bands:
        cure = f"Use {one_of(list(bands))}." if bands else "It has none: give likelihood and impact."
        raise ValidationError(
            {"band": f"“{row['band']}” is not a band of the risk matrix “{matrix.key}”. {cure}"}
        )
    if cell and str(cell.band) != row["band"]:
        message = f"{cell} is {cell.band} in the risk matrix “{matrix.key}”, not {row['band']}. Correct one of them."
        raise ValidationError({"band": message})
    return bands[row["band"]]


def _cell(row: Checked, matrix: RiskMatrix) -> RiskMatrixCell:
    """The cell at the row's factors, which are numbers or words of the matrix."""
    axes = {"likelihood": matrix.likelihood_words, "impact": matrix.impact_words}
    steps = {axis: _step(row[axis], words) for axis, words in axes.items()}
    outside = {
        axis: f"{row[axis]} is outside the risk matrix “{matrix.key}”. "
        f"Use a number from 1 to {len(words)}, or {one_of(words)}."
        for axis, words in axes.items()
        if not 1 <= steps[axis] <= len(words)
    }
    if outside:
        raise ValidationError(outside)
    return matrix.cells.select_related("band").get(**steps)


def _step(factor: Any, words: list[str]) -> int:
    """The number of a step that is given as a number or as its word; 0 for a word that is not there."""
    if isinstance(factor, int):
        return factor
    spelt = [word.casefold() for word in words]
    return spelt.index(factor.casefold()) + 1 if factor.casefold() in spelt else 0
