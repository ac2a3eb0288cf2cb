"""initiatives.yaml: the tree, in printed order, with other names in use, days it lives from and to, and its people."""

from typing import Any

from rest_framework import serializers

from portfolios.models import Initiative, InitiativeAlias, RoleAssignment
from reports.examples_loader.fields import Key, Narrative, Reference, YesNo
from reports.examples_loader.rows import FileSerializer, RowSerializer


class AliasRow(RowSerializer):
    class Meta:
        model = InitiativeAlias
        fields = ["name", "valid_from", "valid_to", "note"]


class RoleRow(RowSerializer):
    person = Reference("person", "footprint.yaml", lambda known, _: known.people)
    acting = YesNo(source="is_acting", required=False)

    class Meta:
        model = RoleAssignment
        fields = ["role", "person", "acting", "valid_from", "valid_to", "note"]


class InitiativeRow(RowSerializer):
    unique = ("slug",)
    slug = Key(max_length=80)
    parent: Any = Reference(
        "initiative", "initiatives.yaml", lambda known, _: known.initiatives, required=False
    )
    description = Narrative(required=False, allow_blank=True)
    rated = YesNo(source="is_rated")
    aliases = AliasRow(many=True, required=False)
    roles = RoleRow(many=True, required=False)

    class Meta:
        model = Initiative
        fields = [
            "slug",
            "name",
            "short_name",
            "description",
            "kind",
            "category",
            "parent",
            "rated",
            "reporting",
            "started_on",
            "ended_on",
            "aliases",
            "roles",
            "note",
        ]
        extra_kwargs = {"category": {"required": True}}

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        started, ended = values.get("started_on"), values.get("ended_on")
        if started and ended and ended < started:
            message = f"{ended} is before the day it started, {started}. Correct one of the two."
            raise serializers.ValidationError({"ended_on": [message]})
        return values


class InitiativesFile(FileSerializer):
    initiatives = InitiativeRow(many=True)
