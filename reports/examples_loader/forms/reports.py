"""reports.yaml and asks.yaml of a period."""

from typing import Any

from rest_framework import serializers

from portfolios.models import Ask, HighlightReport
from reports.examples_loader.fields import (
    Key,
    Narrative,
    Reference,
    Words,
    YesNo,
    one_of,
    suggestion,
)
from reports.examples_loader.known import Known, cell
from reports.examples_loader.rows import FileSerializer, RowSerializer


class ReportRow(RowSerializer):
    """The return of an initiative. ``rating`` is the word as printed: a label of the scheme or a synonym.

    A rating that the source once had and no longer shows, such as the colour of a cell, is ``rating_not_recorded:
    true``: nobody guesses it, and nobody leaves it out unawares.
    """

    unique = ("initiative",)
    initiative = Reference("initiative", "initiatives.yaml", lambda known, _: known.initiatives)
    rating = Words(required=False, max_length=40)
    rating_not_recorded = YesNo(required=False)
    reason = Narrative(required=False, allow_blank=True)
    route_to_green = Narrative(required=False, allow_blank=True)
    progress: Any = serializers.ListField(child=Narrative())
    planned: Any = serializers.ListField(child=Narrative(), required=False)

    class Meta:
        model = HighlightReport
        fields = [
            "initiative",
            "rating",
            "rating_not_recorded",
            "reason",
            "route_to_green",
            "progress",
            "planned",
        ]

    @property
    def known(self) -> Known:
        return self.context["known"]

    @property
    def scheme(self) -> str:
        return cell(self.context["document"], "scheme")

    def validate_rating(self, word: str) -> str:
        """A word of the file's scheme. A scheme that is itself unknown is reported once, not for every row."""
        if self.scheme in self.known.rating_words and not self.known.is_rating(word, self.scheme):
            words = one_of(self.known.words_of_scheme(self.scheme))
            raise serializers.ValidationError(
                f"“{word}” is not a word of the rating scheme “{self.scheme}”. Use {words}."
            )
        return word

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        initiative = values["initiative"]
        is_lost = values.get("rating_not_recorded", False)
        if initiative in self.known.rated and "rating" not in values and not is_lost:
            words = one_of(self.known.words_of_scheme(self.scheme))
            message = (
                f"It is missing, and “{initiative}” is rated. Add {words}, or “rating_not_recorded: true” where the "
                "source does not show it, or set rated: false there."
            )
            raise serializers.ValidationError({"rating": [message]})
        if initiative in self.known.unrated and ("rating" in values or is_lost):
            message = (
                f"“{initiative}” is not rated. Take the rating out, or set rated: true in initiatives.yaml."
            )
            name = "rating" if "rating" in values else "rating_not_recorded"
            raise serializers.ValidationError({name: [message]})
        if is_lost and (given := [name for name in ("rating", "reason") if values.get(name)]):
            message = (
                "It is given, and said not to be recorded. Take it out, or take rating_not_recorded out."
            )
            raise serializers.ValidationError({name: [message] for name in given})
        return values


class ReportsFile(FileSerializer):
    scheme = Reference("rating scheme", "schemes.yaml", lambda known, _: list(known.rating_words))
    source: Any = Words(max_length=200)
    reports = ReportRow(many=True)


class AskRow(RowSerializer):
    """Something a body is asked; raised by an initiative or by an office, printed under a name of the initiative."""

    unique = ("key",)
    key = Key(max_length=80)
    initiative = Reference(
        "initiative", "initiatives.yaml", lambda known, _: known.initiatives, required=False
    )
    raised_by = Reference("body", "footprint.yaml", lambda known, _: known.bodies, required=False)
    printed_under = Words(required=False, max_length=200)
    body = Reference("body", "footprint.yaml", lambda known, _: known.bodies)
    text = Narrative()
    context: Any = Narrative(allow_blank=True)

    class Meta:
        model = Ask
        fields = [
            "key",
            "initiative",
            "raised_by",
            "printed_under",
            "body",
            "purpose",
            "verb",
            "text",
            "context",
        ]

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if ("initiative" in values) == ("raised_by" in values):
            message = "An ask is raised by an initiative or by an office: give initiative or raised_by, one of the two."
            raise serializers.ValidationError({"initiative": [message]})
        name = values.get("printed_under")
        aliases = self.context["known"].aliases.get(values.get("initiative", ""), [])
        if name is not None and name not in aliases:
            cure = suggestion(name, aliases)
            message = f"“{name}” is not among the aliases of the initiative in initiatives.yaml. {cure}"
            raise serializers.ValidationError({"printed_under": [message]})
        return values


class AsksFile(FileSerializer):
    asks = AskRow(many=True)
