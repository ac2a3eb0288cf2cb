"""The list of actions, the page of one, and who may do what there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from risks.models import Action, ActionUpdate
from risks.queries.risk_parts.actions import actions as part_of
from stp_portal.core.fuzzy_dates import FuzzyDate
from tests.factories import AskFactory, InitiativeFactory, PersonFactory, RiskFactory
from tests.factories.registers import ActionFactory, IssueFactory
from tests.pages import read, row_of

ADDRESS = "/northmere/actions/"
ONE = "/northmere/actions/1/"


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def on(days: int) -> FuzzyDate:
    return FuzzyDate.of(day(days))


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7, title="Vacant posts")


@pytest.fixture
def action(risk, alice):
    return ActionFactory(risk=risk, number=1, lead=alice.people.get(), text="Agree the rota.", due=on(30))


@pytest.fixture
def actions(footprint, risk, action):
    """Five: due later, overdue (of an issue), on-going and to be looked at (of an ask), complete, due soon."""
    elsewhere = InitiativeFactory(footprint=footprint, slug="digital")
    issue = IssueFactory(footprint=footprint, number=3, title="No doctor", initiative=elsewhere)
    ask = AskFactory(initiative=elsewhere, verb="agree", text="the new clinic")
    zed = PersonFactory(footprint=footprint, key="zed", name="Zed Last")
    ActionFactory(
        risk=None, issue=issue, number=2, text="Hire a locum.", due=on(-5), status="on_track", lead=zed
    )
    ActionFactory(
        risk=None, ask=ask, number=3, text="Write to them.", due="On-going", review_on=day(-1), lead=zed
    )
    ActionFactory(risk=risk, number=4, text="Old one.", status="complete", ended_on=day(-1), lead=zed)
    ActionFactory(risk=risk, number=5, text="Soon.", due=on(3), lead=None)


def numbers(page: str) -> list[int]:
    return [int(part.split(":")[0]) for part in page.split("Action ")[1:] if part.split(":")[0].isdigit()]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [2, 5, 1, 3]),
        ("sort=-due", [3, 1, 5, 2]),
        ("sort=-number", [5, 3, 2, 1]),
        ("status=all&sort=number", [1, 2, 3, 4, 5]),
        ("status=complete", [4]),
        ("status=on_track", [2]),
        ("due=overdue", [2]),
        ("due=soon", [5]),
        ("due=look", [3]),
        ("due=overdue&status=all", [2]),
        ("lead=zed", [2, 3]),
        ("source=risk", [5, 1]),
        ("source=issue", [2]),
        ("source=ask", [3]),
        ("initiative=digital", [2, 3]),
        ("q=ROTA", [1]),
        ("q=doctor", [2]),
        ("q=clinic", [3]),
        ("q=zed+locum", [2]),
        ("q=5", [5]),
        ("q=nothing", []),
    ],
)
def test_filters_and_orders_in_the_address(client, bea, actions, query, found):
    assert numbers(read(client, bea, f"{ADDRESS}?{query}")) == found


def test_me_is_whoever_looks(client, alice, bea, actions):
    assert numbers(read(client, alice, f"{ADDRESS}?lead=me")) == [1]
    assert numbers(read(client, bea, f"{ADDRESS}?lead=me")) == []


def test_a_word_in_the_address_that_is_no_filter_is_said(client, bea, actions):
    page = read(client, bea, f"{ADDRESS}?due=yesterday&status=finished")
    assert "“yesterday” is not a way to be due" in page
    assert numbers(page) == [2, 5, 1, 3]


def test_a_line_says_what_about_who_by_when_and_how_it_stands(client, bea, actions):
    ActionUpdate.objects.create(
        footprint=Action.objects.get(number=2).footprint,
        action=Action.objects.get(number=2),
        on=day(-2),
        text="Two have applied.",
        status="on_track",
        due_before=on(-40),
        due_after=on(-5),
    )
    line = row_of(client, bea, ADDRESS, "Action 2")
    assert "Action 2: Hire a locum. About Issue 3: No doctor" in line
    assert "Lead Zed Last" in line
    assert "Overdue by 5 days Moved once" in line
    assert "On track Two have applied." in line
    assert "Was to be looked at again on" in row_of(client, bea, ADDRESS, "Action 3")
    assert "Lead Nobody named" in row_of(client, bea, ADDRESS, "Action 5")


def test_what_is_about_something_private_is_nowhere_for_an_observer(client, bob, bea, footprint):
    risk = RiskFactory(footprint=footprint, number=9, title="Secret sale", is_private=True)
    ActionFactory(risk=risk, number=1, text="Call the secret buyer.", lead=PersonFactory(footprint=footprint))
    for address in (ADDRESS, f"{ADDRESS}?format=csv", f"{ADDRESS}?q=secret&status=all"):
        client.force_login(bob)
        shown = client.get(address)
        # The words of the search stand in its own field.
        assert "buyer" not in shown.content.decode()
        assert "Action 1" not in shown.content.decode()
        client.force_login(bea)
        assert "buyer" in client.get(address).content.decode()
    read(client, bob, ONE, status=404)
    assert "Private Section 43" in read(client, bea, ONE)


def test_the_file_holds_the_rows_of_the_filters_with_true_dates(client, bea, actions):
    client.force_login(bea)
    answer = client.get(f"{ADDRESS}?due=overdue&format=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith('2,"Hire a locum.","Issue 3: No doctor"')
    assert (
        f'"{on(-5)}","{day(-5).isoformat()}"' in lines[1] or f'"{on(-5)}",{day(-5).isoformat()}' in lines[1]
    )
    assert client.get(f"{ADDRESS}?format=xlsx").content.startswith(b"PK")


def test_the_page_of_a_list_takes_the_same_queries_at_any_length(
    client, bea, risk, django_assert_max_num_queries
):
    client.force_login(bea)
    for number in range(1, 4):
        ActionFactory(risk=risk, number=number)
    with django_assert_max_num_queries(11):
        client.get(ADDRESS)
    for number in range(4, 60):
        ActionFactory(risk=risk, number=number, lead=None)
    with django_assert_max_num_queries(11):
        assert "Next page" in client.get(ADDRESS).content.decode().replace(
            '<span class="nhsuk-u-visually-hidden"> page</span>', " page"
        )


def test_a_slip_of_one_letter_is_forgiven_and_said(client, bea, actions):
    page = read(client, bea, f"{ADDRESS}?q=locumm")
    assert "Nothing holds “locumm”, shown: “locum”." in page
    assert numbers(page) == [2]


def test_the_page_of_an_ask_shows_what_is_done_because_of_it(client, priya, bea, actions):
    ask = Action.objects.get(number=3).ask
    address = f"/northmere/asks/{ask.period.slug}/{ask.key}/"
    assert "Action 3: Write to them." in read(client, bea, address)
    assert f"{address}actions/add/" not in client.get(address).content.decode()
    client.force_login(priya)
    assert f"{address}actions/add/" in client.get(address).content.decode()


class TestRights:
    STEPS = ("edit/", "update/", "end/")

    @pytest.mark.parametrize("step", STEPS)
    def test_who_keeps_the_risk_may_and_others_may_not(self, client, priya, sam, bea, bob, action, step):
        for user, status in ((priya, 200), (sam, 200), (bea, 403), (bob, 403)):
            client.force_login(user)
            assert client.get(ONE + step).status_code == status

    def test_its_lead_says_how_it_stands_but_changes_nothing_else(self, client, bea, action):
        action.lead.user = bea
        action.lead.save()
        client.force_login(bea)
        assert [client.get(ONE + step).status_code for step in self.STEPS] == [403, 200, 200]

    def test_an_action_of_an_ask_is_kept_by_who_records_decisions(
        self, client, footprint, priya, sam, initiative
    ):
        ask = AskFactory(initiative=initiative)
        address = f"/northmere/asks/{ask.period.slug}/{ask.key}/actions/add/"
        for user, status in ((priya, 200), (sam, 403)):
            client.force_login(user)
            assert client.get(address).status_code == status


class TestSteps:
    def test_adding_one_from_a_risk(self, client, priya, risk, alice):
        client.force_login(priya)
        form = {"text": "Agree the rota.", "lead": alice.people.get().pk, "due": "On-going"}
        answer = client.post("/northmere/risks/7/actions/add/", form)
        assert answer.status_code == 422
        assert "“On-going” has no day that can pass" in answer.content.decode()
        soon = day(9)
        parts = {"review_on_day": soon.day, "review_on_month": soon.month, "review_on_year": soon.year}
        answer = client.post("/northmere/risks/7/actions/add/", form | parts)
        assert (answer.status_code, answer.url) == (302, "/northmere/risks/7/#actions")
        assert Action.objects.get().review_on == soon

    def test_who_has_left_is_not_offered_and_refused_in_words_all_the_same(
        self, client, priya, risk, initiative
    ):
        from tests.factories import RoleAssignmentFactory

        gone = PersonFactory(footprint=risk.footprint, name="Gil Gone")
        RoleAssignmentFactory(initiative=initiative, person=gone, valid_to=day(-3))
        client.force_login(priya)
        address = "/northmere/risks/7/actions/add/"
        assert "Gil Gone" not in client.get(address).content.decode()
        answer = client.post(address, {"text": "Do.", "lead": gone.pk, "due": "Q4 2040/41"})
        assert answer.status_code == 422
        assert "Gil Gone has left" in answer.content.decode()

    def update(self, action, **changed):
        today = day(0)
        return {
            "version": action.version,
            "text": "Half the wards agreed.",
            "status": "on_track",
            "on_day": today.day,
            "on_month": today.month,
            "on_year": today.year,
            "due": str(action.due),
        } | changed

    def test_updating_it(self, client, alice, action):
        client.force_login(alice)
        assert client.post(f"{ONE}update/", self.update(action)).url == ONE
        page = read(client, alice, ONE)
        assert "How it stands On track" in page
        assert "Alice Lead How it stood On track What was said Half the wards agreed." in page

    def test_of_two_at_once_both_are_shown_and_the_second_goes_on_knowingly(
        self, client, alice, priya, action
    ):
        sent = self.update(action, text="Nobody agreed.", status="ongoing")
        client.force_login(priya)
        client.post(f"{ONE}update/", sent)
        client.force_login(alice)
        answer = client.post(f"{ONE}update/", self.update(action))
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "Nobody agreed." in page
        assert "Half the wards agreed." in page
        assert 'name="version" value="2"' in page
        assert client.post(f"{ONE}update/", self.update(action, version=2)).status_code == 302
        assert ActionUpdate.objects.count() == 2

    def test_ending_it(self, client, alice, action):
        client.force_login(alice)
        answer = client.post(f"{ONE}end/", {"version": 1, "status": "complete", "reason": ""})
        assert answer.status_code == 422
        client.post(f"{ONE}end/", {"version": 1, "status": "complete", "reason": "The rota is signed."})
        client.force_login(alice)
        assert client.get(f"{ONE}end/").url == ONE
        page = read(client, alice, ONE)
        assert "What became of it The rota is signed." in page
        assert "Take it up again" in page


def test_the_part_of_a_risk_page_sorts_what_is_open_by_due_and_what_has_ended_apart(bea, actions, risk):
    part = part_of(risk, bea, day(0))
    assert [line.number for line in part.open] == [5, 1]
    assert [line.number for line in part.ended] == [4]
    assert part.add_url == "/northmere/risks/7/actions/add/"


def test_words_longer_than_a_search_takes_are_said_and_left_out(client, bea, actions):
    page = read(client, bea, f"{ADDRESS}?q={'x' * 101}")
    assert "100 characters" in page
    assert numbers(page) == [2, 5, 1, 3]
