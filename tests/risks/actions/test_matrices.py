"""Matrices over time: set up, changed while nothing was scored, replaced for new periods."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from portfolios.models import PeriodState
from risks.actions import matrices
from risks.actions.assessments import matrix_in_force
from risks.matrix_presets import FOUR_BY_FOUR, NPSA, WORDS
from risks.matrix_spec import BandSpec
from risks.models import Risk, RiskMatrix
from risks.queries.matrices import spec_of, to_rescore
from stp_portal.core.models import AuditEvent
from tests.factories import (
    AssessmentFactory,
    PeriodFactory,
    RiskCategoryFactory,
    RiskFactory,
    RiskMatrixFactory,
)
from tests.factories.risks import BANDS, IMPACT, LIKELIHOOD

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(footprint) -> RiskMatrix:
    return RiskMatrixFactory(footprint=footprint, key="old", name="Old matrix", valid_from=date(2017, 4, 1))


def refused(error: pytest.ExceptionInfo[ValidationError], field: str = "__all__") -> str:
    found = (
        error.value.message_dict if hasattr(error.value, "error_dict") else {"__all__": error.value.messages}
    )
    return " ".join(found[field])


class TestWords:
    LOOK = BandSpec("Unacceptable", "U", "square", "blue"), BandSpec("Acceptable", "A", "circle", "green")

    def test_a_pair_has_the_band_it_is_given_or_none(self, footprint):
        spec = replace(WORDS.spec, bands=self.LOOK, cells={(3, 3): "Unacceptable", (1, 1): "Acceptable"})
        matrix = matrices.add(footprint=footprint, valid_from=date(2017, 1, 1), spec=spec, by="tests")
        bands = {
            (cell.likelihood, cell.impact): cell.band.label
            for cell in matrix.cells.select_related("band")
            if cell.band
        }
        assert bands == {(3, 3): "Unacceptable", (1, 1): "Acceptable"}
        assert spec_of(matrix) == spec

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"cells": {(3, 3): "Awful"}, "bands": LOOK}, "cells", "“Awful” cannot stand there"),
            ({"cells": {(4, 1): "Acceptable"}, "bands": LOOK}, "cells", "Likelihood 4, impact 1"),
            ({"bands": [BandSpec("Low", "L", "circle", "green", 1, 3)]}, "bands", "never multiplied"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, footprint, changes, field, words):
        with pytest.raises(ValidationError) as error:
            matrices.add(
                footprint=footprint,
                valid_from=date(2017, 1, 1),
                spec=replace(WORDS.spec, **changes),
                by="tests",
            )
        assert words in refused(error, field)
        assert not RiskMatrix.objects.exists()


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        (
            [*BANDS[:3], BandSpec("Major", "Ma", "square", "red")],
            "Major: give its lowest and its highest score",
        ),
        (
            [*BANDS[:3], BandSpec("Major", "Ma", "square", "red", 25, 15)],
            "its lowest score, 25, is above its highest",
        ),
        (BANDS[::-1], "Significant (8 to 12) stands after Major (15 to 25)"),
    ],
)
def test_bands_that_cannot_be(footprint, bands, words):
    with pytest.raises(ValidationError) as error:
        matrices.add(
            footprint=footprint, valid_from=date(2017, 1, 1), spec=replace(NPSA.spec, bands=bands), by="tests"
        )
    assert words in refused(error, "bands")


def test_an_axis_can_be_too_long(footprint):
    spec = replace(NPSA.spec, likelihood_words=[str(number) for number in range(11)])
    with pytest.raises(ValidationError) as error:
        matrices.add(footprint=footprint, valid_from=date(2017, 1, 1), spec=spec, by="tests")
    assert "11 words. Give 10 or fewer" in refused(error, "likelihood_words")


class TestAdding:
    def test_a_second_matrix_beside_one_in_force_is_refused_with_the_way_out(self, footprint, old):
        with pytest.raises(ValidationError) as error:
            matrices.add(footprint=footprint, valid_from=date(2018, 1, 1), spec=NPSA.spec, by="tests")
        assert "Replace it from a day instead" in refused(error)

    def test_after_one_that_ended_another_can_begin(self, footprint, old):
        RiskMatrix.objects.update(valid_to=date(2017, 12, 31))
        made = matrices.add(footprint=footprint, valid_from=date(2018, 1, 1), spec=NPSA.spec, by="tests")
        assert matrix_in_force(footprint.pk, date(2018, 1, 1)) == made
        assert matrix_in_force(footprint.pk, date(2017, 12, 31)) == old


class TestReplacing:
    def test_the_old_one_ends_the_day_before(self, footprint, old, priya):
        new = matrices.replace(matrix=old, valid_from=date(2018, 4, 1), spec=FOUR_BY_FOUR.spec, by=priya)
        old.refresh_from_db()
        assert (old.valid_to, new.valid_from, new.replaces) == (date(2018, 3, 31), date(2018, 4, 1), old)
        assert matrix_in_force(footprint.pk, date(2018, 3, 31)) == old
        assert matrix_in_force(footprint.pk, date(2018, 4, 1)) == new
        event = AuditEvent.objects.get(event="risk_matrix.replaced")
        assert event.after == {"matrix": "4x4 risk matrix", "from": "1 April 2018"}

    @pytest.mark.parametrize(
        ("state", "day", "possible"),
        [
            (PeriodState.LOCKED, date(2017, 9, 30), False),
            (PeriodState.LOCKED, date(2017, 10, 1), True),
            (PeriodState.OPEN, date(2017, 9, 1), False),
            (PeriodState.OPEN, date(2017, 9, 30), False),
            (PeriodState.OPEN, date(2017, 10, 1), True),
            (PeriodState.PLANNED, date(2017, 9, 1), True),
        ],
    )
    def test_it_is_for_new_periods_alone(self, footprint, old, priya, state, day, possible):
        PeriodFactory(footprint=footprint, month=(2017, 9), state=state)
        if possible:
            assert matrices.replace(matrix=old, valid_from=day, spec=NPSA.spec, by=priya).valid_from == day
            return
        with pytest.raises(ValidationError) as error:
            matrices.replace(matrix=old, valid_from=day, spec=NPSA.spec, by=priya)
        assert f"September 2017 is {state}" in refused(error, "valid_from")
        assert "The first day possible is 1 October 2017." in refused(error, "valid_from")
        old.refresh_from_db()
        assert old.valid_to is None
        assert RiskMatrix.objects.count() == 1

    def test_an_open_period_that_has_not_begun_can_still_be_scored_otherwise(self, footprint, old, priya):
        period = PeriodFactory(footprint=footprint, month=(2099, 9), state=PeriodState.OPEN)
        new = matrices.replace(matrix=old, valid_from=period.first_day, spec=NPSA.spec, by=priya)
        assert new.valid_from == date(2099, 9, 1)

    def test_not_before_it_holds_itself(self, old, priya):
        with pytest.raises(ValidationError) as error:
            matrices.replace(matrix=old, valid_from=date(2017, 4, 1), spec=NPSA.spec, by=priya)
        assert "The first day possible is 2 April 2017." in refused(error, "valid_from")

    def test_a_matrix_is_replaced_once(self, old, priya):
        matrices.replace(matrix=old, valid_from=date(2018, 4, 1), spec=NPSA.spec, by=priya)
        with pytest.raises(ValidationError) as error:
            matrices.replace(matrix=old, valid_from=date(2018, 5, 1), spec=NPSA.spec, by=priya)
        assert "“Old matrix” was followed by “5x5 risk matrix” from 1 April 2018" in refused(error)

    def test_a_second_one_of_the_same_name_has_an_address_of_its_own(self, old, priya):
        same = replace(spec_of(old), name="Old")
        assert matrices.replace(matrix=old, valid_from=date(2018, 4, 1), spec=same, by=priya).key == "old-2"


class TestChanging:
    def test_before_anything_is_scored_everything_can_be_changed(self, footprint, old, priya):
        seen = spec_of(old).fingerprint
        matrices.change(matrix=old, seen=seen, valid_from=date(2017, 6, 1), spec=FOUR_BY_FOUR.spec, by=priya)
        old = RiskMatrix.objects.get()
        assert spec_of(old) == FOUR_BY_FOUR.spec
        assert (old.key, old.valid_from, old.cells.count()) == ("old", date(2017, 6, 1), 16)
        assert AuditEvent.objects.get(event="risk_matrix.changed").before["name"] == "Old matrix"

    def test_once_a_risk_is_scored_in_it_it_stays(self, footprint, old, priya):
        AssessmentFactory(risk__footprint=footprint)
        with pytest.raises(ValidationError) as error:
            matrices.change(
                matrix=old,
                seen=spec_of(old).fingerprint,
                valid_from=old.valid_from,
                spec=NPSA.spec,
                by=priya,
            )
        assert "Replace it from a day: past periods keep this one" in refused(error)
        assert old.cells.count() == 25

    def test_a_band_that_a_category_tolerates_is_not_taken_away(self, footprint, old, priya):
        RiskCategoryFactory(footprint=footprint, name="Finance", tolerated=old.bands.first())
        with pytest.raises(ValidationError) as error:
            matrices.change(
                matrix=old, seen=spec_of(old).fingerprint, valid_from=old.valid_from, spec=NPSA.spec, by=priya
            )
        assert "The category “Finance” tolerates a band" in refused(error)

    def test_of_two_who_change_it_the_second_is_told(self, old, priya):
        seen = spec_of(old).fingerprint
        matrices.change(matrix=old, seen=seen, valid_from=old.valid_from, spec=NPSA.spec, by=priya)
        with pytest.raises(ValidationError) as error:
            matrices.change(matrix=old, seen=seen, valid_from=old.valid_from, spec=WORDS.spec, by=priya)
        assert "Somebody else changed" in refused(error)
        assert RiskMatrix.objects.get().name == "5x5 risk matrix"

    def test_a_replacement_moves_the_end_of_what_it_replaces_with_it(self, old, priya):
        new = matrices.replace(matrix=old, valid_from=date(2018, 4, 1), spec=NPSA.spec, by=priya)
        matrices.change(
            matrix=new, seen=spec_of(new).fingerprint, valid_from=date(2018, 5, 1), spec=NPSA.spec, by=priya
        )
        old.refresh_from_db()
        assert old.valid_to == date(2018, 4, 30)
        with pytest.raises(ValidationError) as error:
            matrices.change(
                matrix=new,
                seen=spec_of(new).fingerprint,
                valid_from=date(2017, 4, 1),
                spec=NPSA.spec,
                by=priya,
            )
        assert "The first day possible is 2 April 2017" in refused(error, "valid_from")


def test_what_must_be_rescored_after_a_change(footprint, old, priya, bob):
    for number, extra in enumerate(
        ({}, {"status": "closed", "closed_reason": "Gone."}, {"is_private": True}, {}), start=1
    ):
        RiskFactory(footprint=footprint, number=number, score=(2, 2), **extra)
    RiskFactory(footprint=footprint, number=5)
    new = matrices.replace(matrix=old, valid_from=date(2018, 4, 1), spec=NPSA.spec, by=priya)
    risk = Risk.objects.get(number=4)
    risk.assessments.update(superseded_at="2018-04-02T00:00Z")
    AssessmentFactory(risk=risk, cell=new.cells.get(likelihood=1, impact=1))

    assert [risk.number for risk in to_rescore(footprint, priya, new)] == [1, 3]
    assert [risk.number for risk in to_rescore(footprint, bob, new)] == [1]
    assert not to_rescore(footprint, priya, None).exists()


def test_the_same_words_in_lists_or_tuples_are_the_same_matrix():
    listed = replace(NPSA.spec, likelihood_words=LIKELIHOOD, impact_words=IMPACT)
    assert listed.fingerprint == NPSA.spec.fingerprint
