"""A section that is kept out of papers for public sessions, with its reason."""

import pytest

from tests.pages import shown, words
from tests.reports.compose_pages.addresses import at, at_section

pytestmark = pytest.mark.django_db


class TestMarkingPrivate:
    def test_it_leaves_the_public_paper_and_comes_back(self, client, priya, paper, introduction):
        client.force_login(priya)
        where = at_section(introduction)
        said = shown(client.post(f"{where}mark-private/", {"private_reason": "FOI 43"}, follow=True))
        assert "“Introduction” is kept out of papers for public sessions" in said
        assert "Here is the first word." not in words(client.get(at(paper)).content.decode())
        assert "may stand in public papers again" in shown(client.post(f"{where}make-public/", follow=True))
        assert "Here is the first word." in words(client.get(at(paper)).content.decode())

    def test_without_a_reason_it_says_what_to_do(self, client, priya, introduction):
        client.force_login(priya)
        said = shown(client.post(f"{at_section(introduction)}mark-private/", follow=True))
        assert "Say why this is private, or which exemption applies." in said

    def test_refused_it_stays_open_beside_the_rest_of_the_section(self, client, priya, introduction):
        client.force_login(priya)
        response = client.post(f"{at_section(introduction)}mark-private/", {"private_reason": "F" * 201})
        assert response.status_code == 422
        page = response.content.decode()
        assert "F" * 201 in page
        assert "at most 200 characters (it has 201)" in shown(response)
        introduction.refresh_from_db()
        assert not introduction.is_private
