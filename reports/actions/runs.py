"""Asking for a run, and the steps by which a worker takes, keeps, publishes or gives it up.

The row is the truth (docs/adr/0004): nothing here talks to a broker. A worker holds a run by a token and a lease, both
given by one conditional UPDATE that reads the database's clock, so two workers never hold the same run, whatever their
own clocks say. Every later step names the token: a worker that was taken for dead and comes back changes nothing.
"""

import json
import logging
import uuid
from dataclasses import asdict
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now
from django.utils import timezone

from reports.actions import snapshots
from reports.compilation import Compiled
from reports.models import (
    FINISHED,
    FileFormat,
    Finding,
    Paper,
    PaperFile,
    PaperState,
    Run,
    RunState,
    Snapshot,
    SnapshotKind,
)
from reports.models.runs import RunQuerySet
from reports.models.snapshots import canonical, digest
from reports.queries.present import drawn_from, input_digest
from stp_portal.accounts.models import User
from stp_portal.core import audit

logger = logging.getLogger(__name__)

WORKER = "compile worker"  # who did it, in the audit trail
WORKER_LOST = (
    "The paper could not be compiled: each of the {number} workers that tried was stopped before it had finished. "
    "The text may be too large to compile, or the server short of memory. Shorten the longest section and try again; "
    "if that does not help, tell your administrator the number of the run, {run}."
)


class ClaimLost(Exception):
    """This worker no longer holds the run: another one took it over, or somebody ended it. Stop working on it."""


@transaction.atomic
def request(*, paper: Paper, by: User | None) -> Run:
    """The run that gives ``paper`` as it stands now: a new one, or the one that the same input has already.

    Freezes the input: the snapshot of a locked period, or one taken now of a period still open; which of its rows were
    marked private since; what changed since the period before, where a section tells of it; and all that people wrote
    in the paper. The same input gives the same bytes, so asking twice, or twenty times at once, gives one run. A run
    that failed on the same input is queued again. ``by`` is None for the command line. Raises ValidationError for a
    paper that is no longer compiled (``refusal``).
    """
    # Locked, so that nobody approves or publishes it meanwhile.
    paper = Paper.objects.select_for_update(no_key=True).get(pk=paper.pk)
    if words := refusal(paper):
        raise ValidationError(words)
    snapshot = _snapshot(paper, by)
    written = drawn_from(paper, snapshot)
    frozen = canonical(written)
    sha256 = input_digest(snapshot, frozen)
    run, is_new = Run.objects.get_or_create(
        paper=paper,
        input_sha256=sha256,
        defaults={
            "footprint": paper.footprint,
            "snapshot": snapshot,
            "input": frozen,
            "is_private": written["is_private"],
            "requested_by": by,
        },
    )
    if is_new:
        audit.record("run.requested", on=run, by=by or "command line", after={"input_sha256": sha256})
    else:
        Run.objects.filter(pk=run.pk).update(updated_at=timezone.now())
        if _queue_again(run):
            audit.record("run.requested_again", on=run, by=by or "command line", before={"error": run.error})
        run.refresh_from_db()
    return run


def refusal(paper: Paper) -> str:
    """Why ``paper`` may not be compiled as it stands, and what to do; "" where it may be (DESIGN 5).

    Published papers and superseded ones never are. An approved paper is, until its files say that it is approved: that
    takes the word draft off its cover. Then no more, because what was approved would move on with the record. One query
    for an approved paper, none for others.
    """
    if paper.state in FINISHED:
        return (
            f"This paper is {paper.get_state_display().lower()}, so it is not compiled again: its files stay as they "
            "are. A correction is made in a new edition."
        )
    if paper.state == PaperState.APPROVED:
        finished = paper.runs.last_asked_first().filter(state=RunState.DONE).values_list("input", flat=True)
        written = finished.first()
        if written and json.loads(written).get("state") == PaperState.APPROVED:
            return (
                "This paper is approved, and its files are those of the approved paper, so it is not compiled again. "
                "A correction is made in a new edition."
            )
    return ""


def _snapshot(paper: Paper, by: User | None) -> Snapshot:
    if paper.period.is_locked:
        locked = Snapshot.objects.locked().filter(period=paper.period).first()
        if locked is not None:
            return locked
    return snapshots.take(period=paper.period, kind=SnapshotKind.WORKING, by=by)


def _queue_again(run: Run) -> bool:
    fresh = {"attempts": 0, "stage": "", "percent": 0, "error": "", "finished_at": None}
    return bool(Run.objects.filter(pk=run.pk, state=RunState.FAILED).update(state=RunState.QUEUED, **fresh))


def claim(run_id: int) -> uuid.UUID | None:
    """Take a run that is due, for ``RUN_LEASE_SECONDS``. The token to work under, or None: it is not to be had."""
    token = uuid.uuid4()
    taken = (
        Run.objects.due()
        .filter(pk=run_id)
        .update(
            state=RunState.RUNNING,
            token=token,
            lease_until=_lease_end(),
            attempts=F("attempts") + 1,
            stage="",
            percent=0,
            error="",
        )
    )
    return token if taken else None


