"""milestones.yaml of a period: the milestones that are new in it, in printed order."""

import re
from typing import Any

from rest_framework import serializers

from portfolios.models import Milestone
from reports.examples_loader.fields import Narrative, Reference, Words
from reports.examples_loader.rows import FileSerializer, RowSerializer

_YEAR = re.compile(r"(\d{4})/(\d{2})")


class Year(Words):
    """A financial year, from April to March."""

    default_error_messages = {
        "year": "“{value}” is not a financial year. Write the year it begins and the last two digits of the next, such "
        "as 2017/18.",
    }

    def to_internal_value(self, data: Any) -> str:
        value = super().to_internal_value(data)
        match = _YEAR.fullmatch(value)
        if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
            self.fail("year", value=value)
        return value


class MilestoneRow(RowSerializer):
    """A milestone; ``years`` are the financial years it is to be delivered in (DOMAIN A8 rule 10), as ticked."""

    unique = ("initiative", "heading", "title")
    initiative = Reference("initiative", "initiatives.yaml", lambda known, _: known.initiatives)
    detail = Narrative(required=False, allow_blank=True)
    years: Any = serializers.ListField(child=Year(), source="financial_years", required=False)
    baseline = Words(required=False, max_length=200)
    forecast = Words(required=False, max_length=200)
    actual = Words(required=False, max_length=200)

    class Meta:
        model = Milestone
        fields = [
            *["initiative", "heading", "title", "detail", "gate"],
            *["years", "baseline", "forecast", "actual"],
        ]

    def validate_years(self, years: list[str]) -> list[str]:
        if years != sorted(set(years)):
            raise serializers.ValidationError("Give each year once, the earliest first.")
        return years


class MilestonesFile(FileSerializer):
    milestones = MilestoneRow(many=True)
