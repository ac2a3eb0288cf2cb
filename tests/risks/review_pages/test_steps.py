"""A review and what it recommends: recorded, edited, updated, closed by its body."""

import re

from risks.models import Recommendation, RecommendationUpdate, Review
from tests.factories import MeetingFactory, PersonFactory
from tests.factories.registers import (
    RecommendationFactory,
    RecommendationUpdateFactory,
    SupportingOfficerFactory,
)
from tests.pages import read, row_of
from tests.risks.review_pages.places import ADDRESS, ONE, day, parts


class TestSteps:
    def test_a_review_and_what_it_recommends(self, client, priya, footprint, board):
        client.force_login(priya)
        answer = client.post("/northmere/reviews/add/", {"title": "", "kind": ""})
        assert answer.status_code == 422
        answer = client.post(
            "/northmere/reviews/add/", {"title": "Mid-year review", "kind": "mid_year", "held": "Q3 2017/18"}
        )
        assert answer.url == "/northmere/reviews/mid-year-review/"
        people = [PersonFactory(footprint=footprint, name=name) for name in ("Ann", "Ben", "Cal")]
        form = {
            "theme": "Resources & money",
            "text": "Secure interim arrangements.",
            "due": "Q4 2040/41",
            "lead": people[0].pk,
            "officers": [people[2].pk, people[1].pk],
            "bodies": [board.pk],
        }
        again = client.post(f"{answer.url}add/", form | {"another": "1"})
        assert again.url == "/northmere/reviews/mid-year-review/add/?theme=Resources+%26+money"
        assert 'value="Resources &amp; money"' in client.get(again.url).content.decode()
        made = Recommendation.objects.get()
        assert [str(one.person) for one in made.supporting_officers.all()] == ["Ben", "Cal"]
        assert (
            client.post(f"{answer.url}add/", form | {"officers": [people[0].pk], "text": "Else."}).status_code
            == 422
        )

    def test_a_private_review_is_marked_with_its_reason(self, client, priya, review):
        client.force_login(priya)
        form = {"version": 1, "title": review.title, "kind": "audit", "private_reason": "Section 31"}
        assert client.post(f"{ADDRESS}edit/", form).status_code == 302
        assert Review.objects.get().is_private
        assert client.post(f"{ADDRESS}edit/", form | {"title": "Mine"}).status_code == 409

    def test_editing_keeps_who_supports_in_their_order_and_two_at_once_see_both(
        self, client, priya, row, footprint
    ):
        people = [PersonFactory(footprint=footprint, name=name) for name in ("Zed", "Ann")]
        for position, person in enumerate(people):
            SupportingOfficerFactory(recommendation=row, person=person, position=position)
        client.force_login(priya)
        form = {
            "version": 1,
            "text": "Appoint two leaders.",
            "theme": row.theme,
            "due": str(row.due),
            "lead": row.lead_id,
            "officers": [person.pk for person in people],
            "bodies": [row.overseers.get().body_id],
        }
        assert client.post(f"{ONE}edit/", form).status_code == 302
        assert [one.person for one in row.supporting_officers.all()] == people
        answer = client.post(f"{ONE}edit/", form | {"text": "Appoint three leaders."})
        assert answer.status_code == 409
        assert "Appoint two leaders." in answer.content.decode()
        assert "Appoint three leaders." in answer.content.decode()

    def test_said_to_be_complete_and_then_closed_by_the_board(self, client, alice, priya, row, board):
        client.force_login(alice)
        form = {
            "version": 1,
            "text": "Actioned.",
            "status": "complete",
            "due": str(row.due),
            **parts("on", day(0)),
        }
        assert client.post(f"{ONE}update/", form).url == ONE
        assert "Said to be complete, waiting for Portfolio Board" in read(client, alice, ONE)
        page = read(client, priya, f"{ONE}close/")
        assert "No meeting of Portfolio Board is on record up to today" in page
        meeting = MeetingFactory(footprint=board.footprint, body=board, date=day(0))
        MeetingFactory(footprint=board.footprint, body=board, date=day(5))
        client.force_login(priya)
        offered = client.get(f"{ONE}close/").content.decode()
        assert offered.count("Portfolio Board, ") == 1
        answer = client.post(
            f"{ONE}close/", {"version": 2, "meeting": meeting.pk, "status": "closed", "reason": ""}
        )
        assert answer.status_code == 422
        closed = {"version": 2, "meeting": meeting.pk, "status": "closed", "reason": "The Board agreed."}
        assert client.post(f"{ONE}close/", closed).url == ONE
        page = read(client, priya, ONE)
        assert "Closed by Portfolio Board on" in page
        assert "As minuted The Board agreed." in page
        assert client.get(f"{ONE}update/").url == client.get(f"{ONE}edit/").url == ONE
        read(client, alice, f"{ONE}reopen/", status=403)
        client.force_login(priya)
        client.post(f"{ONE}reopen/", {"version": 3, "reason": "It came back."})
        assert "How it stands Ongoing" in read(client, priya, ONE)

    def test_without_an_overseer_it_says_where_to_name_one(self, client, priya, row):
        row.overseers.all().delete()
        assert "Name the body that oversees it first" in read(client, priya, f"{ONE}close/")

    def test_one_update_of_all_that_are_ticked(self, client, alice, priya, row, review):
        other = RecommendationFactory(review=review, number=2, text="Not hers.")
        third = RecommendationFactory(review=review, number=3, lead=row.lead)
        client.force_login(alice)
        page = client.get(f"{ADDRESS}update/?number=1&number=2").content.decode()
        assert "Not hers." not in page
        assert page.count("checked") == 1
        read_as = re.search(r'name="read" value="([^"]*)"', page)
        form = {
            "read": read_as[1] if read_as else "",
            "chosen": ["1", "3"],
            "text": "One paper covers both.",
            "status": "plan_in_place",
            **parts("on", day(0)),
        }
        assert client.post(f"{ADDRESS}update/", form | {"chosen": ["1", "2"]}).status_code == 422
        RecommendationUpdateFactory(recommendation=third, text="Something else.", on=day(-1))
        Recommendation.objects.filter(pk=third.pk).update(version=2)
        answer = client.post(f"{ADDRESS}update/", form)
        assert answer.status_code == 409
        html = answer.content.decode()
        assert "“Something else.”" in html
        assert "One paper covers both." in html
        assert RecommendationUpdate.objects.count() == 1
        assert client.post(f"{ADDRESS}update/", form | {"read": "1:1 3:2"}).url == ADDRESS
        assert RecommendationUpdate.objects.exclude(said_with=None).count() == 2
        assert other.updates.count() == 0
        assert "said of several together" in row_of(client, alice, ADDRESS, "Recommendation 1")
