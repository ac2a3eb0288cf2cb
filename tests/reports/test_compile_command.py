"""`manage.py compile_paper` and `manage.py runs`: the same runs as the page asks for, done here and now."""

import hashlib
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports import runner
from reports.actions import runs
from reports.checks.found import Found
from reports.compilation import Compiled
from reports.models import Run, RunState, Severity
from reports.rendering.errors import RenderError
from tests.factories import PaperFactory, PeriodFactory

pytestmark = pytest.mark.django_db

COMPILED = Compiled(
    pdf=b"%PDF-1.7 a paper",
    html=b"<p>a paper</p>",
    findings=[
        Found(
            "placeholder", Severity.BLOCKING, "Paragraph 1.1", "“£XX” is a placeholder.", "Write the figure."
        ),
        Found(
            "abbreviation", Severity.ADVISORY, "Paragraph 1.2", "GB is explained nowhere.", "Write it out."
        ),
    ],
)
NAMED = {"footprint": "northmere", "type": "governing-body-update", "period": "2018-01"}


@pytest.fixture
def paper(footprint):
    return PaperFactory(paper_type__footprint=footprint, period__month=(2018, 1))


@pytest.fixture
def starts(monkeypatch):
    """How often a compilation was begun; what it gives is made up."""
    begun = []

    def work(snapshot, paper, on_stage):
        begun.append(paper)
        return COMPILED

    monkeypatch.setattr(runner, "compile_paper", work)
    return begun


def compile_paper(out: Path, **options: object) -> str:
    """What the command prints, with arguments as on a command line."""
    printed = StringIO()
    named = NAMED | options | {"out": out}
    call_command("compile_paper", *(f"--{name}={value}" for name, value in named.items()), stdout=printed)
    return printed.getvalue()


def test_the_file_is_written_and_described(paper, starts, tmp_path):
    out = tmp_path / "papers" / "paper.pdf"
    printed = compile_paper(out)
    assert out.read_bytes() == COMPILED.pdf
    assert str(out) in printed
    assert "16 bytes" in printed
    assert f"SHA-256 {hashlib.sha256(COMPILED.pdf).hexdigest()}" in printed
    assert "Findings: 1 blocking, 1 advisory" in printed
    assert "blocking: Paragraph 1.1: “£XX” is a placeholder. Write the figure." in printed
    assert [path.name for path in out.parent.iterdir()] == ["paper.pdf"]
    assert Run.objects.get().state == RunState.DONE


def test_the_page_to_read_is_written_as_well(paper, starts, tmp_path):
    compile_paper(tmp_path / "paper.html", format="html")
    assert (tmp_path / "paper.html").read_bytes() == COMPILED.html


@pytest.mark.parametrize(
    ("name", "named", "written"),
    [
        ("paper.html", {}, COMPILED.html),
        ("paper.HTML", {}, COMPILED.html),
        ("paper", {}, COMPILED.pdf),
        ("paper.of.january", {}, COMPILED.pdf),
        ("paper.html", {"format": "pdf"}, COMPILED.pdf),
    ],
)
def test_without_a_format_the_name_of_the_file_says_it(paper, starts, tmp_path, name, named, written):
    compile_paper(tmp_path / name, **named)
    assert (tmp_path / name).read_bytes() == written


def test_a_second_time_the_file_comes_from_the_first_run(paper, starts, tmp_path):
    compile_paper(tmp_path / "one.pdf")
    compile_paper(tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert len(starts) == Run.objects.count() == 1


@pytest.mark.slow
def test_compiled_anew_from_the_same_record_the_paper_has_the_same_bytes(paper, tmp_path, monkeypatch):
    """No made-up compilation here: the renderer itself, twice, as under another version of its name."""
    compile_paper(tmp_path / "one.pdf")
    monkeypatch.setattr("reports.inputs.renderer_version", lambda: "another")
    compile_paper(tmp_path / "two.pdf")
    assert Run.objects.filter(state=RunState.DONE).count() == 2
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_the_latest_edition_is_taken(paper, starts, tmp_path):
    latest = PaperFactory(paper_type=paper.paper_type, period=paper.period, edition=2)
    compile_paper(tmp_path / "paper.pdf")
    assert Run.objects.get().paper == latest


def test_a_paper_for_a_private_session_is_asked_for_by_its_session(paper, starts, tmp_path):
    private = PaperFactory(
        paper_type=paper.paper_type,
        period=paper.period,
        session="private",
        is_private=True,
        private_reason="Commercial",
    )
    compile_paper(tmp_path / "paper.pdf", session="private")
    assert Run.objects.get().paper == private


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"footprint": "dorsett"}, "There is no footprint 'dorsett' in the portal. There is: northmere."),
        (
            {"type": "risk-register"},
            "There is no type of paper 'risk-register' in Northmere (made up). There is: governing-body-update.",
        ),
        (
            {"period": "2019-13"},
            "There is no period '2019-13' in Northmere (made up). There is: 2018-01, 2018-02.",
        ),
        (
            {"period": "2018-02"},
            "No public governing-body-update of northmere was begun for 2018-02. Begun: 2018-01.",
        ),
        ({"format": "odt"}, "invalid choice: 'odt'"),
        (
            {"session": "private"},
            "No private governing-body-update of northmere was begun for 2018-01. Begun: none",
        ),
    ],
)
def test_a_name_that_is_not_known_is_told_with_those_that_are(paper, starts, tmp_path, wrong, said):
    PeriodFactory(footprint=paper.footprint, month=(2018, 2))
    with pytest.raises(CommandError) as refused:
        compile_paper(tmp_path / "paper.pdf", **wrong)
    assert said in str(refused.value)
    assert list(tmp_path.iterdir()) == []
    assert not Run.objects.exists()


