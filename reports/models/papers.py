"""Papers: documents for a meeting, their authored parts and their files."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from portfolios.models import Marked, MarkedQuerySet, Scoped, Session
from stp_portal.core.base import Timestamped, Versioned


class PaperState(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    SUPERSEDED = "superseded", "Superseded"


class PaperQuerySet(MarkedQuerySet):
    """Papers; one for a private session is marked private."""


class Paper(Marked, Versioned, Timestamped):
    """A document for a meeting, drawn from the snapshot of a period and from what its author writes.

    ``edition`` counts corrections: a published paper is never changed, a new edition supersedes it.
    """

    paper_type = models.ForeignKey("reports.PaperType", on_delete=models.PROTECT, related_name="papers")
    period = models.ForeignKey("portfolios.ReportingPeriod", on_delete=models.PROTECT, related_name="papers")
    meeting = models.ForeignKey(
        "portfolios.Meeting", null=True, blank=True, on_delete=models.PROTECT, related_name="papers"
    )
    session = models.CharField(max_length=10, choices=Session.choices, default=Session.PUBLIC)
    edition = models.PositiveSmallIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    state = models.CharField(max_length=12, choices=PaperState.choices, default=PaperState.DRAFT)
    title = models.CharField(max_length=300)
    author = models.ForeignKey(
        "portfolios.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="papers_written"
    )
    sponsor = models.ForeignKey(
        "portfolios.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="papers_sponsored"
    )
    authored_on = models.DateField("date of the paper")
    recommendation_verb = models.CharField(max_length=40)
    recommendation = models.TextField()
    declared_by = models.ForeignKey(
        "portfolios.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    declared_initials = models.CharField(max_length=10, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    source = models.CharField("where it came from, if not written here", max_length=300, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta(Marked.Meta):
        ordering = ["-period__first_day", "title"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(
                fields=["paper_type", "period", "session", "edition"], name="paper_edition_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(declared_by=None, declared_on=None)
                | Q(declared_by__isnull=False, declared_on__isnull=False),
                name="paper_declaration_is_whole",
                violation_error_message="A declaration names who made it and on which day.",
            ),
            models.CheckConstraint(
                condition=Q(session=Session.PUBLIC) | Q(is_private=True),
                name="paper_for_private_session_is_private",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.period}"


class AnswerStatus(models.TextChoices):
    """What an answer on a cover sheet amounts to (DOMAIN A7)."""

    ANSWERED = "answered", "Answered"
    NONE_IDENTIFIED = "none_identified", "None identified"
    TO_BE_IDENTIFIED = "to_be_identified", "To be identified"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    PROMPT_LEFT_IN = "prompt_left_in", "Prompt left in"
    BLANK = "blank", "Blank"


class CoverAnswer(Scoped):
    """The answer of a paper to one field of its cover sheet.

    An unanswered grid row is unknown, not No (DOMAIN A9 Q18).
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="cover_answers")
    field = models.ForeignKey("reports.CoverField", on_delete=models.PROTECT, related_name="answers")
    status = models.CharField(max_length=20, choices=AnswerStatus.choices, default=AnswerStatus.BLANK)
    text = models.TextField(blank=True)
    items = models.JSONField(default=list, blank=True)
    considered = models.BooleanField("implications considered", null=True, blank=True)
    action_required = models.BooleanField("action required, detail in the report", null=True, blank=True)

    class Meta:
        ordering = ["field__position"]
        constraints = [models.UniqueConstraint(fields=["paper", "field"], name="cover_answer_once_per_field")]

    def __str__(self) -> str:
        return f"{self.field}: {self.text or self.status}"


class PaperSection(Marked, Versioned):
    """The authored text of one section of a paper, in Markdown.

    What the system writes is not stored: it is drawn anew each time.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    key = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    options = models.JSONField(default=dict, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Marked.Meta):
        ordering = ["paper", "position"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["paper", "position"], name="section_position_is_unique"),
        ]

    def __str__(self) -> str:
        return self.title
