"""footprint.yaml: the area, its organisations, people, bodies and dated sittings."""

from typing import Any

from portfolios.models import Body, Footprint, Meeting, Organisation, Person
from reports.examples_loader.fields import Key, Narrative, Reference
from reports.examples_loader.rows import FileSerializer, RowSerializer


class FootprintRow(RowSerializer):
    slug = Key(max_length=50)
    description = Narrative(required=False, allow_blank=True)

    class Meta:
        model = Footprint
        fields = ["slug", "name", "is_made_up", "description"]
        extra_kwargs = {"is_made_up": {"required": True}}


class OrganisationRow(RowSerializer):
    unique = ("key",)

    class Meta:
        model = Organisation
        fields = ["key", "name", "short_name", "kind"]


class PersonRow(RowSerializer):
    unique = ("key",)
    organisation = Reference(
        "organisation", "footprint.yaml", lambda known, _: known.organisations, required=False
    )

    class Meta:
        model = Person
        fields = ["key", "name", "post", "organisation", "note"]


class BodyRow(RowSerializer):
    unique = ("key",)

    class Meta:
        model = Body
        fields = ["key", "name", "abbreviation", "kind", "session", "note"]
        extra_kwargs = {"session": {"required": True}}


class MeetingRow(RowSerializer):
    body = Reference("body", "footprint.yaml", lambda known, _: known.bodies)

    class Meta:
        model = Meeting
        fields = ["body", "date", "note"]


class FootprintFile(FileSerializer):
    footprint: Any = FootprintRow()
    source: Any = Narrative()
    organisations = OrganisationRow(many=True)
    people = PersonRow(many=True)
    bodies = BodyRow(many=True)
    meetings = MeetingRow(many=True)
