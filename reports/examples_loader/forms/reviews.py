"""reviews.yaml of a period: reviews by others, with what they recommend and how that stands."""

from typing import Any

from rest_framework import serializers

from reports.examples_loader.fields import Day, Key, Narrative, Reference, Whole, Words
from reports.examples_loader.known import Known
from reports.examples_loader.rows import FileSerializer, RowSerializer
from reports.examples_loader.yaml_rows import Row
from risks.models import Recommendation, RecommendationUpdate, Review


def people(known: Known, _: Row) -> list[str]:
    return known.people


class UpdateRow(RowSerializer):
    """What was said of a recommendation. ``also_of`` numbers those it was said of in the same breath, printed once."""

    text: Any = Narrative()
    also_of: Any = serializers.ListField(child=Whole(), required=False)

    class Meta:
        model = RecommendationUpdate
        fields = ["text", "status", "evidence", "also_of"]


class RecommendationRow(RowSerializer):
    """A recommendation, numbered by its place. What its updates say never closes it (DOMAIN A8 rule 22)."""

    text: Any = Narrative()
    response: Any = Narrative(required=False, allow_blank=True)
    initiative = Reference(
        "initiative", "initiatives.yaml", lambda known, _: known.initiatives, required=False
    )
    lead = Reference("person", "footprint.yaml", people, required=False)
    supporting: Any = serializers.ListField(
        child=Reference("person", "footprint.yaml", people), required=False
    )
    overseers: Any = serializers.ListField(
        child=Reference("body", "footprint.yaml", lambda known, _: known.bodies), required=False
    )
    oversight_note: Any = Narrative(required=False, allow_blank=True)
    due = Words(required=False, max_length=200)
    updates = UpdateRow(many=True, required=False)

    class Meta:
        model = Recommendation
        fields = [
            *["theme", "text", "response", "initiative", "lead", "supporting", "overseers"],
            *["oversight_note", "due", "review_on", "updates"],
        ]


class ReviewRow(RowSerializer):
    """A review; ``updates_on`` is the day on which what its updates say was so."""

    unique = ("key",)
    key = Key(max_length=80)
    held = Words(required=False, max_length=200)
    note: Any = Narrative(required=False, allow_blank=True)
    updates_on = Day(required=False)
    recommendations = RecommendationRow(many=True, allow_empty=False)

    class Meta:
        model = Review
        fields = ["key", "kind", "title", "reviewer", "held", "note", "updates_on", "recommendations"]

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        rows = values["recommendations"]
        for number, row in enumerate(rows, start=1):
            for update in row.get("updates", []):
                if "updates_on" not in values:
                    message = "It is missing, and there are updates. Add the day on which they were so."
                    raise serializers.ValidationError({"updates_on": [message]})
                others = set(range(1, len(rows) + 1)) - {number}
                if wrong := [other for other in update.get("also_of", []) if other not in others]:
                    message = (
                        f"The update of recommendation {number} is also of {wrong[0]}, which is not another one here. "
                        f"Use numbers from 1 to {len(rows)}, without its own."
                    )
                    raise serializers.ValidationError({"recommendations": [message]})
        return values


class ReviewsFile(FileSerializer):
    reviews = ReviewRow(many=True)
