"""The page of a paper: what it is, its files, what blocks it, and whose it is not."""

import pytest
from django.utils import timezone

from reports.actions import runs
from reports.models import PaperFile, Run, RunState
from tests.factories import FindingFactory, PaperFactory, PaperFileFactory, RunFactory
from tests.pages import read, row_of
from tests.reports.paper_views.addresses import address
from tests.reports.paper_views.files import done

pytestmark = pytest.mark.django_db


class TestPaper:
    def test_it_tells_what_the_paper_is(self, client, bob, paper):
        page = read(client, bob, address(paper))
        assert "Governing Body, 21 February 2018" in page
        assert "Here is the first word." in page
        assert "This paper has not been compiled yet. The PMO compiles it." in page

    def test_files_come_with_size_and_hash(self, client, bob, paper):
        done(paper)
        file = PaperFile.objects.get()
        page = read(client, bob, address(paper))
        assert file.sha256 in page
        assert "16 bytes" in page

    def test_while_a_new_run_is_waited_for_the_old_files_are_told_apart(self, client, bea, paper):
        done(paper)
        assert "the files are from the last time" not in read(client, bea, address(paper))
        RunFactory(paper=paper)
        assert "These files are from the last time. Compiled on" in read(client, bea, address(paper))

    def test_what_blocks_is_said_and_the_rest_counted_to_those_who_see_private_things(
        self, client, bea, bob, paper
    ):
        run = done(paper)
        assert "found nothing that blocks" in read(client, bea, address(paper))
        FindingFactory(run=run, position=1, severity="advisory", where="Paragraph 1")
        FindingFactory(run=run, position=2, severity="blocking", where="Paragraph 2")
        page = read(client, bea, address(paper))
        assert "Paragraph 2" in page
        assert "Paragraph 1" not in page
        assert "1 worth a look" in page
        assert "Paragraph 2" not in read(client, bob, address(paper))

    def test_the_files_of_the_run_asked_for_last_are_shown(self, client, priya, paper, monkeypatch):
        """An edit, compiled, and taken back, compiled: the older run is what the paper now says."""
        section = paper.sections.filter(key="introduction")
        first = runs.request(paper=paper, by=priya)
        section.update(text="Another try.")
        second = runs.request(paper=paper, by=priya)
        for run in (first, second):
            PaperFileFactory(run=run, content=str(run.pk).encode())
        Run.objects.update(state=RunState.DONE, finished_at=timezone.now())

        def shown() -> str:
            return row_of(client, priya, address(paper), "PDF").split()[-1]

        assert shown() == second.files.get().sha256
        section.update(text="Here is the **first** word.")
        client.post(address(paper, "compile/"))
        assert shown() == first.files.get().sha256

    def test_only_pmo_sees_the_button(self, client, priya, bea, paper):
        assert "Compile paper" in read(client, priya, address(paper))
        assert "Compile paper" not in read(client, bea, address(paper))

    def test_the_paper_of_another_footprint_is_not_there(
        self, client, charlie, priya, other_footprint, paper
    ):
        theirs = PaperFactory(paper_type__footprint=other_footprint)
        client.force_login(priya)
        assert client.get(address(theirs)).status_code == 404
        assert client.get(f"/southmere/papers/{theirs.pk}/").status_code == 404
        client.force_login(charlie)
        assert client.get(f"/southmere/papers/{paper.pk}/").status_code == 404

    @pytest.mark.parametrize(
        "rest", ["", "compile/", "read/", "files/{file}/", "runs/{run}/", "sections/{section}/"]
    )
    def test_nothing_of_a_private_paper_is_there_for_an_observer(self, client, bob, bea, private_paper, rest):
        run = done(private_paper)
        section = private_paper.sections.first()
        rest = rest.format(file=run.files.get().pk, run=run.pk, section=section.pk)
        client.force_login(bob)
        assert client.get(address(private_paper, rest)).status_code == 404

    @pytest.mark.parametrize("kind", ["files", "runs", "sections"])
    def test_parts_are_found_under_their_own_paper_only(self, client, priya, paper, private_paper, kind):
        run = done(private_paper)
        parts = {"files": run.files.get(), "runs": run, "sections": private_paper.sections.first()}
        client.force_login(priya)
        assert client.get(address(paper, f"{kind}/{parts[kind].pk}/")).status_code == 404
