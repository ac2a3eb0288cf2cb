"""initiatives.yaml: the tree, in printed order, with other names in use and the people in it."""

from typing import Any

from portfolios.models import Initiative, InitiativeAlias, RoleAssignment
from reports.examples_loader.fields import Key, Reference, YesNo
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
    rated = YesNo(source="is_rated")
    aliases = AliasRow(many=True, required=False)
    roles = RoleRow(many=True, required=False)

    class Meta:
        model = Initiative
        fields = [
            "slug",
            "name",
            "short_name",
            "kind",
            "category",
            "parent",
            "rated",
            "reporting",
            "aliases",
            "roles",
            "note",
        ]
        extra_kwargs = {"category": {"required": True}}


class InitiativesFile(FileSerializer):
    initiatives = InitiativeRow(many=True)
