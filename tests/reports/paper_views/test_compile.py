"""Compiling a paper from its page: who may, what is said, and the way to the file."""

import pytest
from django.utils import timezone

from reports import runner
from reports.actions import runs
from reports.models import PaperFile, Run, RunState
from tests.factories import RunFactory
from tests.pages import read, words
from tests.reports.paper_views.addresses import address

pytestmark = pytest.mark.django_db


class TestCompile:
    def test_the_button_asks_for_a_run_and_leads_to_where_it_is_followed(self, client, priya, paper):
        client.force_login(priya)
        response = client.post(address(paper, "compile/"))
        assert response.url == f"{address(paper)}#files"
        assert 'id="files"' in client.get(response.url).content.decode()
        run = Run.objects.get()
        assert (run.state, run.requested_by) == (RunState.QUEUED, priya)
        assert "Waiting its turn" in read(client, priya, address(paper))

    def test_pressed_twice_it_gives_one_run(self, client, priya, paper):
        client.force_login(priya)
        for _ in range(2):
            client.post(address(paper, "compile/"))
        assert Run.objects.count() == 1

    @pytest.mark.parametrize("person", ["alice", "sam", "bea", "bob"])
    def test_a_colleague_without_the_right_is_refused(self, client, request, paper, person):
        client.force_login(request.getfixturevalue(person))
        assert client.post(address(paper, "compile/")).status_code == 403
        assert not Run.objects.exists()

    def test_with_nothing_changed_it_says_so(self, client, priya, paper):
        run = runs.request(paper=paper, by=priya)
        Run.objects.filter(pk=run.pk).update(state=RunState.DONE, finished_at=timezone.now())
        client.force_login(priya)
        page = client.post(address(paper, "compile/"), follow=True).content.decode()
        assert "Nothing has changed since this paper was compiled" in words(page)

    @pytest.mark.parametrize("state", ["published", "superseded"])
    def test_a_published_paper_has_no_button_and_says_why(self, client, priya, bea, paper, state):
        failed = RunFactory(paper=paper, state=RunState.FAILED, error="No.")
        paper.state = state
        paper.save()
        page = read(client, priya, address(paper))
        assert f"This paper is {state}, so it is not compiled again" in page
        assert "Compile paper" not in page
        assert "Try again" not in page
        assert "Try again" not in read(client, priya, address(paper, f"runs/{failed.pk}/"))
        assert "not compiled again" not in read(client, bea, address(paper))

    def test_asked_for_all_the_same_a_published_paper_is_refused_in_words(self, client, priya, paper):
        paper.state = "published"
        paper.save()
        client.force_login(priya)
        page = words(client.post(address(paper, "compile/"), follow=True).content.decode())
        assert "There is a problem This paper is published, so it is not compiled again" in page
        assert not Run.objects.exists()

    def test_an_approved_paper_is_compiled_until_its_files_say_so(self, client, priya, paper):
        paper.state = "approved"
        paper.save()
        assert "Compile paper" in read(client, priya, address(paper))
        client.post(address(paper, "compile/"))
        Run.objects.update(state=RunState.DONE, finished_at=timezone.now())
        page = read(client, priya, address(paper))
        assert "Compile again" not in page
        assert "This paper is approved, and its files are those of the approved paper" in page

    def test_a_failed_run_says_why_and_is_tried_again(self, client, priya, bea, paper):
        run = runs.request(paper=paper, by=priya)
        Run.objects.filter(pk=run.pk).update(
            state=RunState.FAILED, attempts=3, error="Section 2 is too long."
        )
        page = read(client, priya, address(paper))
        assert "The paper could not be compiled" in page
        assert "Section 2 is too long." in page
        assert "Try again" in page
        assert "Try again" not in read(client, bea, address(paper))

        client.force_login(priya)
        client.post(address(paper, "compile/"))
        run.refresh_from_db()
        assert (run.state, run.attempts) == (RunState.QUEUED, 0)


@pytest.mark.slow
def test_the_whole_way_from_the_button_to_the_file(client, priya, paper):
    client.force_login(priya)
    client.post(address(paper, "compile/"))
    assert runner.execute(Run.objects.get().pk)
    page = client.get(address(paper)).content.decode()
    file = PaperFile.objects.get(file_format="pdf")
    assert address(paper, f"files/{file.pk}/") in page
    assert file.sha256 in page
    assert client.get(address(paper, f"files/{file.pk}/")).content.startswith(b"%PDF-")
    assert "first" in client.get(address(paper, "read/")).content.decode()
