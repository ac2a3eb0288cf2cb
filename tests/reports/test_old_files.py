"""What a paper once said is kept from those who may not read private material, once it says it no longer."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from reports import runner
from reports.actions import runs
from reports.compilation import Compiled
from reports.models import Paper, Run, RunState
from stp_portal.accounts.models import User
from tests.factories import FindingFactory, PaperFactory, PaperFileFactory, RunFactory
from tests.pages import read, row_of

pytestmark = pytest.mark.django_db

LIST = "/northmere/papers/"


@pytest.fixture
def paper(footprint) -> Paper:
    return PaperFactory(
        paper_type__footprint=footprint, period__month=(2018, 1), texts={"introduction": "SECRET-ALPHA."}
    )


@pytest.fixture(autouse=True)
def _no_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files hold the frozen input in place of a laid-out paper: what is tested is who gets which."""
    monkeypatch.setattr(
        runner,
        "compile_paper",
        lambda snapshot, paper, on_stage: Compiled(
            pdf=str(paper).encode(),
            html=f'<body class="paper"><h1>Update</h1><main>{paper}</main></body>'.encode(),
            findings=[],
        ),
    )


def compiled(paper: Paper, by: User) -> Run:
    run = runs.request(paper=Paper.objects.get(pk=paper.pk), by=by)
    assert runner.execute(run.pk)
    return run


def addresses(run: Run) -> list[str]:
    """Each address at which something of a run is had."""
    files = [f"files/{file.pk}/" for file in run.files.all()]
    return [f"{LIST}{run.paper_id}/{rest}" for rest in (*files, f"runs/{run.pk}/")]


def answers(client: Client, user: User, run: Run) -> set[int]:
    client.force_login(user)
    return {client.get(address).status_code for address in addresses(run)}


def reading(client: Client, user: User, paper: Paper) -> int:
    client.force_login(user)
    return client.get(f"{LIST}{paper.pk}/read/").status_code


def make_public(paper: Paper) -> None:
    Paper.objects.filter(pk=paper.pk).update(is_private=False, private_reason="", session="public")


def test_what_was_taken_out_of_a_paper_is_gone_with_the_next_compilation(client, bob, bea, priya, paper):
    old = compiled(paper, priya)
    assert answers(client, bob, old) == {200}
    paper.sections.filter(key="introduction").update(text="Nothing to see.")
    new = compiled(paper, priya)
    assert answers(client, bob, old) == {404}
    assert answers(client, bob, new) == {200}
    assert "SECRET-ALPHA" not in read(client, bob, f"{LIST}{paper.pk}/read/")
    assert answers(client, bea, old) == {200}


def test_a_section_marked_private_later_is_gone_from_what_an_observer_gets(client, bob, priya, paper):
    old = compiled(paper, priya)
    paper.sections.filter(key="introduction").update(is_private=True, private_reason="Commercial interests")
    new = compiled(paper, priya)
    assert new != old
    assert answers(client, bob, old) == {404}


def test_while_a_new_run_is_waited_for_the_files_of_before_are_served(client, bob, priya, paper):
    done = compiled(paper, priya)
    paper.sections.filter(key="introduction").update(text="Another try.")
    asked = runs.request(paper=paper, by=priya)
    assert answers(client, bob, done) == {200}
    assert answers(client, bob, asked) == {200}


def test_what_went_wrong_with_an_older_run_is_told_no_longer(client, bob, bea, paper):
    """The words of an error may quote the paper as it was."""
    failed = RunFactory(paper=paper, state=RunState.FAILED, error="SECRET-ALPHA is not laid out.")
    Run.objects.filter(pk=failed.pk).update(updated_at=timezone.now() - timedelta(minutes=1))
    assert answers(client, bob, failed) == {200}
    RunFactory(paper=paper)
    assert answers(client, bob, failed) == {404}
    assert answers(client, bea, failed) == {200}


