"""paper.yaml of a period, or one such file for each paper: the cover sheet and what the author wrote."""

from typing import Any

from rest_framework import serializers

from reports.examples_loader.errors import ExampleError
from reports.examples_loader.fields import Day, Narrative, Reference, Words, YesNo
from reports.examples_loader.known import Known, cell
from reports.examples_loader.rows import FileSerializer, RowSerializer, Strict
from reports.examples_loader.yaml_rows import Row
from reports.models import AnswerStatus, CoverAnswer, CoverFieldKind, Paper, PaperSection


def paper_type_in(document: Row) -> str:
    """The type of the file's paper, whether or not it is known."""
    return cell(document.get("paper"), "type")


def people(known: Known, _: Row) -> list[str]:
    return known.people


class MeetingOfPaper(Strict):
    body = Reference("body", "footprint.yaml", lambda known, _: known.bodies)
    date = Day()

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        known: Known = self.context["known"]
        body, day = values["body"], values["date"].isoformat()
        if (body, day) not in known.meetings:
            days = sorted(date for of, date in known.meetings if of == body)
            cure = f"Its sittings are on {', '.join(days)}" if days else "It has none"
            message = (
                f"“{body}” has no sitting on {day} in footprint.yaml. {cure}: correct the day or add one."
            )
            raise serializers.ValidationError({"date": [message]})
        return values


class RecommendationRow(Strict):
    verb = Words(max_length=40)
    text = Narrative()


class PaperRow(RowSerializer):
    """The paper. Meeting, author and sponsor may be left out where the source names none."""

    type = Reference("paper type", "paper_types.yaml", lambda known, _: list(known.template_of_type))
    meeting = MeetingOfPaper(required=False)
    author = Reference("person", "footprint.yaml", people, required=False)
    sponsor = Reference("person", "footprint.yaml", people, required=False)
    recommendation = RecommendationRow()

    class Meta:
        model = Paper
        fields = ["type", "title", "meeting", "author", "sponsor", "authored_on", "recommendation", "source"]


class CoverRow(RowSerializer):
    """The answer to one field. Where no status is given, an answer that is there counts as answered."""

    unique = ("field",)
    field: Any = Reference(
        "cover field",
        "paper_types.yaml",
        lambda known, document: list(known.cover_fields_of_type(paper_type_in(document))),
    )
    text = Narrative(required=False, allow_blank=True)
    items: Any = serializers.ListField(child=Words(), required=False)
    considered = YesNo(required=False)
    action_required = YesNo(required=False)

    class Meta:
        model = CoverAnswer
        fields = ["field", "text", "items", "status", "considered", "action_required"]

    # The cell that answers a field of each kind.
    NEEDED = {
        CoverFieldKind.TEXT: ("text",),
        CoverFieldKind.LIST: ("items",),
        CoverFieldKind.ASSURANCE: ("considered", "action_required"),
    }

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if values.get("status") == AnswerStatus.BLANK:
            return values
        fields = self.context["known"].cover_fields_of_type(paper_type_in(self.context["document"]))
        missing = [
            name
            for name in self.NEEDED.get(fields[values["field"]], ())
            if values.get(name) in (None, "", [])
        ]
        if missing:
            message = (
                "It is missing. Add the answer, or “status: blank” where the cover sheet leaves it empty."
            )
            raise serializers.ValidationError({name: [message] for name in missing})
        values.setdefault("status", AnswerStatus.ANSWERED)
        return values


class DeclarationRow(Strict):
    person = Reference("person", "footprint.yaml", people)
    initials = Words(max_length=10)
    on = Day()
    note = Words(required=False, allow_blank=True)


class SectionTextRow(RowSerializer):
    unique = ("key",)
    key = Reference(
        "section of this paper type",
        "paper_types.yaml",
        lambda known, document: known.sections_of_type.get(paper_type_in(document), []),
    )
    text = Narrative(allow_blank=True)

    class Meta:
        model = PaperSection
        fields = ["key", "text"]


class PaperFile(FileSerializer):
    paper = PaperRow()
    cover = CoverRow(many=True)
    declaration = DeclarationRow(required=False)
    sections = SectionTextRow(many=True)

    def check(self) -> tuple[dict[str, Any], list[ExampleError]]:
        """As for every file, and every field of the cover sheet has its row: what is missing is unknown, not No."""
        document: Row = self.context["document"]
        values, errors = super().check()
        fields = self.context["known"].cover_fields_of_type(paper_type_in(document))
        answered = {cell(row, "field") for row in document.get("cover") or [] if isinstance(row, Row)}
        errors += [
            document.error(
                "cover",
                f"There is no row for “{key}”. Add one; where the sheet leaves it empty, with “status: blank”.",
            )
            for key in fields
            if key not in answered
        ]
        return values, errors
