"""paper_types.yaml: cover sheets and the sections of papers, in printed order."""

from typing import Any

from reports.examples_loader.fields import Key, Reference, YesNo
from reports.examples_loader.rows import FileSerializer, RowSerializer
from reports.models import CoverField, CoverTemplate, PaperType, PaperTypeSection


class CoverFieldRow(RowSerializer):
    required: Any = YesNo(source="is_required")

    class Meta:
        model = CoverField
        fields = ["key", "label", "prompt", "kind", "required"]


class CoverTemplateRow(RowSerializer):
    unique = ("key",)
    fields: Any = CoverFieldRow(many=True, allow_empty=False)  # the name the file uses

    class Meta:
        model = CoverTemplate
        fields = ["key", "name", "valid_from", "valid_to", "fields"]


class SectionRow(RowSerializer):
    class Meta:
        model = PaperTypeSection
        fields = ["key", "title"]


class PaperTypeRow(RowSerializer):
    unique = ("slug",)
    slug = Key(max_length=80)
    cover_template = Reference("cover template", "paper_types.yaml", lambda known, _: known.cover_templates)
    sections = SectionRow(many=True, allow_empty=False)

    class Meta:
        model = PaperType
        fields = ["slug", "name", "cover_template", "organisation_heading", "sections"]


class PaperTypesFile(FileSerializer):
    cover_templates = CoverTemplateRow(many=True)
    paper_types = PaperTypeRow(many=True)
