"""Risks and the scores the source gives them."""

from django.core.exceptions import ValidationError

from portfolios.models import Ask, Initiative, ReportingPeriod
from reports.examples_loader.build import Build
from reports.examples_loader.builders.periods import latest
from reports.examples_loader.fields import one_of
from reports.examples_loader.folders import Examples
from reports.examples_loader.rows import Checked
from risks.models import Assessment, Risk, RiskBand, RiskMatrix, RiskMatrixCell


def build(build: Build, examples: Examples) -> None:
    """Make the risks, numbered in the order of their rows, with a current score where the source prints one.

    The scores are dated with the data cut-off of the latest period that is not merely planned.
    """
    period = latest(build)
    # A period or matrix may be missing because its row was refused; then that is said already, and any matrix will do
    # to look for faults in the scores.
    is_sound = not (examples.errors or build.errors)
    matrix = _matrix(build, period if is_sound else None)
    for number, row in enumerate(examples.rows("risks.yaml", "risks"), start=1):
        with build.row(row):
            initiative, ask = row.get("initiative"), row.get("raised_in_ask")
            risk = Risk(
                footprint=build.footprint,
                number=number,
                initiative=build.shelf(Initiative)[initiative] if initiative else None,
                raised_in_ask=build.shelf(Ask)[ask] if ask else None,
                **row.plain,
            )
            is_scored = "band" in row or "likelihood" in row
            if is_scored and is_sound:
                _check_scale(period, matrix)
            cell, band = _score(row, matrix) if is_scored and matrix else (None, None)
            build.keep(risk)
            if band and period:
                build.keep(
                    Assessment(
                        footprint=build.footprint,
                        risk=risk,
                        matrix=band.matrix,
                        cell=cell,
                        band=band,
                        assessed_on=period.data_cut_off or period.last_day,
                    )
                )


def _matrix(build: Build, period: ReportingPeriod | None) -> RiskMatrix | None:
    """The matrix the scores are given in: the latest, of those in force on the last day of ``period``."""
    matrices = RiskMatrix.objects.filter(footprint=build.footprint).order_by("valid_from")
    if period:
        matrices = matrices.filter(valid_from__lte=period.last_day).exclude(valid_to__lt=period.last_day)
    return matrices.last()


def _check_scale(period: ReportingPeriod | None, matrix: RiskMatrix | None) -> None:
    """ValidationError unless there is a matrix to score by and a period to date the score with."""
    if period is None:
        message = "Its score has no date: there is no open or locked period. Add one to periods.yaml."
        raise ValidationError({"band": message})
    if matrix is None:
        message = (
            f"No risk matrix of schemes.yaml is in force in {period}. Add one, or correct its valid_from."
        )
        raise ValidationError({"band": message})


def _score(row: Checked, matrix: RiskMatrix) -> tuple[RiskMatrixCell | None, RiskBand | None]:
    """The cell and band of a row; the band alone where the source prints no factors. ValidationError by field."""
    cell = _cell(row, matrix) if "likelihood" in row else None
    if cell and "band" not in row:
        return cell, cell.band
    bands = {band.label: band for band in matrix.bands.all()}
    if row["band"] not in bands:
        raise ValidationError(
            {
                "band": f"“{row['band']}” is not a band of the risk matrix “{matrix.key}”. Use {one_of(list(bands))}."
            }
        )
    if cell and str(cell.band) != row["band"]:
        message = f"{cell} is {cell.band} in the risk matrix “{matrix.key}”, not {row['band']}. Correct one of them."
        raise ValidationError({"band": message})
    return cell, bands[row["band"]]


def _cell(row: Checked, matrix: RiskMatrix) -> RiskMatrixCell:
    sizes = {"likelihood": len(matrix.likelihood_words), "impact": len(matrix.impact_words)}
    outside = {
        axis: f"{row[axis]} is outside the risk matrix “{matrix.key}”. Use a number from 1 to {size}."
        for axis, size in sizes.items()
        if not 1 <= row[axis] <= size
    }
    if outside:
        raise ValidationError(outside)
    return matrix.cells.select_related("band").get(likelihood=row["likelihood"], impact=row["impact"])
