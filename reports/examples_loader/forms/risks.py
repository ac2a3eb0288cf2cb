"""risks.yaml of a period: the risks that are new in it, in the order they are counted or printed."""

from typing import Any

from rest_framework import serializers

from reports.examples_loader.fields import Day, Factor, Narrative, Reference, Whole, Words, YesNo
from reports.examples_loader.known import Known
from reports.examples_loader.rows import FileSerializer, RowSerializer, Strict
from reports.examples_loader.yaml_rows import Row
from risks.models import Action, Control, Risk, RiskReference


def people(known: Known, _: Row) -> list[str]:
    return known.people


class ReferenceRow(RowSerializer):
    """What another register calls the risk; ``name`` is how the paper calls that register."""

    name = Words(source="register_name", required=False, max_length=80)

    class Meta:
        model = RiskReference
        fields = ["register", "name", "reference"]


class ControlRow(RowSerializer):
    """What holds the risk down. ``position`` is its place among controls and actions, where they are mixed."""

    text: Any = Narrative()

    class Meta:
        model = Control
        fields = ["text", "gap", "position"]


class ActionRow(RowSerializer):
    """What is still to be done, with its place among controls and actions as for a control."""

    text: Any = Narrative()
    lead = Reference("person", "footprint.yaml", people, required=False)
    due = Words(required=False, max_length=200)

    class Meta:
        model = Action
        fields = ["text", "lead", "due", "status", "position"]


class ClosedRow(Strict):
    """That the risk was closed once its period was over, so after the snapshot of that period."""

    on = Day()
    reason = Narrative()


class RiskRow(RowSerializer):
    """A risk: its text in one piece or as cause, event, effect; its score as factors, or as the band alone.

    ``matrix`` says by which matrix it is scored where several are in force. Bands and factors are held against it when
    the risks are written: only then is it known which it is.
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
    references = ReferenceRow(many=True, required=False)
    owners: Any = serializers.ListField(child=Reference("person", "footprint.yaml", people), required=False)
    matrix = Reference("risk matrix", "schemes.yaml", lambda known, _: known.risk_matrices, required=False)
    band = Words(required=False)
    likelihood = Factor(required=False)
    impact = Factor(required=False)
    printed_score = Whole(required=False)
    controls = ControlRow(many=True, required=False)
    actions = ActionRow(many=True, required=False)
    closed = ClosedRow(required=False)

    class Meta:
        model = Risk
        fields = [
            *["reference", "references", "initiative", "raised_in_ask", "level", "heading", "title"],
            *["cause", "event", "effect", "description", "logged", "status", "published", "note", "owners"],
            *["matrix", "band", "likelihood", "impact", "printed_score", "controls", "actions", "closed"],
        ]
        extra_kwargs = {"status": {"required": True}}

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        missing = {"likelihood", "impact"} - set(values)
        if len(missing) == 1:
            message = (
                "It is missing. A score needs likelihood and impact; where there is only a band, give band."
            )
            raise serializers.ValidationError({missing.pop(): [message]})
        if "printed_score" in values and missing:
            message = (
                "It is given without what it is the product of. Add likelihood and impact, or take it out."
            )
            raise serializers.ValidationError({"printed_score": [message]})
        if values["is_published"] and not (values.get("description") or values.get("event")):
            message = "It is missing, and the risk is published. Add its text, or set published: false."
            raise serializers.ValidationError({"description": [message]})
        owners = values.get("owners", [])
        if twice := [owner for index, owner in enumerate(owners) if owner in owners[:index]]:
            message = f"“{twice[0]}” stands twice. Take one of the two out."
            raise serializers.ValidationError({"owners": [message]})
        return values


class RisksFile(FileSerializer):
    risks = RiskRow(many=True)