def test_an_empty_portal_says_that_it_is_empty(db, tmp_path):
    with pytest.raises(CommandError, match="There is: none yet"):
        compile_paper(tmp_path / "paper.pdf")


def test_a_paper_that_cannot_be_compiled_is_told_and_leaves_the_file_as_it_was(paper, monkeypatch, tmp_path):
    def refuse(*args, **kwargs):
        raise RenderError("Section 2 holds a character that no font has. Take it out.")

    monkeypatch.setattr(runner, "compile_paper", refuse)
    monkeypatch.setattr("reports.management.commands.compile_paper.LOOK_AGAIN_SECONDS", 0)
    out = tmp_path / "paper.pdf"
    out.write_bytes(b"the paper of last month")
    with pytest.raises(CommandError, match="Section 2 holds a character that no font has"):
        compile_paper(out)
    assert out.read_bytes() == b"the paper of last month"
    assert list(tmp_path.iterdir()) == [out]
    assert Run.objects.get().state == RunState.FAILED


def test_a_run_held_by_another_worker_is_waited_for_only_so_long(paper, starts, tmp_path):
    runs.claim(runs.request(paper=paper, by=None).pk)
    with pytest.raises(
        CommandError, match=r"After 0\.1 seconds another worker is still compiling this paper"
    ):
        compile_paper(tmp_path / "paper.pdf", wait=0.1)
    assert starts == []
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_place_to_write_to(paper, starts, tmp_path):
    with pytest.raises(CommandError, match="is not a file"):
        compile_paper(tmp_path)
    assert not Run.objects.exists()


def test_a_place_that_cannot_be_written_is_told(paper, starts, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match=r"cannot be written: .* The paper is compiled and kept"):
        compile_paper(tmp_path / "file" / "paper.pdf")


def test_a_write_that_fails_half_way_leaves_nothing(paper, starts, tmp_path, monkeypatch):
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CommandError, match="No space left on device"):
        compile_paper(tmp_path / "paper.pdf")
    assert list(tmp_path.iterdir()) == []


def test_work_that_takes_too_long_is_stopped(paper, monkeypatch, settings, tmp_path):
    settings.CELERY_TASK_SOFT_TIME_LIMIT = 0.1
    monkeypatch.setattr("reports.management.commands.compile_paper.LOOK_AGAIN_SECONDS", 0)

    def endless(*args, **kwargs):
        while True:
            pass

    monkeypatch.setattr(runner, "compile_paper", endless)
    with pytest.raises(CommandError, match="could not be compiled within"):
        compile_paper(tmp_path / "paper.pdf")
    assert Run.objects.get().attempts == 3


def test_a_published_paper_is_refused_in_words(paper, starts, tmp_path):
    paper.state = "published"
    paper.save()
    with pytest.raises(CommandError, match="This paper is published, so it is not compiled again"):
        compile_paper(tmp_path / "paper.pdf")
    assert not (tmp_path / "paper.pdf").exists()
    assert starts == []


class TestRunsCommand:
    def run(self, *options: str) -> str:
        printed = StringIO()
        call_command("runs", *options, stdout=printed)
        return printed.getvalue()

    def test_due_work_is_done_without_a_broker(self, paper, starts):
        run = runs.request(paper=paper, by=None)
        assert self.run("--once") == f"Run {run.pk}, Northmere (made up), {paper}: compiled\n"
        assert self.run("--once") == "Nothing is due.\n"
        assert len(starts) == 1

    def test_without_an_option_it_only_says_what_there_is(self, paper, starts):
        assert self.run() == "No run is waiting, and none has failed.\n"
        run = runs.request(paper=paper, by=None)
        assert self.run() == f"Run {run.pk}, Northmere (made up), {paper}: waiting for a worker\n"
        assert starts == []

    def test_a_run_that_took_every_worker_down_is_given_up_and_told(self, paper, starts):
        run = runs.request(paper=paper, by=None)
        Run.objects.update(attempts=3)
        assert f"Run {run.pk}, Northmere (made up), {paper}: failed: The paper could not" in self.run(
            "--once"
        )
        assert starts == []
        assert "failed" in self.run()
