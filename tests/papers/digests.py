"""What every paper of the examples compiles to, as hashes: for tests that compare databases and processes."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from reports.actions import runs
from reports.models import Paper, PaperFile
from reports.runner import execute


def of_every_paper() -> dict[str, str]:
    """Load the examples, compile each of their papers, and give the SHA-256 of every snapshot and file by name."""
    folders = sorted(path for path in (settings.BASE_DIR / "reports" / "examples").iterdir() if path.is_dir())
    call_command("load_examples", *map(Path, folders), verbosity=0)
    found = {}
    for paper in Paper.objects.select_related("footprint").order_by("pk"):
        run = runs.request(paper=paper, by=None)
        name = f"{paper.footprint.slug} {paper.paper_type.slug} {paper.period.slug} {paper.session}"
        found[f"{name}, record"] = run.snapshot.sha256
        if not execute(run.pk):
            run.refresh_from_db()
            raise AssertionError(f"{name}: {run.error}")
        for file in PaperFile.objects.filter(run=run).defer("content"):
            found[f"{name}, {file.file_format}"] = file.sha256
    return found
