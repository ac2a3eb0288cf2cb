"""The matrices to start from: every cell of each, by hand, so that no band edge is what the code says it is."""

import pytest

from risks.actions import matrices
from risks.matrix_presets import FOUR_BY_FOUR, NPSA, PRESETS, SIX_BY_FOUR, WORDS
from risks.models import RiskMatrix

pytestmark = pytest.mark.django_db

# One line for each step of the impact, from 1; one letter for each step of the likelihood, from 1. The products are
# written beside them. NPSA: 1-3 Low, 4-6 Moderate, 8-12 High, 15-25 Extreme.
NPSA_CELLS = """
L L L M M     1  2  3  4  5
L M M H H     2  4  6  8 10
L M H H E     3  6  9 12 15
M H H E E     4  8 12 16 20
M H E E E     5 10 15 20 25
"""
# 1-4 Low, 5-8 Medium, 9-16 High.
FOUR_CELLS = """
L L L L       1  2  3  4
L L M M       2  4  6  8
L M H H       3  6  9 12
L M H H       4  8 12 16
"""
# Six steps of impact by four of likelihood: 1-4 Low, 5-9 Medium, 10-15 High, 16-24 Very high.
SIX_CELLS = """
L L L L       1  2  3  4
L L M M       2  4  6  8
L M M H       3  6  9 12
L M H VH      4  8 12 16
M H H VH      5 10 15 20
M H VH VH     6 12 18 24
"""


def table(text: str) -> dict[tuple[int, int], tuple[str, int]]:
    """Letter and score by likelihood and impact."""
    found = {}
    for impact, line in enumerate(text.strip().splitlines(), start=1):
        parts = line.split()
        half = len(parts) // 2
        for likelihood, (letter, score) in enumerate(zip(parts[:half], parts[half:], strict=True), start=1):
            found[likelihood, impact] = (letter, int(score))
    return found


def made(footprint, preset) -> RiskMatrix:
    return matrices.create(
        footprint=footprint,
        key=preset.key,
        valid_from=footprint.created_at.date(),
        by="tests",
        **vars(preset.spec),
    )


@pytest.mark.parametrize(
    ("preset", "expected", "count"),
    [(NPSA, NPSA_CELLS, 25), (FOUR_BY_FOUR, FOUR_CELLS, 16), (SIX_BY_FOUR, SIX_CELLS, 24)],
    ids=["5x5", "4x4", "6x4"],
)
def test_every_cell_has_its_score_and_band(footprint, preset, expected, count):
    cells = made(footprint, preset).cells.select_related("band")
    found = {(cell.likelihood, cell.impact): (cell.band.letter, cell.score) for cell in cells}
    assert len(found) == count
    assert found == table(expected)


def test_in_words_nothing_is_multiplied_and_no_pair_has_a_band(footprint):
    matrix = made(footprint, WORDS)
    cells = list(matrix.cells.all())
    assert len(cells) == 9
    assert {(cell.score, cell.band_id) for cell in cells} == {(None, None)}
    assert not matrix.bands.exists()
    assert (matrix.impact_name, matrix.impact_first) == ("Severity", True)


def test_the_words_of_the_npsa():
    assert NPSA.spec.likelihood_words == ("Rare", "Unlikely", "Possible", "Likely", "Almost certain")
    assert NPSA.spec.impact_words == ("Negligible", "Minor", "Moderate", "Major", "Catastrophic")
    assert [str(band) for band in NPSA.spec.bands] == [
        "Low (1 to 3)",
        "Moderate (4 to 6)",
        "High (8 to 12)",
        "Extreme (15 to 25)",
    ]
    assert NPSA.spec.impact_name == "Consequence"


def test_no_two_bands_of_a_preset_look_alike():
    for preset in PRESETS.values():
        for name in ("label", "letter", "shape", "colour"):
            looks = [getattr(band, name) for band in preset.spec.bands]
            assert len(set(looks)) == len(looks), (preset.key, name)
