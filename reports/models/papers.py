"""Papers: documents for a meeting, their authored parts and their files."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from portfolios.models import Marked, OfMarkedQuerySet, Scoped, Session
from stp_portal.core.base import Timestamped, Versioned


class PaperState(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    SUPERSEDED = "superseded", "Superseded"


WRITABLE = frozenset({PaperState.DRAFT, PaperState.IN_REVIEW})
FINISHED = frozenset({PaperState.PUBLISHED, PaperState.SUPERSEDED})  # no later step changes what it says


class Purpose(models.TextChoices):
    """What a paper is brought to a body for (DOMAIN A7)."""

    DECISION = "decision", "Decision"
    DISCUSSION = "discussion", "Discussion"
    NOTING = "noting", "Noting"
    ASSURANCE = "assurance", "Assurance"


def validate_purposes(value: Any) -> None:
    """A list of different words of ``Purpose``."""
    if not isinstance(value, list) or len(set(value)) != len(value) or not set(value) <= set(Purpose.values):
        raise ValidationError(f"Give different purposes out of: {', '.join(Purpose.values)}.")


class Paper(Marked, Versioned, Timestamped):
    """A document for a meeting, drawn from the snapshot of a period and from what its author writes.

    One for a private session is marked private.
    ``edition`` counts corrections: a published paper is never changed, a new edition supersedes it.
    ``recommendation_verb`` is what the body is asked to do in one word; ``purposes`` are the boxes of the cover sheet
    (DOMAIN A8 rule 7).
    """

    paper_type = models.ForeignKey("reports.PaperType", on_delete=models.PROTECT, related_name="papers")
    cover_template = models.ForeignKey(
        "reports.CoverTemplate", on_delete=models.PROTECT, related_name="papers"
    )
    house_style = models.ForeignKey(
        "reports.HouseStyle", null=True, blank=True, on_delete=models.PROTECT, related_name="papers"
    )
    period = models.ForeignKey("portfolios.ReportingPeriod", on_delete=models.PROTECT, related_name="papers")
    meeting = models.ForeignKey(
        "portfolios.Meeting", null=True, blank=True, on_delete=models.PROTECT, related_name="papers"
    )
    session = models.CharField(max_length=10, choices=Session.choices, default=Session.PUBLIC)
    edition = models.PositiveSmallIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    correction_reason = models.TextField("why the edition before is corrected", blank=True)
    started_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="paper whose text it began with",
    )
    state = models.CharField(max_length=12, choices=PaperState.choices, default=PaperState.DRAFT)
    publish_on = models.DateField("published by itself on", null=True, blank=True)
    title = models.CharField(max_length=300)
    author = models.ForeignKey(
        "portfolios.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="papers_written"
    )
    sponsor = models.ForeignKey(
        "portfolios.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="papers_sponsored"
    )
    reviewer = models.ForeignKey(
        "portfolios.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="papers_to_review"
    )
    approver = models.ForeignKey(
        "portfolios.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="papers_to_approve"
    )
    item_reference = models.CharField("agenda item or paper number", max_length=60, blank=True)
    purposes = models.JSONField("for", default=list, blank=True, validators=[validate_purposes])
    authored_on = models.DateField("date of the paper")
    recommendation_verb = models.CharField(max_length=40)
    recommendation = models.TextField()
    declared_by = models.ForeignKey(
        "portfolios.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    declared_initials = models.CharField(max_length=10, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    source = models.CharField("where it came from, if not written here", max_length=300, blank=True)

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
                condition=Q(edition=1) | ~Q(correction_reason=""),
                name="paper_correction_has_reason",
                violation_error_message="Say why the edition before is corrected.",
            ),
            models.CheckConstraint(
                condition=Q(session=Session.PUBLIC) | Q(is_private=True),
                name="paper_for_private_session_is_private",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.period}"


class AnswerStatus(models.TextChoices):
    """What an answer on a cover sheet amounts to (DOMAIN A7).

    Not recorded: the source had an answer, of which nothing is left, such as a tick that was lost in copying. It is
    unknown, not No (DOMAIN A9 Q18). On a field that prints what the paper knows, it says that of the printed boxes.
    """

    ANSWERED = "answered", "Answered"
    NONE_IDENTIFIED = "none_identified", "None identified"
    TO_BE_IDENTIFIED = "to_be_identified", "To be identified"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    PROMPT_LEFT_IN = "prompt_left_in", "Prompt left in"
    BLANK = "blank", "Blank"
    NOT_RECORDED = "not_recorded", "Not recorded"


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
    """One section of a paper: what its author wrote, in Markdown, and where a generated part was written by hand.

    What the system writes is not stored: it is drawn anew each time. An override stands in place of it, with its
    reason, and is marked in print; ending it brings the generated part back.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    key = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    options = models.JSONField(default=dict, blank=True)
    is_left_out = models.BooleanField("left out of this paper", default=False)
    override = models.TextField("written by hand in place of what is drawn", blank=True)
    override_reason = models.TextField(blank=True)
    override_at = models.DateTimeField(null=True, blank=True, editable=False)
    override_by_name = models.CharField(max_length=200, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(Marked.Meta):
        ordering = ["paper", "position"]
        constraints = [
            *Marked.Meta.constraints,
            models.UniqueConstraint(fields=["paper", "position"], name="section_position_is_unique"),
            models.CheckConstraint(
                condition=Q(override="") | ~Q(override_reason=""),
                name="section_override_has_reason",
                violation_error_message="Say why this is written by hand in place of what the record gives.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_carried_in(self, paper: Paper) -> bool:
        """Whether its text is that of the paper that ``paper``, its own, began with, and nobody has saved it here."""
        return bool(paper.started_from_id and self.text.strip() and self.edited_at is None)


class SectionDraftQuerySet(OfMarkedQuerySet):
    parents = ("section", "section__paper")


class SectionDraft(Scoped):
    """What one account typed in a section and has not saved: kept per author, so no text is lost (docs/adr/0012)."""

    section = models.ForeignKey(PaperSection, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    based_on = models.PositiveIntegerField("version of the section that it started from")
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    objects = SectionDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["section", "user"], name="section_draft_once_per_author")
        ]

    def __str__(self) -> str:
        return f"{self.section}, typed by {self.user}"
