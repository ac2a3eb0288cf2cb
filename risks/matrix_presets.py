"""Matrices to start from, as data: everything in them can be changed before one is first used (DOMAIN B1)."""

from dataclasses import dataclass

from risks.matrix_spec import BandSpec, MatrixSpec


@dataclass(frozen=True)
class Preset:
    """A matrix to start from, with what it is and where it comes from in words."""

    key: str
    title: str
    description: str
    spec: MatrixSpec


NPSA = Preset(
    "npsa",
    "5x5: National Patient Safety Agency",
    "Consequence by likelihood, multiplied; bands 1 to 3, 4 to 6, 8 to 12 and 15 to 25. The NHS model of 2008.",
    MatrixSpec(
        name="5x5 risk matrix",
        likelihood_words=("Rare", "Unlikely", "Possible", "Likely", "Almost certain"),
        impact_words=("Negligible", "Minor", "Moderate", "Major", "Catastrophic"),
        impact_name="Consequence",
        impact_first=True,
        bands=(
            BandSpec("Low", "L", "circle", "green", 1, 3),
            BandSpec("Moderate", "M", "diamond", "yellow", 4, 6),
            BandSpec("High", "H", "triangle", "amber", 8, 12),
            BandSpec("Extreme", "E", "square", "red", 15, 25),
        ),
        note="Words and bands: National Patient Safety Agency, A risk matrix for risk managers, January 2008.",
    ),
)
FOUR_BY_FOUR = Preset(
    "4x4",
    "4x4: four steps each way",
    "Likelihood by impact, multiplied; bands 1 to 4, 5 to 8 and 9 to 16, reviewed monthly or every three months.",
    MatrixSpec(
        name="4x4 risk matrix",
        likelihood_words=("Unlikely", "Possible", "Likely", "Very likely"),
        impact_words=("Minor", "Moderate", "Major", "Severe"),
        bands=(
            BandSpec("Low", "L", "circle", "green", 1, 4, review_days=91),
            BandSpec("Medium", "M", "triangle", "amber", 5, 8, review_days=91),
            BandSpec("High", "H", "square", "red", 9, 16, review_days=30),
        ),
        note="The words of the axes are suggestions: put in those your papers print.",
    ),
)
SIX_BY_FOUR = Preset(
    "6x4",
    "6x4: six steps of impact, four of likelihood",
    "Impact by likelihood, multiplied. Check the bands: their cut points are suggestions.",
    MatrixSpec(
        name="6x4 risk matrix",
        likelihood_words=("Low", "Medium", "High", "Almost certain"),
        impact_words=("Marginal", "Low", "Medium", "Significant", "Major", "Critical"),
        impact_first=True,
        bands=(
            BandSpec("Low", "L", "circle", "green", 1, 4),
            BandSpec("Medium", "M", "diamond", "yellow", 5, 9),
            BandSpec("High", "H", "triangle", "amber", 10, 15),
            BandSpec("Very high", "VH", "square", "red", 16, 24),
        ),
        note="The cut points of the bands are suggestions: put in those your body has agreed.",
    ),
)
WORDS = Preset(
    "words",
    "High, medium, low: in words",
    "Severity and likelihood in words that are never multiplied. A pair needs no band; you can give bands to pairs.",
    MatrixSpec(
        name="High, medium, low",
        likelihood_words=("Low", "Medium", "High"),
        impact_words=("Low", "Medium", "High"),
        impact_name="Severity",
        impact_first=True,
        is_scored=False,
    ),
)

PRESETS = {preset.key: preset for preset in (NPSA, FOUR_BY_FOUR, SIX_BY_FOUR, WORDS)}