class TestMadePublic:
    """A paper that was compiled as private, and is public now."""

    @pytest.fixture
    def private_paper(self, paper):
        return PaperFactory(
            paper_type=paper.paper_type,
            period=paper.period,
            session="private",
            edition=2,
            title="Land sale",
            is_private=True,
            private_reason="Commercial interests",
            texts={"introduction": "SECRET-ALPHA."},
        )

    @pytest.fixture
    def run(self, private_paper, priya):
        run = compiled(private_paper, priya)
        FindingFactory(run=run, position=1, where="SECRET-ALPHA")
        make_public(private_paper)
        return run

    def test_a_run_keeps_what_the_paper_was_marked_when_it_was_asked_for(self, private_paper, run):
        run.refresh_from_db()
        assert run.is_private
        assert all("-private" in file.name for file in run.files.all())

    def test_the_files_of_one_asked_for_as_private_are_named_so_whatever_the_paper_is_by_then(
        self, private_paper, priya
    ):
        run = runs.request(paper=private_paper, by=priya)
        make_public(private_paper)
        runner.execute(run.pk)
        assert all("-private" in file.name for file in run.files.all())

    def test_an_observer_gets_nothing_of_it(self, client, bob, bea, private_paper, run):
        assert answers(client, bob, run) == {404}
        assert reading(client, bob, private_paper) == 404
        assert answers(client, bea, run) == {200}
        assert reading(client, bea, private_paper) == 200

    def test_the_pages_tell_an_observer_of_no_file(self, client, bob, bea, private_paper, run):
        page = read(client, bob, f"{LIST}{private_paper.pk}/")
        assert "This paper has not been compiled yet." in page
        assert "SECRET-ALPHA" not in page.replace("Here SECRET-ALPHA", "").split("Sections")[0]
        assert not any(file.sha256 in page for file in run.files.all())
        assert row_of(client, bob, LIST, "Paper Land sale").endswith("File Not compiled yet")
        assert "PDF" in row_of(client, bea, LIST, "Paper Land sale")

    def test_an_earlier_public_run_does_not_come_back(self, client, bob, priya, paper):
        """It says what the paper said before it was made private."""
        first = compiled(paper, priya)
        Paper.objects.filter(pk=paper.pk).update(is_private=True, private_reason="Commercial interests")
        compiled(paper, priya)
        make_public(paper)
        assert answers(client, bob, first) == {404}
        assert reading(client, bob, paper) == 404

    def test_compiled_again_it_is_there(self, client, bob, priya, private_paper, run):
        again = compiled(private_paper, priya)
        assert again != run
        assert answers(client, bob, again) == {200}
        assert reading(client, bob, private_paper) == 200

    def test_a_mark_alone_gives_a_run_of_its_own(self, client, bob, priya, paper):
        """The words are the same, so without the mark in the input the private run would be found again."""
        Paper.objects.filter(pk=paper.pk).update(is_private=True, private_reason="Commercial interests")
        private = compiled(paper, priya)
        make_public(paper)
        assert compiled(paper, priya) != private
        assert reading(client, bob, paper) == 200

    def test_who_takes_a_private_file_of_it_is_kept_on_record(self, client, bea, run):
        from stp_portal.core.models import AuditEvent

        answers(client, bea, run)
        assert AuditEvent.objects.filter(event="file.downloaded", actor=bea.email).count() == 2


def test_a_run_nobody_told_of_is_private(paper):
    assert Run(paper=paper).is_private


def test_runs_from_before_are_public_where_their_paper_is(footprint):
    import importlib

    mark = importlib.import_module("reports.migrations.0003_runs_of_public_papers").mark
    public = PaperFactory(paper_type__footprint=footprint)
    private = PaperFactory(
        paper_type=public.paper_type,
        period=public.period,
        edition=2,
        is_private=True,
        private_reason="FOI 43",
    )
    was_private = '{"session":"private"}'
    one, two, three = (
        RunFactory(paper=paper, is_private=True, input=text)
        for paper, text in (
            (public, '{"session":"public"}'),
            (private, '{"session":"public"}'),
            (public, was_private),
        )
    )
    mark(apps, None)
    marks = dict(Run.objects.values_list("pk", "is_private"))
    assert marks == {one.pk: False, two.pk: True, three.pk: True}


@pytest.mark.parametrize("size", [2, 20])
def test_the_list_asks_as_often_for_an_observer_however_many_runs_there_are(
    client, bob, paper, size, django_assert_num_queries
):
    for number in range(size):
        other = PaperFactory(paper_type=paper.paper_type, period=paper.period, edition=number + 2)
        PaperFileFactory(run=RunFactory(paper=other, state=RunState.DONE, finished_at=timezone.now()))
    client.force_login(bob)
    with django_assert_num_queries(7):
        client.get(LIST)
