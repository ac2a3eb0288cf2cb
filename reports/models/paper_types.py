"""Paper types as data: the cover sheet and the ordered sections a kind of paper has."""

from django.db import models

from portfolios.models import Scoped
from reports.models.distribution_lists import DistributionList
from reports.models.house_styles import HouseStyle
from stp_portal.core.base import Versioned


class CoverTemplate(Scoped, Versioned):
    """One edition of a body's cover sheet, in force from a day: templates change over the years (DOMAIN B10).

    Papers keep the edition they were begun with. One that a paper uses is never changed: a new edition is made.
    """

    key = models.SlugField(max_length=80)
    edition = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200)
    heading = models.CharField("printed over the sheet", max_length=200, blank=True)
    statement = models.TextField("what the declaration says", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["footprint", "key", "edition"], name="cover_template_edition_is_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CoverFieldKind(models.TextChoices):
    """What a field holds. Those after the assurance row print what the paper knows: nobody answers them."""

    TEXT = "text", "Text"
    LIST = "list", "List of items"
    TICKS = "ticks", "Boxes to tick"
    ASSURANCE = "assurance", "Row of the assurance grid"
    MEETING = "meeting", "Date of the meeting"
    ITEM = "item", "Agenda item and title"
    AUTHOR = "author", "Author"
    SPONSOR = "sponsor", "Sponsor or lead director"
    RECOMMENDATION = "recommendation", "Recommendation"
    SESSION = "session", "Public or private session, as boxes"
    PURPOSES = "purposes", "For decision, discussion or noting, as boxes"
    PERIOD = "period", "Reporting period"
    MONTH = "month", "Month of the paper"
    DATA_AGE = "data_age", "Date of the data, and its age at the meeting"


# Kinds that somebody answers; the others print what the paper knows.
ANSWERED_KINDS = frozenset(
    {CoverFieldKind.TEXT, CoverFieldKind.LIST, CoverFieldKind.TICKS, CoverFieldKind.ASSURANCE}
)


class CoverField(Scoped):
    """One field of a cover sheet, in printed order, with the prompt that tells the author what to write."""

    template = models.ForeignKey(CoverTemplate, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveIntegerField()
    key = models.SlugField(max_length=80)
    label = models.CharField(max_length=200)
    prompt = models.TextField(blank=True)
    kind = models.CharField(max_length=15, choices=CoverFieldKind.choices)
    choices = models.JSONField("boxes, of a field of boxes", default=list, blank=True)
    is_required = models.BooleanField("required", default=True)

    class Meta:
        ordering = ["template", "position"]
        constraints = [
            models.UniqueConstraint(fields=["template", "key"], name="cover_field_key_is_unique"),
            models.UniqueConstraint(fields=["template", "position"], name="cover_field_position_is_unique"),
        ]

    def __str__(self) -> str:
        return self.label


class PaperType(Scoped, Versioned):
    """A kind of paper a footprint makes: its cover sheet, its ordered sections, its look and its readers.

    A paper copies the sections as it is begun, so a change of the type is for papers begun after it.
    """

    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    organisation_heading = models.CharField("organisation, as headed", max_length=200)
    cover_template = models.ForeignKey(CoverTemplate, on_delete=models.PROTECT, related_name="paper_types")
    house_style = models.ForeignKey(
        HouseStyle, null=True, blank=True, on_delete=models.PROTECT, related_name="paper_types"
    )
    distribution = models.ForeignKey(
        DistributionList,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="paper_types",
        verbose_name="sent to, when it is published",
    )
    recommendation_verb = models.CharField("usual verb of the recommendation", max_length=40, blank=True)
    recommendation = models.TextField("usual recommendation", blank=True)
    is_retired = models.BooleanField("no longer offered", default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["footprint", "slug"],
                name="paper_type_slug_is_unique",
                violation_error_message="This footprint has a type of this short name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PaperTypeSection(Scoped):
    """A section that papers of a type have; ``key`` names the module that fills it (reports/sections/)."""

    paper_type = models.ForeignKey(PaperType, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    key = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    options = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["paper_type", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper_type", "position"], name="type_section_position_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.title
