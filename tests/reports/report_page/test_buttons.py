"""The buttons on the page of a report: only those that this person may press."""

import re

import pytest

from portfolios.models import PeriodState
from stp_portal.accounts.models import User
from tests.pages import read, words


def buttons(client, user: User, address: str) -> list[str]:
    client.force_login(user)
    page = client.get(address).content.decode()
    main = page[page.index("<main") :]
    return [words(found) for found in re.findall(r"<button[^>]*>(.*?)</button>", main)]


class TestButtons:
    @pytest.mark.parametrize(
        ("state", "who", "expected"),
        [
            ("draft", "alice", ["Submit report", "Add comment"]),
            ("draft", "priya", ["Submit report", "Add comment", "Save the PMO’s rating"]),
            ("draft", "bea", []),
            ("submitted", "alice", ["Take report back", "Add comment"]),
            (
                "submitted",
                "priya",
                ["Assure report", "Return report", "Add comment", "Save the PMO’s rating"],
            ),
            ("submitted", "bob", []),
            ("assured", "alice", ["Add comment"]),
            ("assured", "priya", ["Return report", "Add comment", "Save the PMO’s rating"]),
            ("assured", "sam", ["Sign off report", "Return report", "Add comment"]),
            ("signed_off", "sam", ["Add comment"]),
            ("signed_off", "priya", ["Return report", "Add comment", "Save the PMO’s rating"]),
        ],
    )
    def test_only_those_that_this_person_may_press(
        self, client, request, address, move, state, who, expected
    ):
        for name in ("sam", "priya"):
            request.getfixturevalue(name)
        move(state)
        assert buttons(client, request.getfixturevalue(who), address) == expected

    @pytest.mark.parametrize("who", ["alice", "priya", "sam"])
    def test_none_once_the_period_is_locked(self, client, request, address, period, who):
        period.state = PeriodState.LOCKED
        period.save()
        assert buttons(client, request.getfixturevalue(who), address) == []

    def test_whose_it_would_be_but_for_being_their_own_is_told_so(self, client, priya, address, move):
        move("submitted", submitted_by=priya)
        page = read(client, priya, address)
        assert "You submitted this report, and nobody approves their own." in page
        assert "Assure the report" not in page

    def test_what_is_missing_is_listed_with_its_place_in_the_form(self, client, alice, address, move):
        move("draft", route_owner="")
        client.force_login(alice)
        page = client.get(address).content.decode()
        assert f'<a href="{address}edit/#id_route_owner">Say who does it: the rating is Amber.</a>' in page
        assert "Submit report" not in page

    def test_an_expected_report_is_to_be_written_first(self, client, alice, address, move):
        move("expected", edited_at=None, edited_by=None)
        assert "Write report" in read(client, alice, address)
        assert buttons(client, alice, address) == ["Add comment"]
