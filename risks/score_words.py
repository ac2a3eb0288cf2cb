"""A score in words, factors in the order in which its matrix writes them; what has no product gets none."""

from risks.axes import AXES, Axes
from risks.models import Assessment, RiskMatrix, RiskMatrixCell

BAND_ALONE = "Not published: the source prints the band only"


def axes_of(matrix: RiskMatrix) -> Axes:
    """The axes of ``matrix``."""
    return Axes(**{name: getattr(matrix, name) for name in AXES})


def cell_in_figures(cell: RiskMatrixCell) -> str:
    """“4 x 5 = 20”; in a matrix of words “Severity High, likelihood Medium” (DOMAIN A7). Reads ``cell.matrix``."""
    return axes_of(cell.matrix).in_figures(cell.likelihood, cell.impact)


def cell_in_words(matrix: RiskMatrix, cell: RiskMatrixCell | None) -> str:
    """“Likely (4) × Major (5) = 20”; in a matrix of words as ``cell_in_figures``; without a cell that there is none."""
    if cell is None:
        return BAND_ALONE
    if cell.score is None:
        return axes_of(matrix).in_words(cell.likelihood, cell.impact)
    factors = axes_of(matrix).each_in_words(cell.likelihood, cell.impact)
    return f"{' × '.join(reversed(factors) if matrix.impact_first else factors)} = {cell.score}"


def assessment_in_figures(assessment: Assessment) -> str:
    """“4 x 5 = 20, Major”, as the audit trail tells of a score; the band alone where the source prints no more."""
    parts = [cell_in_figures(assessment.cell)] if assessment.cell else []
    return ", ".join([*parts, *([str(assessment.band)] if assessment.band else [])])


def worse_by(one: Assessment, other: Assessment) -> int | None:
    """How much worse ``one`` is than ``other``, in points of the score, else in bands; below zero where it is milder.

    None where they cannot be compared: scores of two matrices, or a matrix of words that gives no band (DOMAIN A7).
    """
    if one.matrix_id != other.matrix_id:
        return None
    if one.cell and other.cell and one.cell.score is not None and other.cell.score is not None:
        return one.cell.score - other.cell.score
    if one.band and other.band:
        return one.band.rank - other.band.rank
    return None
