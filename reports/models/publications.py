"""Publications: papers as they were published, for good."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from portfolios.models import Marked, MarkedQuerySet
from reports.models.papers import Paper
from reports.models.runs import Run


class PublicationQuerySet(MarkedQuerySet):
    def for_anybody(self) -> Self:
        """What the public pages show: published for a public session and not taken down. Superseded ones too."""
        return self.filter(is_private=False, taken_down_at=None)

    def newest_for_anybody(self) -> Self:
        """Of each paper the last edition of those that anybody can read."""
        later = self.model._default_manager.for_anybody().filter(
            paper__paper_type=OuterRef("paper__paper_type"),
            paper__period=OuterRef("paper__period"),
            paper__session=OuterRef("paper__session"),
            edition__gt=OuterRef("edition"),
        )
        return self.for_anybody().filter(~Exists(later))


class Publication(Marked):
    """One published edition of a paper: what its pages say and which files it has, frozen as it was published.

    Nothing here is read from the paper, the period or the people again, so it stands whatever becomes of those. The
    files are rows of ``run``; ``manifest`` lists them with their SHA-256. A later edition supersedes it; it is taken
    down only with a reason, and then kept (DOMAIN A8 rule 16).
    """

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="publication")
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="publication")
    slug = models.SlugField("name in addresses", max_length=120)
    title = models.CharField(max_length=300)
    type_name = models.CharField("kind of paper", max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    body = models.CharField("body that meets", max_length=200, blank=True)
    meeting_date = models.DateField(null=True, blank=True)
    period_label = models.CharField(max_length=60)
    author = models.CharField("author, as printed", max_length=400, blank=True)
    edition = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField("why the edition before was corrected", blank=True)
    manifest = models.JSONField("its files, with size and SHA-256", default=list)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_by_name = models.CharField(max_length=200)
    superseded_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_by_name = models.CharField(max_length=200, blank=True)
    taken_down_reason = models.TextField(blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta(Marked.Meta):
        ordering = ["-meeting_date", "-published_at", "pk"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["footprint", "slug"], name="publication_slug_is_unique"),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(reason=""),
                name="publication_correction_has_reason",
                violation_error_message="Say why the edition before is corrected.",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None, superseded_by=None)
                | Q(superseded_at__isnull=False, superseded_by__isnull=False),
                name="publication_superseded_by_one",
            ),
            models.CheckConstraint(
                condition=Q(taken_down_at=None) | ~Q(taken_down_reason=""),
                name="publication_taken_down_with_reason",
                violation_error_message="Say why the paper is taken down.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.edition}"
