"""Recommendations: who leads, supports and oversees, what is said of them, and that only a body closes them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolios.models import Meeting, Notice
from risks.actions import recommendation_closing, recommendation_updates, recommendations, review_records
from risks.actions.recommendations import Content
from risks.models import Recommendation, RecommendationUpdate, Review
from stp_portal.core.base import Conflict
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.models import AuditEvent
from tests.factories import BodyFactory, MeetingFactory, PersonFactory, RoleAssignmentFactory
from tests.factories.registers import (
    OverseerFactory,
    RecommendationFactory,
    ReviewFactory,
    SupportingOfficerFactory,
)


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def due(days: int) -> FuzzyDate:
    return FuzzyDate.of(day(days))


def refused(call) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as error:
        call()
    return error.value.message_dict


def event(word: str) -> AuditEvent:
    return AuditEvent.objects.get(event=word)


@pytest.fixture
def review(footprint):
    return ReviewFactory(footprint=footprint, key="stocktake-2017", title="Stocktake 2017")


@pytest.fixture
def jo(alice):
    """Alice, as the record knows her."""
    return alice.people.get()


@pytest.fixture
def board(footprint):
    return BodyFactory(footprint=footprint, name="Portfolio Board")


@pytest.fixture
def row(review, jo, board):
    made = RecommendationFactory(review=review, number=1, lead=jo, due=due(30))
    OverseerFactory(recommendation=made, body=board)
    return made


@pytest.fixture
def meeting(board):
    return MeetingFactory(footprint=board.footprint, body=board, date=day(-1))


class TestReviews:
    def make(self, footprint, by, **changed):
        content = {"title": "NHSE stocktake", "kind": "stocktake", "held": FuzzyDate.parse("18 October 2017")}
        return review_records.make(footprint=footprint, by=by, **content | changed)

    def test_its_short_name_is_made_of_its_title(self, footprint, priya):
        assert self.make(footprint, priya).key == "nhse-stocktake"
        assert self.make(footprint, priya, title="Add").key == "review-add"
        assert self.make(footprint, priya, title="???").key == "review"

    def test_made_twice_it_is_there_once_and_another_of_its_name_is_refused(self, footprint, priya):
        assert self.make(footprint, priya) == self.make(footprint, priya)
        wrong = refused(lambda: self.make(footprint, priya, kind="audit"))
        assert "There is a review of this name already" in wrong["title"][0]
        assert Review.objects.count() == 1

    def test_what_is_missing(self, footprint, priya):
        assert set(refused(lambda: self.make(footprint, priya, title=" ", kind="chat"))) == {"title", "kind"}

    def test_of_a_private_one_the_trail_holds_no_word(self, footprint, priya):
        made = self.make(footprint, priya, title="Secret audit", private_reason="Section 31: secret enquiry.")
        assert made.is_private
        assert "secret" not in str(vars(event("review.made"))).lower()

    def test_editing_it_and_two_at_once(self, footprint, priya):
        made = self.make(footprint, priya)
        content = {"title": "Stocktake", "kind": "stocktake", "held": made.held}
        changed = review_records.edit(review=made, version=1, by=priya, **content)
        assert (changed.title, changed.key, changed.version) == ("Stocktake", "nhse-stocktake", 2)
        with pytest.raises(Conflict):
            review_records.edit(review=made, version=1, by=priya, **content | {"title": "Mine"})


class TestMaking:
    def test_numbered_within_its_review_with_all_around_it(self, review, row, jo, board, priya, footprint):
        others = [PersonFactory(footprint=footprint, name=name) for name in ("Zed", "Ann")]
        content = Content(
            text="Appoint a clinical leader.",
            theme="Leadership",
            due=due(30),
            lead=jo,
            officers=others,
            bodies=[board],
            oversight_note="Owned by practices.",
        )
        made = recommendations.make(review=review, content=content, by=priya)
        assert made.number == 2
        assert [one.person for one in made.supporting_officers.all()] == others
        assert [one.body for one in made.overseers.all()] == [board]
        assert Notice.objects.get().text == "You are the accountable lead of a recommendation of a review."
        assert event("recommendation.made").after["officers"] == ["Zed", "Ann"]
        assert recommendations.make(review=review, content=content, by=priya) == made
        assert Recommendation.objects.count() == 2

    def test_all_that_is_wrong_is_said_at_once(self, review, jo, initiative, footprint, priya):
        gone = PersonFactory(footprint=footprint, name="Gil Gone")
        RoleAssignmentFactory(initiative=initiative, person=gone, valid_to=day(-10))
        content = Content(text=" ", due=FuzzyDate.parse("Summer 2017"), lead=jo, officers=[jo, gone])
        wrong = refused(lambda: recommendations.make(review=review, content=content, by=priya))
        assert wrong["text"] == ["Write down what is recommended."]
        assert wrong["due"] == ["Summer 2017 has passed. Give a later date."]
        assert "Alice Lead is the accountable lead" in wrong["officers"][0]
        assert "Gil Gone has left" in wrong["officers"][1]

    def test_of_a_private_review_neither_trail_nor_notice_holds_a_word(self, footprint, jo, priya):
        review = ReviewFactory(footprint=footprint, title="Secret audit", is_private=True)
        content = Content(
            text="Sell the secret site.", due=FuzzyDate.parse("secretly"), review_on=day(5), lead=jo
        )
        recommendations.make(review=review, content=content, by=priya)
        assert "secret" not in str(vars(event("recommendation.made"))).lower()
        assert "secret" not in str(vars(Notice.objects.get())).lower().replace("secret-audit", "")

    def test_what_was_private_stays_out_of_the_trail_when_it_is_published(self, review, priya, jo):
        row = RecommendationFactory(
            review=review, is_private=True, text="Sell the secret site.", due=due(5), lead=jo
        )
        content = Content(text="Sell a site.", due=row.due, lead=jo)
        recommendations.edit(recommendation=row, version=1, content=content, by=priya)
        told = event("recommendation.edited")
        assert "secret" not in str(vars(told))
        assert told.after["text"] == "Sell a site."


class TestEditing:
    def test_a_due_date_that_moves_is_kept(self, row, jo, board, priya):
        before = row.due
        content = Content(text=row.text, theme=row.theme, due=due(60), lead=jo, bodies=[board])
        recommendations.edit(recommendation=row, version=1, content=content, by=priya)
        said = RecommendationUpdate.objects.get()
        assert (said.due_before, said.due_after) == (before, due(60))
        with pytest.raises(Conflict):
            recommendations.edit(
                recommendation=row,
                version=1,
                content=Content(text="Mine.", due=due(60), lead=jo),
                by=priya,
            )

    def test_saved_as_it_was_nothing_is_written(self, row, jo, board, priya):
        content = Content(text=row.text, theme=row.theme, due=row.due, lead=jo, bodies=[board])
        recommendations.edit(recommendation=row, version=1, content=content, by=priya)
        assert not AuditEvent.objects.exists()


class TestUpdating:
    def said(self, row, by, **changed):
        content = {
            "version": 1,
            "text": "Recruitment underway.",
            "status": "on_track",
            "due": row.due,
            "on": day(0),
        }
        return recommendation_updates.update(recommendation=row, by=by, **content | changed)

    def test_said_to_be_complete_it_stays_open(self, row, alice):
        self.said(row, alice, text="Actioned.", status="complete", evidence="Minute 12.")
        row.refresh_from_db()
        assert (row.status, row.closed_at) == ("complete", None)
        assert list(Recommendation.objects.open()) == [row]
        assert RecommendationUpdate.objects.get().evidence == "Minute 12."

    @pytest.mark.parametrize("status", ["closed", "withdrawn", "overdue"])
    def test_no_update_closes_it(self, row, alice, status):
        assert "status" in refused(lambda: self.said(row, alice, status=status))

    def test_posted_twice_it_stands_once_and_two_at_once_are_told(self, row, alice, priya):
        assert self.said(row, alice) == self.said(row, alice)
        with pytest.raises(Conflict):
            self.said(row, priya)

    def test_the_due_date_it_moved_is_kept_and_one_in_the_past_refused(self, row, alice):
        assert "has passed" in refused(lambda: self.said(row, alice, due=due(-3)))["due"][0]
        assert self.said(row, alice, due=due(99)).due_after == due(99)

    def test_of_several_at_once(self, row, review, alice):
        other = RecommendationFactory(review=review, number=2)

        def together():
            return recommendation_updates.update_together(
                recommendations={row: 1, other: 1},
                text="One paper covers both.",
                status="plan_in_place",
                on=day(0),
                by=alice,
            )

        made = together()
        assert len({one.said_with for one in made}) == 1
        assert {one.recommendation for one in made} == {row, other}
        assert [one.pk for one in together()] == [one.pk for one in made]
        assert set(Recommendation.objects.values_list("status", "version")) == {("plan_in_place", 2)}

    def test_of_several_none_is_updated_where_one_was_changed_meanwhile(self, row, review, alice, priya):
        other = RecommendationFactory(review=review, number=2)
        self.said(other, priya, text="Mine.")
        with pytest.raises(Conflict):
            recommendation_updates.update_together(
                recommendations={row: 1, other: 1}, text="Both.", status="ongoing", on=day(0), by=alice
            )
        assert row.updates.count() == 0


class TestClosing:
    def close(self, row, meeting, by, **changed):
        content = {"version": 1, "status": "closed", "reason": "The Board agreed that it is done."}
        return recommendation_closing.close(recommendation=row, meeting=meeting, by=by, **content | changed)

    @pytest.mark.parametrize("status", ["closed", "withdrawn"])
    def test_by_a_meeting_of_the_body_that_oversees_it(self, row, meeting, priya, status):
        closed = self.close(row, meeting, priya, status=status)
        assert (closed.status, closed.closed_in, closed.closed_by) == (status, meeting, priya)
        assert row.updates.get().on == meeting.date
        assert event("recommendation.closed").after["meeting"] == str(meeting)
        assert not Recommendation.objects.open().exists()
        assert self.close(row, meeting, priya, status=status).version == 2

    def test_not_by_another_body_nor_before_it_met_nor_without_words(self, row, board, priya, footprint):
        elsewhere = MeetingFactory(footprint=footprint, body=BodyFactory(footprint=footprint), date=day(-1))
        for meeting in (elsewhere, None):
            wrong = refused(
                lambda meeting=meeting: self.close(row, meeting, priya, reason=" ", status="complete")
            )
            assert wrong["meeting"] == ["Select the meeting of Portfolio Board that closed it."]
            assert set(wrong) == {"meeting", "reason", "status"}
        to_come = MeetingFactory(footprint=footprint, body=board, date=day(3))
        assert (
            "can be recorded from that day on"
            in refused(lambda: self.close(row, to_come, priya))["meeting"][0]
        )

    def test_not_by_its_lead_nor_where_nobody_oversees_it(self, row, meeting, alice, priya):
        with pytest.raises(ValidationError, match="You lead this recommendation"):
            self.close(row, meeting, alice)
        row.overseers.all().delete()
        with pytest.raises(ValidationError, match="No body oversees this recommendation"):
            self.close(row, meeting, priya)

    def test_at_a_meeting_that_was_taken_away_it_is_not_closed(self, row, meeting, priya):
        Meeting.objects.filter(pk=meeting.pk).delete()
        with pytest.raises(ValidationError) as error:
            self.close(row, meeting, priya)
        assert "out of the calendar meanwhile" in error.value.message_dict["meeting"][0]

    def test_closed_it_is_neither_updated_nor_changed_until_it_is_opened_again(self, row, meeting, priya):
        self.close(row, meeting, priya)
        with pytest.raises(ValidationError, match="Open it again first"):
            recommendation_updates.update(
                recommendation=row,
                version=2,
                text="More.",
                status="ongoing",
                due=row.due,
                on=day(0),
                by=priya,
            )
        with pytest.raises(ValidationError, match="Say why"):
            recommendation_closing.reopen(recommendation=row, version=2, reason=" ", by=priya)
        opened = recommendation_closing.reopen(
            recommendation=row, version=2, reason="It came back.", by=priya
        )
        assert (opened.status, opened.closed_at, opened.closed_in, opened.closed_reason) == (
            "ongoing",
            None,
            None,
            "",
        )
        assert [one.text for one in row.updates.all()] == [
            "It came back.",
            "The Board agreed that it is done.",
        ]

    def test_two_at_once(self, row, meeting, priya, alice):
        recommendation_updates.update(
            recommendation=row, version=1, text="Not yet.", status="ongoing", due=row.due, on=day(0), by=alice
        )
        with pytest.raises(Conflict):
            self.close(row, meeting, priya)


def test_officers_and_overseers_are_read_with_the_right_to_the_recommendation(bob, bea, footprint):
    review = ReviewFactory(footprint=footprint, is_private=True)
    officer = SupportingOfficerFactory(recommendation=RecommendationFactory(review=review))
    assert not type(officer).objects.visible_to(bob).exists()
    assert type(officer).objects.visible_to(bea).exists()
