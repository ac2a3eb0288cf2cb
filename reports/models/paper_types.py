"""Paper types as data: the cover sheet and the ordered sections a kind of paper has."""

from django.db import models

from portfolios.models import Scoped


class CoverTemplate(Scoped):
    """A body's cover sheet, as a version in force from a day: templates change over the years (DOMAIN B10)."""

    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["footprint", "key"], name="cover_template_key_is_unique")
        ]

    def __str__(self) -> str:
        return self.name


class CoverFieldKind(models.TextChoices):
    TEXT = "text", "Text"
    LIST = "list", "List of items"
    ASSURANCE = "assurance", "Row of the assurance grid"


class CoverField(Scoped):
    """One field of a cover sheet, in printed order, with the prompt that tells the author what to write."""

    template = models.ForeignKey(CoverTemplate, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveIntegerField()
    key = models.SlugField(max_length=80)
    label = models.CharField(max_length=200)
    prompt = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=CoverFieldKind.choices)
    is_required = models.BooleanField("required", default=True)

    class Meta:
        ordering = ["template", "position"]
        constraints = [
            models.UniqueConstraint(fields=["template", "key"], name="cover_field_key_is_unique"),
            models.UniqueConstraint(fields=["template", "position"], name="cover_field_position_is_unique"),
        ]

    def __str__(self) -> str:
        return self.label


class PaperType(Scoped):
    """A kind of paper a footprint makes: its cover sheet and its ordered sections."""

    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    organisation_heading = models.CharField("organisation, as headed", max_length=200)
    cover_template = models.ForeignKey(CoverTemplate, on_delete=models.PROTECT, related_name="paper_types")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["footprint", "slug"], name="paper_type_slug_is_unique")
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