def renew(run_id: int, token: uuid.UUID) -> bool:
    """Keep a claimed run for another lease. False: it is no longer held under this token."""
    return bool(_held(run_id, token).update(lease_until=_lease_end()))


def report_progress(run_id: int, token: uuid.UUID, stage: str, percent: int) -> None:
    """Say how far the work has come. Raises ClaimLost when the run is no longer held under this token."""
    if not _held(run_id, token).update(stage=stage[:100], percent=min(max(percent, 0), 100)):
        raise ClaimLost(f"Run {run_id} is no longer held under token {token}.")


@transaction.atomic
def publish(run_id: int, token: uuid.UUID, compiled: Compiled) -> bool:
    """Store files and findings and end the run, all or nothing. False, with no file written, without the token.

    False too when the paper was published while the worker was busy: its files stay as they are, and the run fails.
    """
    paper = Paper.objects.select_for_update(no_key=True).get(runs=run_id)
    if paper.state in FINISHED:
        failed = {"state": RunState.FAILED, "finished_at": Now(), "token": None, "lease_until": None}
        if _held(run_id, token).update(**failed, error=refusal(paper)):
            audit.record("run.failed", on=Run.objects.get(pk=run_id), by=WORKER, reason=refusal(paper))
        return False
    ended = {
        "state": RunState.DONE,
        "percent": 100,
        "finished_at": Now(),
        "redactions": [asdict(one) for one in compiled.redactions],
    }
    if not _held(run_id, token).update(**ended, stage="", error="", token=None, lease_until=None):
        logger.warning("Run %s: finished too late, another worker has it; nothing was published.", run_id)
        return False
    run = Run.objects.select_related("footprint", "paper__paper_type", "paper__period").get(pk=run_id)
    files = _store(run, compiled)
    audit.record("run.published", on=run, by=WORKER, after={file.file_format: file.sha256 for file in files})
    return True


def _store(run: Run, compiled: Compiled) -> list[PaperFile]:
    """Write what was compiled: its findings, and its files, which are given."""
    contents = {
        FileFormat.PDF: compiled.pdf,
        FileFormat.HTML: compiled.html,
        FileFormat.DOCX: compiled.docx,
        FileFormat.XLSX: compiled.xlsx,
    }
    files = [
        PaperFile(
            footprint=run.footprint,
            run=run,
            file_format=file_format,
            name=file_name(run.paper, file_format, is_private=run.is_private),
            content=content,
            size=len(content),
            sha256=digest(content),
        )
        for file_format, content in contents.items()
        if content is not None
    ]
    PaperFile.objects.bulk_create(files)
    Finding.objects.bulk_create(
        Finding(
            footprint=run.footprint,
            run=run,
            position=position,
            rule=found.rule,
            severity=found.severity,
            where=found.where[:200],
            message=found.message,
            cure=found.cure,
        )
        for position, found in enumerate(compiled.findings, start=1)
    )
    return files


def file_name(paper: Paper, file_format: str, *, is_private: bool) -> str:
    """What a file of the paper is called when it is downloaded, such as dorset-governing-body-update-2017-09.pdf."""
    return f"{paper.footprint.slug}-{slug_of(paper, is_private=is_private)}.{file_format}"


def slug_of(paper: Paper, *, is_private: bool) -> str:
    """What the paper is called among those of its footprint, such as governing-body-update-2017-09-edition-2."""
    parts = [paper.paper_type.slug, paper.period.slug]
    if is_private:
        parts.append("private")
    if paper.edition > 1:
        parts.append(f"edition-{paper.edition}")
    return "-".join(parts)


@transaction.atomic
def fail(run_id: int, token: uuid.UUID, error: str, *, is_certain: bool = False) -> None:
    """Give a run back after an error: queued again, or failed for good once it has been started as often as it may be.

    ``error`` is shown to people: what is wrong and how to put it right. ``is_certain``: every attempt would end the
    same, so this is the last.
    """
    given_up = {"token": None, "lease_until": None, "error": error}
    held = _held(run_id, token)
    may_go_better = held.none() if is_certain else held.filter(attempts__lt=settings.RUN_MAX_ATTEMPTS)
    if may_go_better.update(state=RunState.QUEUED, stage="", percent=0, **given_up):
        return
    if held.update(state=RunState.FAILED, finished_at=Now(), **given_up):
        audit.record("run.failed", on=Run.objects.get(pk=run_id), by=WORKER, reason=error)


def give_up() -> list[int]:
    """Fail the runs that took every worker that tried them down with it. Their ids."""
    failed = []
    for run in Run.objects.used_up():
        error = WORKER_LOST.format(number=run.attempts, run=run.pk)
        with transaction.atomic():
            if (
                Run.objects.used_up()
                .filter(pk=run.pk)
                .update(state=RunState.FAILED, finished_at=Now(), token=None, lease_until=None, error=error)
            ):
                audit.record("run.failed", on=run, by=WORKER, reason=error)
                failed.append(run.pk)
    return failed


def _held(run_id: int, token: uuid.UUID) -> RunQuerySet:
    return Run.objects.filter(pk=run_id, token=token, state=RunState.RUNNING)


def _lease_end() -> CombinedExpression:
    return Now() + timedelta(seconds=settings.RUN_LEASE_SECONDS)
