"""What people say and do about a paper on its way to being published."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from portfolios.models import OfMarkedQuerySet, Scoped
from reports.models.papers import Paper, PaperSection
from reports.models.runs import Run


class OfPaperQuerySet(OfMarkedQuerySet):
    parents = ("paper",)


class PaperStepKind(models.TextChoices):
    SUBMITTED = "submitted", "Handed in for review"
    REVIEWED = "reviewed", "Reviewed"
    RETURNED = "returned", "Returned to its author"
    APPROVED = "approved", "Approved"
    REOPENED = "reopened", "Approval taken back"
    PUBLISHED = "published", "Published"
    SUPERSEDED = "superseded", "Superseded by a later edition"
    TAKEN_DOWN = "taken_down", "Taken down"


def by_somebody() -> models.ForeignKey:
    """Whose account did it; the name beside it stays when the account goes."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


class PaperStep(Scoped):
    """One step of a paper, with who took it and why. Appended, never changed."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=PaperStepKind.choices)
    run = models.ForeignKey(Run, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = by_somebody()
    by_name = models.CharField(max_length=200)

    objects = OfPaperQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(
                    kind__in=[PaperStepKind.RETURNED, PaperStepKind.REOPENED, PaperStepKind.TAKEN_DOWN]
                )
                | ~Q(reason=""),
                name="paper_step_back_has_reason",
                violation_error_message="Say why.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper}: {self.get_kind_display()}"


class PaperEditor(Scoped):
    """That an account wrote in a paper: whoever did so does not approve it."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="editors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    objects = OfPaperQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "user"], name="paper_editor_once_per_paper")]

    def __str__(self) -> str:
        return f"{self.user} wrote in {self.paper}"


class PaperCommentKind(models.TextChoices):
    COMMENT = "comment", "Comment"
    CHANGE = "change", "Request for change"


class PaperCommentQuerySet(OfMarkedQuerySet):
    parents = ("paper", "section")


class PaperComment(Scoped):
    """What somebody says about a section of a paper, or about all of it. A request for change waits for an answer."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="comments")
    section = models.ForeignKey(
        PaperSection, null=True, blank=True, on_delete=models.CASCADE, related_name="comments"
    )
    kind = models.CharField(max_length=10, choices=PaperCommentKind.choices)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    by = by_somebody()
    by_name = models.CharField(max_length=200)
    answer = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_by_name = models.CharField(max_length=200, blank=True)

    objects = PaperCommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text


class Waiver(Scoped):
    """That an advisory finding stands as it is, and why. Of the finding's very words: a changed one asks again."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="waivers")
    rule = models.SlugField(max_length=80)
    where = models.CharField(max_length=200)
    message = models.TextField()
    fingerprint = models.CharField("SHA-256 of rule, place and words", max_length=64)
    reason = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    by = by_somebody()
    by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)

    objects = OfPaperQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "fingerprint"],
                condition=Q(withdrawn_at=None),
                name="waiver_once_per_finding",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="waiver_has_reason",
                violation_error_message="Say why this may stay as it is.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"
