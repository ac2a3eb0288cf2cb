"""Runs: the making of a paper's files. The row is the truth; a message to a worker is only a hint."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Now

from portfolios.models import Scoped, ScopedQuerySet, Someone
from portfolios.models.footprint import footprints_with
from stp_portal.accounts.roles import Permission
from stp_portal.core.base import Timestamped


class RunState(models.TextChoices):
    QUEUED = "queued", "Waiting for a worker"
    RUNNING = "running", "Being compiled"
    DONE = "done", "Compiled"
    FAILED = "failed", "Failed"


class RunQuerySet(ScopedQuerySet):
    def visible_to(self, user: Someone) -> Self:
        """As for all rows; and what a paper once said only where ``user`` may read private material.

        Everybody else gets of each paper the run asked for last and the finished one asked for last, unless it was
        compiled as private: an older file may hold what was taken out since, or is marked private now (DESIGN 4).
        """
        found = super().visible_to(user)
        if user.is_authenticated and user.is_superuser:
            return found
        asked = self.model.objects.filter(paper=OuterRef("paper")).last_asked_first()
        now = Q(pk=Subquery(asked.values("pk")[:1]))
        now |= Q(pk=Subquery(asked.filter(state=RunState.DONE).values("pk")[:1]))
        return found.filter(footprints_with(user, Permission.VIEW_PRIVATE) | Q(is_private=False) & now)

    def unfinished(self) -> Self:
        """Runs that are still to give a file."""
        return self.filter(state__in=[RunState.QUEUED, RunState.RUNNING])

    def last_asked_first(self) -> Self:
        """Asking again for what was compiled before brings that run, and its files, to the front."""
        return self.order_by("-updated_at", "-pk")

    def waiting(self) -> Self:
        """Unfinished runs nobody works on: queued, or left by a worker whose lease is over by the database's clock."""
        left = Q(state=RunState.RUNNING, lease_until__lt=Now())
        return self.filter(Q(state=RunState.QUEUED) | left)

    def due(self) -> Self:
        """Waiting runs that may be started once more, oldest first."""
        return self.waiting().filter(attempts__lt=settings.RUN_MAX_ATTEMPTS).order_by("created_at", "pk")

    def used_up(self) -> Self:
        """Waiting runs that have been started as often as a run may be: every worker that took one died of it."""
        return self.waiting().filter(attempts__gte=settings.RUN_MAX_ATTEMPTS)


class Run(Scoped, Timestamped):
    """One compilation of a paper from one frozen input.

    The same input is never compiled twice: it would give the same bytes.

    ``input`` holds the text of everything the paper is drawn from beside its snapshot, so an edit made while a worker
    is busy changes nothing. ``token`` fences a worker that was taken for dead and comes back: it cannot publish.
    ``updated_at`` is when the run was last asked for: workers leave it alone. ``is_private`` is what the paper was
    marked when it was asked for: the files stay private when the paper is made public later.
    """

    paper = models.ForeignKey("reports.Paper", on_delete=models.PROTECT, related_name="runs")
    snapshot = models.ForeignKey("reports.Snapshot", on_delete=models.PROTECT, related_name="runs")
    input = models.TextField()
    input_sha256 = models.CharField(max_length=64)
    # Private unless it is said: a run that nobody told of is kept from those who may not read private material.
    is_private = models.BooleanField("compiled as private", default=True)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    stage = models.CharField("what is being done", max_length=100, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # For those who may read private material: each entry says what, where, and why it is left out.
    redactions = models.JSONField("what a public paper leaves out", default=list, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "input_sha256"], name="run_once_per_input"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="run_percent_at_most_100"),
        ]
        indexes = [models.Index(fields=["state", "lease_until"], name="run_due")]

    def __str__(self) -> str:
        return f"{self.paper}: {self.get_state_display()}"


class FileFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    HTML = "html", "HTML"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    JSON = "json", "Record (JSON)"


class PaperFileQuerySet(ScopedQuerySet):
    def visible_to(self, user: Someone) -> Self:
        """The files of the runs that ``user`` may see."""
        runs = Run.objects.visible_to(user).filter(pk=OuterRef("run"))
        return super().visible_to(user).filter(Exists(runs))


class PaperFile(Scoped):
    """A compiled file as bytes, with its SHA-256. A row, so that any worker can write it and one backup holds it.

    Bytes and hash are never changed: a trigger refuses it.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="files")
    file_format = models.CharField("format", max_length=5, choices=FileFormat.choices)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    size = models.PositiveIntegerField("size in bytes")
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PaperFileQuerySet.as_manager()

    class Meta:
        ordering = ["run", "file_format"]
        constraints = [
            models.UniqueConstraint(fields=["run", "file_format"], name="file_once_per_run_and_format")
        ]
        indexes = [models.Index(fields=["sha256"], name="file_by_hash")]

    def __str__(self) -> str:
        return self.name


class Severity(models.TextChoices):
    BLOCKING = "blocking", "Must be put right before approval"
    ADVISORY = "advisory", "Worth a look"


class Finding(Scoped):
    """What the checks said about a paper when it was compiled: where, what is wrong, and how to put it right."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="findings")
    position = models.PositiveIntegerField()
    rule = models.SlugField(max_length=80)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    where = models.CharField(max_length=200)
    message = models.TextField()
    cure = models.TextField()

    class Meta:
        ordering = ["run", "position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="finding_position_is_unique")]

    def __str__(self) -> str:
        return self.message
