"""paper_types.yaml: cover sheets and the sections of papers, in printed order."""

from typing import Any

from rest_framework import serializers

from reports.cover_boxes import fault_of_choices
from reports.examples_loader.errors import ExampleError
from reports.examples_loader.fields import Key, Reference, Whole, Words, YesNo, one_of, suggestion
from reports.examples_loader.known import edition_of, rows_of
from reports.examples_loader.rows import FileSerializer, RowSerializer
from reports.examples_loader.yaml_rows import Row
from reports.models import CoverField, CoverTemplate, PaperType, PaperTypeSection
from reports.sections import section_for


class CoverFieldRow(RowSerializer):
    required: Any = YesNo(source="is_required", required=False)
    choices: Any = serializers.ListField(child=Words(), required=False)

    class Meta:
        model = CoverField
        fields = ["key", "label", "prompt", "kind", "choices", "required"]

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if fault := fault_of_choices(values["kind"], values.get("choices", [])):
            raise serializers.ValidationError({"choices": [fault]})
        return values


class CoverTemplateRow(RowSerializer):
    """One edition of a cover sheet; without ``edition`` it is the first."""

    edition = Whole(required=False, min_value=1, max_value=999)
    fields: Any = CoverFieldRow(many=True)  # the name the file uses

    class Meta:
        model = CoverTemplate
        fields = ["key", "edition", "name", "heading", "statement", "valid_from", "valid_to", "fields"]


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
    """A type of paper; without ``cover_edition`` its papers have the first edition of the cover sheet."""

    unique = ("slug",)
    slug = Key(max_length=80)
    cover_template = Reference("cover template", "paper_types.yaml", lambda known, _: known.cover_templates)
    cover_edition = Whole(required=False, min_value=1)
    sections = SectionRow(many=True, allow_empty=False)

    class Meta:
        model = PaperType
        fields = ["slug", "name", "cover_template", "cover_edition", "organisation_heading", "sections"]

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        editions = self.context["known"].editions_of(values["cover_template"])
        if values.get("cover_edition", 1) not in editions:
            message = (
                f"“{values['cover_template']}” has no edition {values.get('cover_edition', 1)} in "
                f"paper_types.yaml. Use {one_of([str(edition) for edition in editions])}."
            )
            raise serializers.ValidationError({"cover_edition": [message]})
        return values


class PaperTypesFile(FileSerializer):
    cover_templates = CoverTemplateRow(many=True)
    paper_types = PaperTypeRow(many=True)

    def check(self) -> tuple[dict[str, Any], list[ExampleError]]:
        """As for every file, and no edition of a cover sheet stands twice."""
        values, errors = super().check()
        seen: dict[tuple[str, int], Row] = {}
        for row in rows_of(self.context["document"], "cover_templates"):
            first = seen.setdefault(key := edition_of(row), row)
            if key[0] and first is not row:
                message = (
                    f"Edition {key[1]} of “{key[0]}” stands in row {first.number} (line {first.line}) already. "
                    "Change or remove one of the two."
                )
                errors.append(row.error("edition", message))
        return values, errors
