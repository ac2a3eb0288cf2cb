"""Reviews as trackers: what they show, their filters and files, and who may do what there."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from portfolios.models import PeriodState
from risks.models import Recommendation, RecommendationUpdate, Review
from stp_portal.core.fuzzy_dates import FuzzyDate
from tests.factories import BodyFactory, InitiativeFactory, MeetingFactory, PeriodFactory, PersonFactory
from tests.factories.registers import (
    OverseerFactory,
    RecommendationFactory,
    RecommendationUpdateFactory,
    ReviewFactory,
    SupportingOfficerFactory,
)
from tests.pages import read, row_of

ALL = "/northmere/reviews/recommendations/"
ADDRESS = "/northmere/reviews/stocktake/"
ONE = f"{ADDRESS}1/"


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def on(days: int) -> FuzzyDate:
    return FuzzyDate.of(day(days))


def numbers(page: str) -> list[int]:
    return [int(number) for number in re.findall(r"Recommendation (\d+)", page)]


def parts(name: str, when):
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


@pytest.fixture
def review(footprint):
    return ReviewFactory(footprint=footprint, key="stocktake", title="NHSE stocktake")


@pytest.fixture
def board(footprint):
    return BodyFactory(footprint=footprint, key="board", name="Portfolio Board")


@pytest.fixture
def row(review, board, alice):
    """Of Alice, overseen by the board, due in a month, not updated."""
    made = RecommendationFactory(
        review=review,
        number=1,
        lead=alice.people.get(),
        due=on(30),
        text="Appoint a clinical leader.",
        response="Recruitment begins.",
    )
    OverseerFactory(recommendation=made, body=board)
    return made


@pytest.fixture
def tracker(footprint, review, row, board):
    """Four more: overdue, said to be complete, on-going without lead or overseer, closed."""
    PeriodFactory(footprint=footprint, month=(2017, 10), state=PeriodState.LOCKED)
    PeriodFactory(footprint=footprint, month=(2018, 2), state=PeriodState.OPEN)
    zed = PersonFactory(footprint=footprint, key="zed", name="Zed Last")
    late = RecommendationFactory(review=review, number=2, theme="Workforce", due=on(-5), lead=zed)
    RecommendationUpdateFactory(recommendation=late, on=FuzzyDate.parse("18 October 2017").last)
    said = RecommendationFactory(review=review, number=3, status="complete", due=on(-9), lead=zed)
    OverseerFactory(recommendation=said, body=board)
    RecommendationUpdateFactory(recommendation=said, text="Actioned.", status="complete", on=day(0))
    place = InitiativeFactory(footprint=footprint, slug="digital")
    RecommendationFactory(
        review=review,
        number=4,
        theme="Workforce",
        due="On-going",
        review_on=day(20),
        lead=None,
        initiative=place,
    )
    meeting = MeetingFactory(footprint=footprint, body=board, date=day(-20))
    closed = RecommendationFactory(review=review, number=5, status="closed", lead=zed)
    Recommendation.objects.filter(pk=closed.pk).update(
        closed_at=timezone.now(), closed_by=row.lead.user, closed_in=meeting, closed_reason="Agreed."
    )


def test_a_theme_is_printed_once_above_its_rows(client, bea, tracker):
    client.force_login(bea)
    html = client.get(ADDRESS).content.decode()
    themes = re.findall(r'<th scope="rowgroup"[^>]*>([^<]+)', html)
    assert themes == ["Leadership", "Workforce"]
    assert numbers(html.split("</thead>")[1]) == [1, 3, 5, 2, 4]
    assert "<thead" in html
    assert html.count("<tbody") == 2


def test_a_row_says_what_who_by_when_and_how_it_stands(client, bea, tracker, row, footprint):
    SupportingOfficerFactory(
        recommendation=row, person=PersonFactory(footprint=footprint, name="Sue Support")
    )
    first = row_of(client, bea, ADDRESS, "Recommendation 1")
    assert "Appoint a clinical leader. Response Recruitment begins." in first
    assert "Alice Lead Supported by Sue Support Overseen by Portfolio Board" in first
    assert "New Never updated" in first
    late = row_of(client, bea, ADDRESS, "Recommendation 2")
    assert "Overdue by 5 days" in late
    assert "since October 2017 Recruitment underway. 18 October 2017" in late
    assert re.search(r"Not updated for \d+ days", late)
    assert "Said to be complete, waiting for Portfolio Board" in row_of(
        client, bea, ADDRESS, "Recommendation 3"
    )
    gap = row_of(client, bea, ADDRESS, "Recommendation 4")
    assert "No accountable lead" in gap
    assert "No body, so none can close it" in gap
    assert "To be looked at again on" in gap
    assert "Closed by Portfolio Board on" in row_of(client, bea, ADDRESS, "Recommendation 5")


def test_counts_stand_above_the_tracker_and_in_the_list(client, bea, tracker):
    words = "5 recommendations: 4 open, 1 overdue, 1 said to be complete and waiting for the overseeing body"
    assert f"{words}. The period in hand is February 2018." in read(client, bea, ADDRESS)
    assert words in row_of(client, bea, "/northmere/reviews/", "NHSE stocktake")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=open", [1, 3, 2, 4]),
        ("status=waiting", [3]),
        ("status=closed", [5]),
        ("status=new", [1, 2, 4]),
        ("due=overdue", [2]),
        ("due=look", []),
        ("lead=zed", [2, 3, 5]),
        ("body=board", [1, 3]),
        ("updated=missing", [1, 2, 4]),
        ("initiative=digital", [4]),
        ("q=clinical+recruitment", [1]),
        ("q=4", [4]),
        ("q=clinicall", [1]),
        ("sort=due", [3, 2, 5, 1, 4]),
        ("q=nothing", []),
    ],
)
def test_filters_and_orders_in_the_address(client, bea, tracker, query, found):
    Recommendation.objects.filter(number=5).update(due=on(3))
    Recommendation.objects.filter(number__in=[2, 3, 4, 5]).update(text="Something else.")
    client.force_login(bea)
    page = client.get(f"{ADDRESS}?{query}").content.decode()
    assert numbers(page.partition("</thead>")[2]) == found


def test_those_of_all_reviews_stand_under_their_reviews_open_ones_first(client, bea, tracker, footprint):
    other = ReviewFactory(footprint=footprint, title="Mid-year review")
    RecommendationFactory(review=other, number=1)
    client.force_login(bea)
    html = client.get(ALL).content.decode()
    assert re.findall(r'<th scope="rowgroup"[^>]*>([^<]+)', html) == ["NHSE stocktake", "Mid-year review"]
    assert numbers(html.partition("</thead>")[2]) == [1, 2, 3, 4, 1]


def test_the_file_has_the_theme_in_every_row_and_true_dates(client, bea, tracker):
    client.force_login(bea)
    lines = client.get(f"{ADDRESS}?format=csv&due=overdue").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith('"NHSE stocktake",2,"Workforce"')
    assert day(-5).isoformat() in lines[1]
    assert client.get(f"{ALL}?format=xlsx").content.startswith(b"PK")


def test_nothing_private_is_anywhere_for_an_observer(client, bob, bea, footprint, review, row):
    secret = ReviewFactory(footprint=footprint, key="secret-audit", title="Secret audit", is_private=True)
    RecommendationFactory(review=secret, number=1, text="Sell the secret site.")
    RecommendationFactory(review=review, number=2, text="Sell the other secret site.", is_private=True)
    for address in ("/northmere/reviews/", ALL, f"{ALL}?format=csv&status=all", ADDRESS):
        client.force_login(bob)
        shown = client.get(address).content.decode()
        assert "ecret" not in shown, address
        client.force_login(bea)
        assert "ecret" in client.get(address).content.decode(), address
    assert "1 recommendation: 1 open" in row_of(client, bob, "/northmere/reviews/", "NHSE stocktake")
    for address in ("/northmere/reviews/secret-audit/", "/northmere/reviews/secret-audit/1/", f"{ADDRESS}2/"):
        read(client, bob, address, status=404)
        assert "Private" in read(client, bea, address)


def test_a_tracker_takes_the_same_queries_at_any_length(
    client, bea, review, row, django_assert_max_num_queries
):
    client.force_login(bea)
    with django_assert_max_num_queries(14):
        client.get(ADDRESS)
    for number in range(2, 30):
        OverseerFactory(recommendation=RecommendationFactory(review=review, number=number, lead=None))
    with django_assert_max_num_queries(14):
        client.get(ADDRESS)
    with django_assert_max_num_queries(14):
        client.get(ALL)


class TestRights:
    @pytest.mark.parametrize(
        ("step", "allowed"),
        [
            (f"{ONE}edit/", {"priya"}),
            (f"{ADDRESS}edit/", {"priya"}),
            (f"{ADDRESS}add/", {"priya"}),
            ("/northmere/reviews/add/", {"priya"}),
            (f"{ONE}update/", {"priya", "alice"}),
            (f"{ADDRESS}update/", {"priya", "alice"}),
            (f"{ONE}close/", {"priya"}),
        ],
    )
    def test_who_may_take_which_step(self, client, priya, alice, sam, bea, bob, row, step, allowed):
        for user in (priya, alice, sam, bea, bob):
            client.force_login(user)
            expected = 200 if user.email.split("@")[0] in allowed else 403
            assert client.get(step).status_code == expected, user

    def test_a_supporting_officer_says_how_it_stands(self, client, bea, row, footprint):
        SupportingOfficerFactory(recommendation=row, person=PersonFactory(footprint=footprint, user=bea))
        read(client, bea, f"{ONE}update/")
        read(client, bea, f"{ONE}edit/", status=403)

    def test_a_recorder_who_leads_it_does_not_close_it(self, client, priya, row, footprint):
        row.lead = PersonFactory(footprint=footprint, user=priya)
        row.save()
        read(client, priya, f"{ONE}close/", status=403)
        assert "Record that its body closed it" not in read(client, priya, ONE)


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
