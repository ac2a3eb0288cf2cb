"""paper_types.yaml: cover sheets and the sections of papers, in printed order."""

from typing import Any

from rest_framework import serializers

from reports.examples_loader.fields import Key, Reference, Words, YesNo, suggestion
from reports.examples_loader.rows import FileSerializer, RowSerializer
from reports.models import CoverField, CoverTemplate, PaperType, PaperTypeSection
from reports.sections import section_for


class CoverFieldRow(RowSerializer):
    required: Any = YesNo(source="is_required", required=False)
    choices: Any = serializers.ListField(child=Words(), required=False)

    class Meta:
        model = CoverField
        fields = ["key", "label", "prompt", "kind", "choices", "required"]


class CoverTemplateRow(RowSerializer):
    unique = ("key",)
    fields: Any = CoverFieldRow(many=True)  # the name the file uses

    class Meta:
        model = CoverTemplate
        fields = ["key", "name", "valid_from", "valid_to", "fields"]


class SectionRow(RowSerializer):
    """A section; ``options`` are those that its kind of section knows."""

    key = Words(max_length=80)  # those of some kinds of section have underscores
    options: Any = serializers.DictField(required=False)

    class Meta:
        model = PaperTypeSection
        fields = ["key", "title", "options"]

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        known = section_for(values["key"]).known_options
        for name, value in values.get("options", {}).items():
            if name not in known:
                message = f"A section “{values['key']}” has no option “{name}”. {suggestion(name, known)}"
                raise serializers.ValidationError({"options": [message]})
            if fault := known[name].fault(value):
                raise serializers.ValidationError(
                    {"options": [f"The option “{name}” cannot be read. {fault}"]}
                )
        return values


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
