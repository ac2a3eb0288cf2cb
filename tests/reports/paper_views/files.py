"""A paper whose run is done, with its file."""

from django.utils import timezone

from reports.actions import runs
from reports.models import RunState
from tests.factories import PaperFileFactory, RunFactory


def done(paper, **fields):
    run = RunFactory(paper=paper, state=RunState.DONE, finished_at=timezone.now(), percent=100, **fields)
    PaperFileFactory(run=run, name=runs.file_name(paper, "pdf", is_private=run.is_private))
    return run
