"""paper.yaml of a period, or one such file for each paper: the cover sheet and what the author wrote."""

from typing import Any, ClassVar

from rest_framework import serializers

from portfolios.models import Session
from reports.examples_loader.errors import ExampleError
from reports.examples_loader.fields import Choice, Day, Narrative, Reference, Words, YesNo, suggestion
from reports.examples_loader.known import Known, cell, words_of
from reports.examples_loader.rows import FileSerializer, RowSerializer, Strict
from reports.examples_loader.yaml_rows import Row
from reports.models import (
    ANSWERED_KINDS,
    AnswerStatus,
    CoverAnswer,
    CoverFieldKind,
    Paper,
    PaperSection,
    Purpose,
)

# States of an answer that need no words.
WITHOUT_WORDS = frozenset(AnswerStatus) - {AnswerStatus.ANSWERED, AnswerStatus.PROMPT_LEFT_IN}


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
    """The paper. Meeting, author and sponsor may be left out where the source names none, purposes where none is known.

    Without ``session`` it is for the public one; for the private one it says why.
    """

    type = Reference("paper type", "paper_types.yaml", lambda known, _: list(known.template_of_type))
    meeting = MeetingOfPaper(required=False)
    author = Reference("person", "footprint.yaml", people, required=False)
    sponsor = Reference("person", "footprint.yaml", people, required=False)
    purposes: Any = serializers.ListField(child=Choice(Purpose.choices), required=False)
    recommendation = RecommendationRow()

    class Meta:
        model = Paper
        fields = [
            *["type", "title", "meeting", "author", "sponsor", "authored_on", "recommendation", "source"],
            *["item_reference", "purposes", "session", "private_reason"],
        ]

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        is_private, reason = values.get("session") == Session.PRIVATE, values.get("private_reason", "")
        if is_private and not reason:
            message = "The paper is for the private session: add private_reason, why it is or which exemption applies."
            raise serializers.ValidationError({"session": [message]})
        if reason and not is_private:
            message = "It is given, and the paper is not for the private session. Take it out, or give that session."
            raise serializers.ValidationError({"private_reason": [message]})
        return values


class CoverRow(RowSerializer):
    """The answer to one field. Where no status is given, an answer that is there counts as answered.

    A field of the session, which prints that of the paper, has a row only where the ticked box is lost.
    """

    unique = ("field",)
    field: Any = Reference(
        "cover field", "paper_types.yaml", lambda known, document: rows_taken(known, document)
    )
    text = Narrative(required=False, allow_blank=True)
    items: Any = serializers.ListField(child=Words(), required=False)
    considered = YesNo(required=False)
    action_required = YesNo(required=False)

    class Meta:
        model = CoverAnswer
        fields = ["field", "text", "items", "status", "considered", "action_required"]

    # The cell that answers a field of each kind.
    NEEDED: ClassVar[dict[str, tuple[str, ...]]] = {
        CoverFieldKind.TEXT: ("text",),
        CoverFieldKind.LIST: ("items",),
        CoverFieldKind.TICKS: ("items",),
        CoverFieldKind.ASSURANCE: ("considered", "action_required"),
    }

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        fields = self.context["known"].cover_fields_of_type(paper_type_in(self.context["document"]))
        field = fields[values["field"]]
        kind: str = cell(field, "kind")
        if kind == CoverFieldKind.SESSION and values.get("status") != AnswerStatus.NOT_RECORDED:
            message = (
                "The sheet prints the session of the paper. Take the row out, or give “status: not_recorded”."
            )
            raise serializers.ValidationError({"status": [message]})
        offered = words_of(field, "choices")
        strange = [item for item in values.get("items", []) if item not in offered]
        if kind == CoverFieldKind.TICKS and strange:
            message = f"“{strange[0]}” is no box of the field. {suggestion(strange[0], offered)}"
            raise serializers.ValidationError({"items": [message]})
        if values.get("status") in WITHOUT_WORDS:
            return values
        missing = [name for name in self.NEEDED.get(kind, ()) if values.get(name) in (None, "", [])]
        if missing:
            message = (
                "It is missing. Add the answer, or “status: blank” where the cover sheet leaves it empty."
            )
            raise serializers.ValidationError({name: [message] for name in missing})
        values.setdefault("status", AnswerStatus.ANSWERED)
        return values


def answered_fields(known: Known, document: Row) -> list[str]:
    """The fields that somebody answers, of the cover sheet that the file's paper has."""
    fields = known.cover_fields_of_type(paper_type_in(document))
    return [key for key, field in fields.items() if cell(field, "kind") in ANSWERED_KINDS]


def rows_taken(known: Known, document: Row) -> list[str]:
    """The fields that may have a row: those that somebody answers, and the boxes of the session, which may be lost."""
    fields = known.cover_fields_of_type(paper_type_in(document))
    sessions = [key for key, field in fields.items() if cell(field, "kind") == CoverFieldKind.SESSION]
    return answered_fields(known, document) + sessions


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
        answered = {cell(row, "field") for row in document.get("cover") or [] if isinstance(row, Row)}
        errors += [
            document.error(
                "cover",
                f"There is no row for “{key}”. Add one; where the sheet leaves it empty, with “status: blank”.",
            )
            for key in answered_fields(self.context["known"], document)
            if key not in answered
        ]
        return values, errors
