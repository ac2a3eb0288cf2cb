"""Whether a risk stands within what its category tolerates (DOMAIN B2)."""

from enum import StrEnum

from risks.models import Assessment, RiskBand, RiskCategory


class Tolerance(StrEnum):
    """What can be said of a score beside the worst band that its category tolerates."""

    WITHIN = "within"
    ABOVE = "above"
    UNKNOWN = "unknown"


def tolerance_of(category: RiskCategory | None, assessment: Assessment | None) -> Tolerance:
    """How the band of ``assessment`` stands to the worst that ``category`` tolerates; unknown where either has none.

    By rank where both bands are of one matrix, by label where they are of two. No query for the first where
    ``category.tolerated`` and ``assessment.band`` are read; two at most for the second.
    """
    tolerated = category.tolerated if category else None
    band = assessment.band if assessment else None
    if tolerated is None or band is None:
        return Tolerance.UNKNOWN
    if band.matrix_id != tolerated.matrix_id and not _same(band, tolerated):
        twin = _twin(band, tolerated)
        if twin:
            band = twin
        elif twin := _twin(tolerated, band):
            tolerated = twin
        else:
            return Tolerance.UNKNOWN
    elif _same(band, tolerated):
        return Tolerance.WITHIN
    return Tolerance.ABOVE if band.rank > tolerated.rank else Tolerance.WITHIN


def _same(band: RiskBand, other: RiskBand) -> bool:
    return band.label.casefold() == other.label.casefold()


def _twin(band: RiskBand, other: RiskBand) -> RiskBand | None:
    """The band of the matrix of ``other`` that has the label of ``band``."""
    return next((one for one in other.matrix.bands.all() if _same(one, band)), None)
