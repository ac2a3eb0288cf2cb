"""Taking a paper its way in tests: files as a worker leaves them, and all the steps at once."""

from django.utils import timezone

from reports.actions import approval, publishing, runs
from reports.models import FileFormat, Paper, Publication, Run, RunState
from stp_portal.accounts.models import User
from tests.factories import FindingFactory, PaperFileFactory

PAGE = '<html><body class="paper" data-title="x"><main><h1>{title}</h1><p>{words}</p></main></body></html>'


def finish(paper: Paper, findings: tuple[dict[str, object], ...] = ()) -> Run:
    """End the run of a paper that was asked for last as a worker would, with files of a few bytes and ``findings``."""
    run = paper.runs.last_asked_first()[0]
    if run.state == RunState.DONE:
        return run
    Run.objects.filter(pk=run.pk).update(state=RunState.DONE, finished_at=timezone.now(), percent=100)
    words = ", ".join(section.text for section in paper.sections.all())
    contents = {
        FileFormat.PDF: f"%PDF-1.7 run {run.pk}".encode(),
        FileFormat.HTML: PAGE.format(title=paper.title, words=words).encode(),
    }
    for file_format, content in contents.items():
        name = runs.file_name(paper, file_format, is_private=run.is_private)
        PaperFileFactory(run=run, file_format=file_format, content=content, name=name)
    for position, fields in enumerate(findings, start=1):
        FindingFactory(run=run, position=position, **fields)
    run.refresh_from_db()
    return run


def whole_way(paper: Paper, *, author: User, approver: User, publisher: User) -> Publication:
    """Hand in, approve and publish a draft of a locked period."""
    for step, by in ((approval.submit, author), (approval.approve, approver)):
        step(paper=paper, by=by)
        finish(paper)
    return publishing.publish(paper=paper, by=publisher)
