"""Giving a rating: history is appended, and a scheme's rules hold."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from portfolios.actions import ratings
from portfolios.models import Initiative, Rating, RatingScheme
from stp_portal.accounts.models import User
from stp_portal.core.models import AuditEvent
from tests.factories import PeriodFactory, RatingSchemeFactory


@pytest.fixture
def scheme(initiative: Initiative) -> RatingScheme:
    return RatingSchemeFactory(footprint=initiative.footprint)


@pytest.fixture
def period(initiative: Initiative):
    return PeriodFactory(footprint=initiative.footprint, month=(2018, 4))


def level(scheme, word):
    found = scheme.level_for(word)
    assert found, word
    return found


def test_new_rating_supersedes_and_keeps_the_old(initiative, period, scheme, alice: User):
    first = ratings.give(initiative=initiative, period=period, level=level(scheme, "Green"), by=alice)
    second = ratings.give(
        initiative=initiative,
        period=period,
        level=level(scheme, "Red"),
        reason="The supplier failed.",
        by=alice,
    )
    first.refresh_from_db()
    assert first.superseded_at is not None
    assert list(Rating.objects.current()) == [second]
    event = AuditEvent.objects.get(event="rating.given", subject_id=str(second.pk))
    assert (event.before["rating"], event.after["rating"], event.actor_id) == ("Green", "Red", alice.pk)


def test_same_rating_again_changes_nothing(initiative, period, scheme, alice):
    green = level(scheme, "Green")
    first = ratings.give(initiative=initiative, period=period, level=green, by=alice)
    assert ratings.give(initiative=initiative, period=period, level=green, by=alice) == first
    assert Rating.objects.count() == 1
    assert AuditEvent.objects.filter(event="rating.given").count() == 1


def test_worse_than_best_needs_a_reason(initiative, period, scheme, alice):
    with pytest.raises(ValidationError) as refused:
        ratings.give(
            initiative=initiative, period=period, level=level(scheme, "Amber"), reason="  ", by=alice
        )
    assert "Say why the rating is Amber" in refused.value.message_dict["reason"][0]
    assert not Rating.objects.exists()


def test_level_of_another_scheme_is_refused_and_the_right_words_are_named(initiative, period, scheme, alice):
    other = RatingSchemeFactory(
        footprint=initiative.footprint,
        key="stages",
        valid_from=date(2019, 1, 1),
        levels=[("Complete", "C", "diamond", "blue", "Done", [])],
    )
    with pytest.raises(ValidationError) as refused:
        ratings.give(initiative=initiative, period=period, level=level(other, "Complete"), by=alice)
    message = refused.value.message_dict["rating"][0]
    assert "“Complete” is not a rating" in message
    assert "Green, Amber, Red" in message


def test_period_keeps_the_scheme_that_was_in_force(initiative, period, scheme):
    later = RatingSchemeFactory(footprint=initiative.footprint, key="later", valid_from=date(2018, 5, 1))
    assert ratings.scheme_in_force(period) == scheme
    assert ratings.scheme_in_force(PeriodFactory(footprint=initiative.footprint, month=(2018, 6))) == later


@pytest.mark.parametrize("word", ["Yellow", "yellow", " AMBER "])
def test_synonyms_name_a_level(scheme, word):
    assert level(scheme, word).label == "Amber"


def test_unknown_word_names_no_level(scheme):
    assert scheme.level_for("Yelow") is None


def test_levels_of_a_scheme_in_use_stay_as_they_are(initiative, period, scheme, alice):
    amber = level(scheme, "Amber")
    amber.full_clean()
    ratings.give(initiative=initiative, period=period, level=level(scheme, "Green"), by=alice)
    amber.label = "Orange"
    with pytest.raises(ValidationError, match="its levels stay as they are"):
        amber.full_clean()
