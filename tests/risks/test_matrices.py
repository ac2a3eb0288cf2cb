"""Making risk matrices: every score has exactly one band."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from portfolios.models import Footprint
from risks.actions import matrices
from risks.actions.matrices import BandSpec
from risks.models import RiskBand, RiskMatrix, RiskMatrixCell
from stp_portal.core.models import AuditEvent
from tests.factories.risks import BANDS, IMPACT, LIKELIHOOD


def make(footprint: Footprint, **changes) -> RiskMatrix:
    fields = {
        "footprint": footprint,
        "key": "npsa",
        "name": "NPSA",
        "valid_from": date(2017, 1, 1),
        "likelihood_words": LIKELIHOOD,
        "impact_words": IMPACT,
        "bands": BANDS,
        "by": "tests",
    }
    return matrices.create(**fields | changes)


def messages(error: pytest.ExceptionInfo[ValidationError], field: str) -> str:
    return " ".join(error.value.message_dict[field])


def test_every_pair_of_factors_gets_its_score_and_band(footprint):
    matrix = make(footprint)

    cells = {(cell.likelihood, cell.impact): cell for cell in matrix.cells.select_related("band")}
    assert len(cells) == 25
    assert all(cell.score == cell.likelihood * cell.impact for cell in cells.values())
    assert cells[1, 3].band.label == "Low"
    assert cells[2, 3].band.label == "Moderate"
    assert cells[3, 4].band.label == "Significant"
    assert cells[3, 5].band.label == cells[5, 5].band.label == "Major"
    assert [band.label for band in matrix.bands.all()] == ["Low", "Moderate", "Significant", "Major"]
    assert AuditEvent.objects.get(event="risk_matrix.made").subject_id == str(matrix.pk)


def test_the_sizes_are_the_numbers_of_words(footprint):
    matrix = make(footprint, likelihood_words=[*LIKELIHOOD, "Certain"], impact_words=IMPACT[:4])

    assert matrix.cells.count() == 24
    assert matrix.cells.get(likelihood=6, impact=4).score == 24


def test_a_score_in_no_band_is_named_and_nothing_is_written(footprint):
    bands = [*BANDS[:3], BandSpec("Major", "Ma", "square", "red", 16, 25)]

    with pytest.raises(ValidationError) as error:
        make(footprint, bands=bands)

    assert "Score 15" in messages(error, "bands")
    assert "in no band" in messages(error, "bands")
    assert "exactly one band" in messages(error, "bands")
    assert not RiskMatrix.objects.exists()
    assert not RiskBand.objects.exists()


def test_a_score_in_two_bands_is_named_with_both(footprint):
    bands = [*BANDS[:3], BandSpec("Major", "Ma", "square", "red", 12, 25)]

    with pytest.raises(ValidationError) as error:
        make(footprint, bands=bands)

    assert "Score 12" in messages(error, "bands")
    assert "Significant (8 to 12) and in Major (12 to 25)" in messages(error, "bands")


def test_a_band_without_a_picture_is_refused_and_nothing_is_written(footprint):
    bands = [*BANDS[:3], BandSpec("Major", "Ma", "star", "red", 15, 25)]

    with pytest.raises(ValidationError) as error:
        make(footprint, bands=bands)

    assert "Band 4 (Major)" in messages(error, "bands")
    assert not RiskMatrix.objects.exists()
    assert not RiskMatrixCell.objects.exists()


@pytest.mark.parametrize(
    ("words", "problem"),
    [([], "no words"), (["Rare", " "], "Word 2 is empty"), (["Rare", "Likely", "Rare"], "stands twice")],
)
def test_an_axis_needs_a_word_of_its_own_for_each_step(footprint, words, problem):
    with pytest.raises(ValidationError) as error:
        make(footprint, likelihood_words=words)

    assert problem in messages(error, "likelihood_words")


def test_a_footprint_has_one_matrix_of_a_key(footprint):
    make(footprint)

    with pytest.raises(ValidationError):
        make(footprint)
