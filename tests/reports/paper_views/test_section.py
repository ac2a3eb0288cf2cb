"""A section of a paper, written by one author or by two at once."""

import pytest

from stp_portal.core.models import AuditEvent
from tests.pages import read, words
from tests.reports.paper_views.addresses import address

pytestmark = pytest.mark.django_db


class TestSection:
    @pytest.fixture
    def section(self, paper):
        return paper.sections.get(key="introduction")

    def at(self, section) -> str:
        return address(section.paper, f"sections/{section.pk}/")

    def test_an_author_writes_it(self, client, priya, section):
        client.force_login(priya)
        assert "Here is the **first** word." in client.get(self.at(section)).content.decode()
        response = client.post(self.at(section), {"version": section.version, "text": "A **second** try."})
        assert response.url == f"{self.at(section)}#write"
        section.refresh_from_db()
        assert (section.text, section.version, section.edited_by) == ("A **second** try.", 2, priya)
        event = AuditEvent.objects.get(event="section.saved")
        assert (event.before, event.after) == (
            {"text": "Here is the **first** word."},
            {"section": "introduction", "text": "A **second** try."},
        )

    def test_posted_twice_it_is_saved_once(self, client, priya, section):
        client.force_login(priya)
        for _ in range(2):
            assert client.post(self.at(section), {"version": 1, "text": "Once."}).status_code == 302
        section.refresh_from_db()
        assert section.version == 2

    def test_somebody_elses_text_is_shown_beside_ones_own(self, client, priya, section):
        client.force_login(priya)
        client.post(self.at(section), {"version": 1, "text": "Theirs."})
        response = client.post(self.at(section), {"version": 1, "text": "Mine."})
        assert response.status_code == 409
        page = words(response.content.decode())
        assert "Somebody else saved this section while you were writing" in page
        assert "Theirs." in page
        assert "Mine." in page
        section.refresh_from_db()
        assert section.text == "Theirs."

        assert client.post(self.at(section), {"version": 2, "text": "Mine."}).status_code == 302
        section.refresh_from_db()
        assert section.text == "Mine."

    def test_markup_is_refused_and_comes_back_as_typed(self, client, priya, section):
        client.force_login(priya)
        response = client.post(self.at(section), {"version": 1, "text": "Hello <script>alert(1)</script>"})
        assert response.status_code == 422
        assert "The text holds HTML or script" in words(response.content.decode())
        assert "Hello &lt;script&gt;" in response.content.decode()
        section.refresh_from_db()
        assert section.version == 1

    @pytest.mark.parametrize("state", ["approved", "published", "superseded"])
    def test_an_approved_paper_is_never_changed(self, client, priya, section, state):
        section.paper.state = state
        section.paper.save()
        client.force_login(priya)
        assert "This paper cannot be changed" in client.get(self.at(section)).content.decode()
        response = client.post(self.at(section), {"version": 1, "text": "Changed."})
        assert response.status_code == 422
        section.refresh_from_db()
        assert section.version == 1
        assert "Write this section" not in read(client, priya, address(section.paper))

    def test_a_colleague_without_the_right_is_refused(self, client, bea, section):
        client.force_login(bea)
        assert client.get(self.at(section)).status_code == 403
        assert client.post(self.at(section), {"version": 1, "text": "No."}).status_code == 403
        assert "Write this section" not in read(client, bea, address(section.paper))

    def test_private_text_stays_out_of_the_audit_trail(self, client, priya, section):
        section.is_private, section.private_reason = True, "Commercial interests"
        section.save()
        client.force_login(priya)
        client.post(self.at(section), {"version": 1, "text": "Eleven pigs."})
        event = AuditEvent.objects.get(event="section.saved")
        assert event.after == {"section": "introduction", "text": "12 characters"}
