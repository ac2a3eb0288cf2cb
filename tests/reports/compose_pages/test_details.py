"""The details of a paper: its title, day, purposes and people."""

import re

import pytest

from tests.factories import PersonFactory
from tests.pages import shown
from tests.reports.compose_pages.addresses import at

pytestmark = pytest.mark.django_db


class TestDetails:
    def sent(self, paper, **changes):
        values = {
            "version": paper.version,
            "title": paper.title,
            "authored_on_day": 1,
            "authored_on_month": 2,
        }
        return values | {"authored_on_year": 2018, "recommendation": "Note it."} | changes

    def test_they_are_saved(self, client, paper, priya):
        client.force_login(priya)
        sent = self.sent(paper, title="Another plan", purposes=["noting", "decision"])
        assert client.post(at(paper, "details/"), sent).url == at(paper)
        paper.refresh_from_db()
        assert (paper.title, paper.purposes) == ("Another plan", ["noting", "decision"])

    def test_refused_they_come_back_as_typed(self, client, paper, priya):
        client.force_login(priya)
        sent = self.sent(paper, title="", recommendation="Decide **now**.", authored_on_month=13)
        response = client.post(at(paper, "details/"), sent)
        assert response.status_code == 422
        assert "Enter title" in shown(response)
        assert "Decide **now**." in response.content.decode()

    def test_two_at_once_see_what_differs(self, client, paper, priya):
        client.force_login(priya)
        client.post(at(paper, "details/"), self.sent(paper, title="Theirs"))
        response = client.post(at(paper, "details/"), self.sent(paper, title="Mine"))
        assert response.status_code == 409
        assert "Title As saved now Theirs As you typed it Mine" in shown(response)

    def test_only_who_may_approve_is_offered_as_approver(self, client, paper, priya, sam, alice):
        people = {
            user: PersonFactory(
                footprint=paper.footprint, key=f"p{user.pk}", user=user, name=f"Person {user}"
            )
            for user in (priya,)
        }
        client.force_login(priya)
        page = client.get(at(paper, "details/")).content.decode()
        approvers = re.search(r'<select name="approver".*?</select>', page, re.DOTALL)[0]
        assert str(people[priya]) in approvers
        assert sam.name in approvers
        assert alice.name not in approvers
