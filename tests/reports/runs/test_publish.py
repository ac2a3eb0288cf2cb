"""The end of a run: its files and findings come together, once, from the worker that holds it."""

from uuid import uuid4

import pytest

from reports.actions import runs
from reports.compilation import Compiled
from reports.models import Finding, Paper, PaperFile, PaperState, RunState
from tests.factories import PaperFactory
from tests.reports.runs.work import COMPILED, end_lease, events

pytestmark = pytest.mark.django_db


class TestPublish:
    def test_files_findings_and_the_end_of_the_run_come_together(self, run):
        assert runs.publish(run.pk, runs.claim(run.pk), COMPILED)
        run.refresh_from_db()
        assert (run.state, run.percent, run.token, run.lease_until) == (RunState.DONE, 100, None, None)
        assert run.finished_at is not None
        files = {file.file_format: file for file in run.files.all()}
        assert bytes(files["pdf"].content) == COMPILED.pdf
        assert files["pdf"].size == len(COMPILED.pdf)
        assert files["pdf"].sha256 == "be745a9e5b9d2be07ab3bf55149ef20694c2733d1a4eae8c8c4d2109d977f1ff"
        assert bytes(files["html"].content) == COMPILED.html
        finding = run.findings.get()
        assert (finding.position, finding.rule, finding.severity) == (1, "placeholder", "blocking")
        assert finding.footprint == run.footprint
        assert events(run) == ["run.published"]

    def test_a_late_finisher_publishes_nothing(self, run):
        late = runs.claim(run.pk)
        end_lease(run)
        now = runs.claim(run.pk)
        assert not runs.publish(run.pk, late, COMPILED)
        assert not PaperFile.objects.exists()
        assert not Finding.objects.exists()
        run.refresh_from_db()
        assert (run.state, run.token) == (RunState.RUNNING, now)

        assert runs.publish(run.pk, now, COMPILED)
        assert not runs.publish(run.pk, late, COMPILED)
        assert run.files.count() == 2

    def test_a_token_out_of_thin_air_publishes_nothing(self, run):
        runs.claim(run.pk)
        assert not runs.publish(run.pk, uuid4(), COMPILED)

    def test_half_a_publication_is_none(self, run):
        token = runs.claim(run.pk)
        broken = Compiled(pdf=b"pdf", html=b"html", findings=[None])
        with pytest.raises(AttributeError):
            runs.publish(run.pk, token, broken)
        run.refresh_from_db()
        assert run.state == RunState.RUNNING
        assert not PaperFile.objects.exists()

    def test_a_paper_published_meanwhile_keeps_its_files(self, run):
        token = runs.claim(run.pk)
        Paper.objects.update(state=PaperState.PUBLISHED)
        assert not runs.publish(run.pk, token, COMPILED)
        run.refresh_from_db()
        assert (run.state, run.token) == (RunState.FAILED, None)
        assert "This paper is published" in run.error
        assert not PaperFile.objects.exists()
        assert events(run) == ["run.failed"]

    def test_a_file_is_named_after_its_paper(self, footprint):
        paper = PaperFactory(paper_type__footprint=footprint, period__month=(2018, 1))
        name = runs.file_name(paper, "pdf", is_private=False)
        assert name == "northmere-governing-body-update-2018-01.pdf"
        paper.edition = 2
        name = runs.file_name(paper, "html", is_private=True)
        assert name == "northmere-governing-body-update-2018-01-private-edition-2.html"
