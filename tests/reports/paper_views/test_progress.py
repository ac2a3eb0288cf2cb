"""What a run looks like to the one who waits for it."""

import pytest
from django.utils import timezone

from reports.models import RunState
from tests.factories import RunFactory
from tests.pages import words
from tests.reports.paper_views.addresses import address

pytestmark = pytest.mark.django_db


class TestProgress:
    def fragment(self, client, user, run) -> str:
        client.force_login(user)
        return client.get(address(run.paper, f"runs/{run.pk}/")).content.decode()

    def test_it_tells_stage_and_percentage_and_goes_on(self, client, bob, paper):
        run = RunFactory(paper=paper, state=RunState.RUNNING, stage="Laying out the pages", percent=30)
        fragment = self.fragment(client, bob, run)
        assert "Laying out the pages: 30%" in words(fragment)
        assert "data-done" not in fragment
        assert "<html" not in fragment

    def test_a_try_that_failed_is_told_while_the_next_is_waited_for(self, client, bob, paper):
        run = RunFactory(paper=paper, attempts=1, error="The server was short of memory.")
        assert "The last attempt failed" in words(self.fragment(client, bob, run))

    @pytest.mark.parametrize("state", [RunState.DONE, RunState.FAILED])
    def test_the_end_stops_it(self, client, bob, paper, state):
        run = RunFactory(paper=paper, state=state, finished_at=timezone.now())
        assert "data-done" in self.fragment(client, bob, run)

    def test_the_page_follows_a_run_that_is_under_way_and_works_without_javascript(self, client, bob, paper):
        run = RunFactory(paper=paper)
        client.force_login(bob)
        page = client.get(address(paper)).content.decode()
        assert f'data-progress-url="{address(paper, f"runs/{run.pk}/")}"' in page
        assert f'<a href="{address(paper)}">Refresh' in page
