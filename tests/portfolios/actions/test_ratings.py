"""Giving a rating: history is appended, and a scheme's rules hold."""

import threading
from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from portfolios.actions import ratings
from portfolios.models import Initiative, PeriodState, Rating, RatingScheme, ReportingPeriod
from stp_portal.accounts.models import User
from stp_portal.core.models import AuditEvent
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    PeriodFactory,
    RatingSchemeFactory,
    UserFactory,
)


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


def give_for_pmo(initiative, period, level, by, reason="There is a plan.", standing=None):
    return ratings.give_for_pmo(
        initiative=initiative, period=period, level=level, reason=reason, standing=standing, by=by
    )


@pytest.mark.parametrize("state", [PeriodState.PLANNED, PeriodState.LOCKED])
def test_a_period_that_is_not_open_takes_no_rating(initiative, period, scheme, alice, state):
    period.state = state
    period.save()
    with pytest.raises(ValidationError, match=f"is {state}"):
        ratings.give(initiative=initiative, period=period, level=level(scheme, "Green"), by=alice)
    assert not Rating.objects.exists()


def test_what_was_read_before_the_lock_does_not_get_past_it(initiative, period, scheme, alice):
    ReportingPeriod.objects.update(state=PeriodState.LOCKED)
    with pytest.raises(ValidationError, match="can no longer be changed"):
        ratings.give(initiative=initiative, period=period, level=level(scheme, "Green"), by=alice)


class TestThePmos:
    @pytest.fixture
    def red(self, initiative, period, scheme, alice):
        return ratings.give(
            initiative=initiative, period=period, level=level(scheme, "Red"), reason="Late.", by=alice
        )

    def test_stands_beside_the_leads(self, initiative, period, scheme, red, priya):
        given = give_for_pmo(initiative, period, level(scheme, "Amber"), priya)
        assert set(Rating.objects.current()) == {red, given}
        assert (given.source, given.recorded_by) == ("pmo", priya)

    def test_needs_a_reason_where_it_is_better_than_the_leads_too(
        self, initiative, period, scheme, red, priya
    ):
        with pytest.raises(ValidationError) as refused:
            give_for_pmo(initiative, period, level(scheme, "Green"), priya, reason=" ")
        assert refused.value.message_dict == {
            "reason": ["Say why the PMO’s rating is Green where the lead’s is Red."]
        }

    def test_needs_none_where_both_are_green(self, initiative, period, scheme, alice, priya):
        green = level(scheme, "Green")
        ratings.give(initiative=initiative, period=period, level=green, by=alice)
        assert give_for_pmo(initiative, period, green, priya, reason="").level == green

    def test_is_not_put_over_one_that_its_giver_did_not_see(self, initiative, period, scheme, red, priya):
        first = give_for_pmo(initiative, period, level(scheme, "Amber"), priya)
        with pytest.raises(ValidationError, match="Priya Office gave Amber"):
            give_for_pmo(initiative, period, level(scheme, "Green"), priya)
        give_for_pmo(initiative, period, level(scheme, "Green"), priya, standing=first.pk)

    def test_sent_twice_is_given_once(self, initiative, period, scheme, red, priya):
        first, second = (give_for_pmo(initiative, period, level(scheme, "Amber"), priya) for _ in range(2))
        assert first == second

    def test_is_withdrawn_with_a_reason_and_kept(self, initiative, period, scheme, red, priya):
        given = give_for_pmo(initiative, period, level(scheme, "Amber"), priya)
        report = HighlightReportFactory(initiative=initiative, period=period)
        withdrawn = partial(
            ratings.withdraw, initiative=initiative, period=period, by=priya, standing=given.pk
        )
        with pytest.raises(ValidationError, match="Say why"):
            withdrawn(reason=" ")
        assert withdrawn(reason="The lead was right.") == given
        assert list(Rating.objects.current()) == [red]
        assert Rating.objects.count() == 2
        assert report.comments.get().text == "The PMO’s rating, Amber, is withdrawn. The lead was right."
        event = AuditEvent.objects.get(event="rating.withdrawn")
        assert (event.reason, event.before["rating"]) == ("The lead was right.", "Amber")

    def test_is_not_withdrawn_in_a_locked_period(self, initiative, period, scheme, red, priya):
        given = give_for_pmo(initiative, period, level(scheme, "Amber"), priya)
        ReportingPeriod.objects.update(state=PeriodState.LOCKED)
        with pytest.raises(ValidationError, match="can no longer be changed"):
            ratings.withdraw(initiative=initiative, period=period, by=priya, standing=given.pk, reason="No.")

    def test_is_not_withdrawn_by_who_looked_at_another(self, initiative, period, scheme, red, priya):
        give_for_pmo(initiative, period, level(scheme, "Amber"), priya)
        with pytest.raises(ValidationError, match="Somebody else changed the PMO’s rating"):
            ratings.withdraw(initiative=initiative, period=period, by=priya, standing=None, reason="No.")


@pytest.mark.parametrize(
    ("state", "version"), [("draft", 1), ("submitted", 2), ("assured", 2), ("signed_off", 2)]
)
def test_who_was_about_to_approve_the_report_looks_again(initiative, period, scheme, priya, state, version):
    """Its authors, who are still writing, are not told that somebody else saved."""
    report = HighlightReportFactory(initiative=initiative, period=period, state=state)
    for _ in range(2):
        given = give_for_pmo(initiative, period, level(scheme, "Amber"), priya)
        report.refresh_from_db()
        assert report.version == version
    ratings.withdraw(
        initiative=initiative, period=period, reason="The lead was right.", standing=given.pk, by=priya
    )
    report.refresh_from_db()
    assert report.version == (version if state == "draft" else version + 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_in_the_pmo_who_rate_at_once_one_is_told():
    initiative = InitiativeFactory()
    scheme = RatingSchemeFactory(footprint=initiative.footprint)
    period = PeriodFactory(footprint=initiative.footprint, month=(2018, 4))
    HighlightReportFactory(initiative=initiative, period=period)
    chosen = {UserFactory(): level(scheme, word) for word in ("Amber", "Red")}
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def rate(user: User) -> None:
        try:
            start.wait(timeout=10)
            give_for_pmo(initiative, period, chosen[user], user)
            outcomes.append("given")
        except ValidationError:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=rate, args=(user,)) for user in chosen]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["given", "told"]
    assert Rating.objects.count() == 1
