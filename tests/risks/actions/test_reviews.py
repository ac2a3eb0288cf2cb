"""Reviews of risks: on record with what was found, and when the next one is due."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from risks.actions import assessments, reviews
from risks.models import Assessment, RiskBand, RiskReview, RiskStatus
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import PersonFactory, RiskFactory, RiskOwnerFactory, RiskReviewFactory

DAY = date(2018, 4, 30)


@pytest.fixture
def risk(footprint, initiative):
    risk = RiskFactory(footprint=footprint, initiative=initiative, number=7, score=(3, 4))
    RiskBand.objects.filter(label="Significant").update(review_days=90)
    RiskBand.objects.filter(label="Major").update(review_days=30)
    return risk


@pytest.fixture
def still_right(risk, alice):
    return partial(
        reviews.review_still_right, risk=risk, version=1, reason="", on=DAY, next_due=None, by=alice
    )


@pytest.fixture
def rescored(risk, alice):
    return partial(
        reviews.review_rescored,
        risk=risk,
        version=1,
        likelihood=5,
        impact=4,
        reason="Two more have left.",
        on=DAY,
        next_due=None,
        by=alice,
    )


class TestStillRight:
    def test_is_on_record_with_the_score_and_the_next_day_by_its_band(self, still_right, risk):
        made = still_right()
        assert (made.outcome, made.assessment, made.next_due) == (
            "still_right",
            Assessment.objects.get(),
            date(2018, 7, 29),
        )
        risk.refresh_from_db()
        assert (risk.reviewed_on, risk.review_due, risk.version) == (DAY, date(2018, 7, 29), 1)
        assert AuditEvent.objects.get(event="risk.reviewed").after == {
            "outcome": "Still right",
            "score": "3 x 4 = 12, Significant",
            "next review": "29 July 2018",
        }

    def test_a_day_that_is_given_goes_first(self, still_right, risk):
        still_right(next_due=date(2018, 5, 31))
        risk.refresh_from_db()
        assert risk.review_due == date(2018, 5, 31)

    def test_a_band_without_a_rhythm_leaves_a_day_to_come_and_forgets_one_that_is_past(
        self, still_right, risk
    ):
        RiskBand.objects.update(review_days=None)
        risk.review_due = date(2018, 6, 1)
        risk.save()
        assert still_right().next_due == date(2018, 6, 1)
        assert still_right(on=date(2018, 6, 1)).next_due is None

    def test_said_twice_it_stands_once(self, still_right):
        assert still_right() == still_right()
        assert AuditEvent.objects.filter(event="risk.reviewed").count() == 1

    def test_of_two_who_find_it_right_neither_is_in_the_others_way(self, still_right, priya):
        still_right()
        still_right(by=priya)
        assert RiskReview.objects.count() == 2

    def test_of_a_score_that_somebody_else_changed_is_not_taken(self, still_right, risk, priya):
        assessments.rescore(risk=risk, version=1, likelihood=1, impact=1, reason="Gone.", on=DAY, by=priya)
        with pytest.raises(Conflict):
            still_right()

    def test_entered_later_of_an_earlier_day_leaves_the_latest_as_it_is(self, still_right, risk):
        still_right()
        still_right(on=date(2018, 1, 31))
        risk.refresh_from_db()
        assert risk.reviewed_on == DAY

    @pytest.mark.parametrize(
        ("days", "told"), [(0, "must be after this one"), (-1, "must be after"), (732, "within 2 years")]
    )
    def test_a_next_day_that_cannot_be_is_refused(self, still_right, days, told):
        with pytest.raises(ValidationError) as refused:
            still_right(next_due=DAY + timedelta(days=days))
        assert told in refused.value.message_dict["next_due"][0]
        assert not RiskReview.objects.exists()

    def test_a_closed_risk_is_not_reviewed(self, still_right, risk):
        risk.status, risk.closed_reason = RiskStatus.CLOSED, "Over."
        risk.save()
        with pytest.raises(ValidationError, match="Risk 7 is closed, so it is not reviewed any more"):
            still_right()

    def test_without_a_score_there_is_nothing_to_be_right(self, still_right, risk):
        Assessment.objects.all().delete()
        with pytest.raises(ValidationError, match="Score it first"):
            still_right()

    def test_a_private_reason_stays_out_of_the_trail(self, still_right, risk):
        risk.is_private, risk.private_reason = True, "Section 43"
        risk.save()
        still_right(reason="The tender is secret.")
        assert AuditEvent.objects.get(event="risk.reviewed").reason == "21 characters"


class TestRescored:
    def test_gives_the_score_and_its_band_says_when_next(self, rescored, risk):
        made = rescored()
        assert (made.outcome, made.assessment.cell.score, made.next_due) == (
            "rescored",
            20,
            date(2018, 5, 30),
        )
        risk.refresh_from_db()
        assert (risk.version, risk.reviewed_on, risk.review_due) == (2, DAY, date(2018, 5, 30))

    def test_sent_twice_it_is_done_once(self, rescored):
        assert rescored() == rescored()
        assert (Assessment.objects.count(), RiskReview.objects.count()) == (2, 1)

    def test_the_score_that_stands_is_found_right(self, rescored):
        made = rescored(likelihood=3)
        assert made.outcome == "still_right"
        assert Assessment.objects.count() == 1

    def test_everything_wrong_is_said_at_once_and_nothing_written(self, rescored):
        with pytest.raises(ValidationError) as refused:
            rescored(reason="", next_due=DAY)
        assert set(refused.value.message_dict) == {"reason", "next_due"}
        with pytest.raises(ValidationError) as refused:
            rescored(likelihood=None, impact=9, reason=" ", next_due=DAY)
        assert set(refused.value.message_dict) == {"likelihood", "impact", "reason", "next_due"}
        assert Assessment.objects.count() == 1

    def test_meanwhile_changed_by_somebody_else_is_told(self, rescored, priya):
        rescored(by=priya, likelihood=1)
        with pytest.raises(Conflict):
            rescored()


class TestMany:
    @pytest.fixture
    def others(self, footprint, initiative):
        return [
            RiskFactory(footprint=footprint, initiative=initiative, number=number, score=(2, 2))
            for number in (8, 9)
        ]

    @pytest.fixture
    def review(self, risk, others, alice):
        return partial(
            reviews.review_many,
            risks=[(one, 1) for one in (risk, *others)],
            reason="Looked at in the board.",
            on=DAY,
            next_due=None,
            by=alice,
        )

    def test_each_has_a_review_of_its_own_and_what_was_done_comes_back(self, review):
        done = review()
        assert [one.risk.number for one in done] == [7, 8, 9]
        assert AuditEvent.objects.filter(event="risk.reviewed").count() == 3
        assert review() == done
        assert RiskReview.objects.count() == 3

    def test_one_refusal_takes_all_back_and_each_is_named(self, review, others, footprint, risk, priya):
        closed, unscored, strange = (
            RiskFactory(footprint=footprint, initiative=initiative, number=number)
            for number, initiative in ((10, risk.initiative), (11, risk.initiative), (12, None))
        )
        closed.status, closed.closed_reason = RiskStatus.WITHDRAWN, "No."
        closed.save()
        assessments.rescore(
            risk=others[0], version=1, likelihood=5, impact=5, reason="Worse.", on=DAY, by=priya
        )
        with pytest.raises(ValidationError) as refused:
            review(risks=[(one, 1) for one in (risk, *others, closed, unscored, strange)])
        assert [message.partition(".")[0] for message in refused.value.message_dict["__all__"]] == [
            "Somebody else changed risk 8 while you were looking at it",
            "Risk 10 is withdrawn, so it is not reviewed any more",
            "Risk 11 has no current score that could be right",
            "Risk 12 is kept by others: take it out",
        ]
        assert not RiskReview.objects.exists()

    def test_an_owner_reviews_their_own_and_the_pmo_any(self, review, footprint, alice, priya):
        own = RiskFactory(footprint=footprint, initiative=None, number=20, score=(1, 1))
        with pytest.raises(ValidationError, match="kept by others"):
            review(risks=[(own, 1)])
        assert len(review(risks=[(own, 1)], by=priya)) == 1
        RiskOwnerFactory(risk=own, person=alice.people.get())
        assert len(review(risks=[(own, 1)])) == 1

    def test_nobody_reviews_what_they_may_not_see(self, review, footprint, bob):
        hidden = RiskFactory(footprint=footprint, number=21, is_private=True, score=(1, 1))
        RiskOwnerFactory(risk=hidden, person=PersonFactory(footprint=footprint, user=bob))
        with pytest.raises(ValidationError, match="kept by others"):
            review(risks=[(hidden, 1)], by=bob)

    def test_nothing_ticked_is_said(self, review):
        with pytest.raises(ValidationError, match="Tick the risks"):
            review(risks=[])


def test_the_record_of_reviews_is_kept_newest_first(risk):
    RiskReviewFactory(risk=risk, on=date(2018, 1, 31))
    RiskReviewFactory(risk=risk, on=date(2018, 3, 31))
    assert [one.on.month for one in RiskReview.objects.all()] == [3, 1]
