"""risks.yaml: the register, in the order its risks are counted."""

from typing import Any

from rest_framework import serializers

from reports.examples_loader.fields import Narrative, Reference, Whole, Words, YesNo
from reports.examples_loader.rows import FileSerializer, RowSerializer
from risks.models import Risk


class RiskRow(RowSerializer):
    """A risk: its text in one piece or as cause, event, effect; its score as factors, or as the band alone.

    Bands and factors are held against the matrix in force when the risks are written: only then is it known which.
    """

    initiative = Reference(
        "initiative", "initiatives.yaml", lambda known, _: known.initiatives, required=False
    )
    raised_in_ask = Reference("ask", "asks.yaml of the periods", lambda known, _: known.asks, required=False)
    cause = Narrative(required=False, allow_blank=True)
    event = Narrative(required=False, allow_blank=True)
    effect = Narrative(required=False, allow_blank=True)
    description = Narrative(required=False, allow_blank=True)
    logged = Words(required=False, allow_blank=True, max_length=200)
    published = YesNo(source="is_published")
    band = Words(required=False)
    likelihood = Whole(required=False)
    impact = Whole(required=False)

    class Meta:
        model = Risk
        fields = [
            *["reference", "initiative", "raised_in_ask", "level", "title", "cause", "event", "effect"],
            *["description", "logged", "status", "published", "note", "band", "likelihood", "impact"],
        ]
        extra_kwargs = {"status": {"required": True}}

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        missing = {"likelihood", "impact"} - set(values)
        if len(missing) == 1:
            message = (
                "It is missing. A score needs likelihood and impact; where there is only a band, give band."
            )
            raise serializers.ValidationError({missing.pop(): [message]})
        if values["is_published"] and not (values.get("description") or values.get("event")):
            message = "It is missing, and the risk is published. Add its text, or set published: false."
            raise serializers.ValidationError({"description": [message]})
        return values


class RisksFile(FileSerializer):
    risks = RiskRow(many=True)
