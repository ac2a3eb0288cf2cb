"""Words written by hand in place of the record."""

import pytest

from tests.pages import read, shown
from tests.reports.compose_pages.addresses import at_section, outline

pytestmark = pytest.mark.django_db


class TestOverride:
    def test_it_is_printed_with_its_reason_and_can_be_ended(self, client, report, priya):
        client.force_login(priya)
        sent = {"version": 1, "override": "All is well.", "override_reason": "Disputed."}
        assert client.post(at_section(report, "override/"), sent).url.endswith("#write")
        page = read(client, priya, at_section(report))
        assert "Written by hand in place of the record: Disputed. 2.1 All is well." in page
        assert outline(client, report).startswith("2. Report Written by hand 1 finding")
        client.post(at_section(report, "override-end/"))
        assert outline(client, report).startswith("2. Report From the record")

    def test_refused_it_comes_back_as_typed(self, client, report, priya):
        client.force_login(priya)
        sent = {"version": 1, "override": "All is well.", "override_reason": ""}
        response = client.post(at_section(report, "override/"), sent)
        assert response.status_code == 422
        assert "Enter reason" in shown(response)
        assert "All is well." in response.content.decode()
        assert not report.paper.sections.exclude(override="").exists()

    def test_two_at_once_see_both(self, client, report, priya):
        client.force_login(priya)
        sent = {"version": 1, "override": "Theirs.", "override_reason": "Disputed."}
        client.post(at_section(report, "override/"), sent)
        response = client.post(at_section(report, "override/"), sent | {"override": "Mine."})
        assert response.status_code == 409
        page = shown(response)
        assert "Theirs." in page
        assert "Mine." in page
        assert (
            client.post(
                at_section(report, "override/"), sent | {"override": "Mine.", "version": 2}
            ).status_code
            == 302
        )
