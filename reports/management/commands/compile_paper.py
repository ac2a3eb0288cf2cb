"""`manage.py compile_paper`: one paper from the command line."""

import os
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from portfolios.models import Footprint, ReportingPeriod, Session
from reports import runner
from reports.actions import runs
from reports.models import FileFormat, Finding, Paper, PaperType, Run, RunState, Severity
from reports.models.snapshots import digest
from reports.queries.paper_record import record_of
from reports.time_limit import soft_time_limit

LOOK_AGAIN_SECONDS = 0.5


class Command(BaseCommand):
    help = (
        "Compiles a paper and writes it to a file. Asks for a run as the page does, and does the work itself; where a "
        "worker has it already, waits for that. The same data and text give the same file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--footprint", required=True, metavar="SLUG", help="such as dorset")
        parser.add_argument("--type", required=True, metavar="SLUG", help="such as governing-body-update")
        parser.add_argument("--period", required=True, metavar="SLUG", help="such as 2017-09")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="replaced if it is there")
        parser.add_argument(
            "--format",
            choices=FileFormat.values,
            help="xlsx for papers that hold a register; json: the record it is drawn from (unless said, that by which "
            "FILE ends, or else pdf)",
        )
        parser.add_argument(
            "--session",
            choices=Session.values,
            default=Session.PUBLIC,
            help="which part of the meeting the paper is for (public, unless said)",
        )
        parser.add_argument(
            "--wait",
            type=float,
            metavar="SECONDS",
            default=settings.CELERY_TASK_TIME_LIMIT + settings.RUN_LEASE_SECONDS,
            help="how long to wait for a worker that is compiling it already (%(default)s, unless said)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        paper = paper_called(options["footprint"], options["type"], options["period"], options["session"])
        out: Path = options["out"]
        if out.exists() and not out.is_file():
            raise CommandError(f"{out} is not a file. Give --out the name of a file to write.")
        try:
            asked = runs.request(paper=paper, by=None)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        run = finished(asked, options["wait"])
        content = content_of(run, options["format"] or format_by_name(out))
        try:
            write_whole(out, content)
        except OSError as error:
            raise CommandError(
                f"{out} cannot be written: {error.strerror}. The paper is compiled and kept."
            ) from error
        self.stdout.write(f"{out}\n{len(content):,} bytes\nSHA-256 {digest(content)}")
        findings = list(run.findings.order_by("position"))
        self.stdout.write(summary(findings))
        for finding in findings:
            self.stdout.write(f"  {finding.severity}: {finding.where}: {finding.message} {finding.cure}")


def format_by_name(path: Path) -> str:
    """The format that a file of this name would be taken for; PDF for any other name."""
    ending = path.suffix.removeprefix(".").lower()
    return ending if ending in FileFormat.values else FileFormat.PDF


def content_of(run: Run, file_format: str) -> bytes:
    """The file of a finished run in a format. Raises CommandError for a paper without one."""
    if file_format == FileFormat.JSON:
        return record_of(run)
    file = run.files.filter(file_format=file_format).first()
    if file is None:
        raise CommandError(
            f"“{run.paper}” has no register, so there is no file of it in the format {file_format}. "
            "It is compiled and kept; ask for pdf, html or docx."
        )
    return bytes(file.content)


def paper_called(footprint: str, paper_type: str, period: str, session: str) -> Paper:
    """The latest edition of the paper. Raises CommandError, listing what there is, for a name that is not known."""
    among = one_of(Footprint.objects.all(), footprint, "footprint", "the portal")
    kind = one_of(PaperType.objects.filter(footprint=among), paper_type, "type of paper", among.name)
    when = one_of(ReportingPeriod.objects.filter(footprint=among), period, "period", among.name)
    papers = Paper.objects.filter(footprint=among, paper_type=kind, session=session)
    paper = papers.filter(period=when).order_by("edition").last()
    if paper is None:
        others = ", ".join(
            papers.order_by("period__first_day").values_list("period__slug", flat=True).distinct()
        )
        raise CommandError(
            f"No {session} {kind.slug} of {footprint} was begun for {period}. Begun: {others or 'none yet'}."
        )
    return paper


def one_of(known: QuerySet[Any], slug: str, what: str, where: str) -> Any:
    """The row called ``slug``. Raises CommandError with the slugs that there are."""
    found = known.filter(slug=slug).first()
    if found is None:
        slugs = ", ".join(sorted(known.values_list("slug", flat=True))) or "none yet"
        raise CommandError(f"There is no {what} {slug!r} in {where}. There is: {slugs}.")
    return found


def finished(run: Run, wait: float) -> Run:
    """``run`` once its files are there, compiled here or by the worker that has it. CommandError where that fails."""
    deadline = time.monotonic() + wait
    while True:
        with soft_time_limit(settings.CELERY_TASK_SOFT_TIME_LIMIT):
            runner.execute(run.pk)
        run.refresh_from_db()
        if run.state == RunState.DONE:
            return run
        if run.state == RunState.FAILED:
            raise CommandError(run.error)
        if time.monotonic() > deadline:
            raise CommandError(
                f"After {wait:g} seconds another worker is still compiling this paper (run {run.pk}). "
                "Ask again in a while, or with a longer --wait."
            )
        time.sleep(LOOK_AGAIN_SECONDS)


def summary(findings: list[Finding]) -> str:
    """How many findings there are of each severity, in words."""
    blocking = sum(finding.severity == Severity.BLOCKING for finding in findings)
    return f"Findings: {blocking} blocking, {len(findings) - blocking} advisory"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that at any moment it holds the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
