"""periods.yaml and abbreviations.yaml."""

from typing import Any

from rest_framework import serializers

from portfolios.models import Abbreviation, ReportingPeriod
from reports.examples_loader.fields import Key
from reports.examples_loader.rows import FileSerializer, RowSerializer


class PeriodRow(RowSerializer):
    unique = ("slug",)
    slug = Key(max_length=20)

    class Meta:
        model = ReportingPeriod
        fields = ["slug", "label", "first_day", "last_day", "data_cut_off", "returns_due", "state", "note"]
        # The cut-off dates the scores of risks, and papers print it.
        extra_kwargs = {"state": {"required": True}, "data_cut_off": {"required": True, "allow_null": False}}

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        first, last = values["first_day"], values["last_day"]
        if last < first:
            message = f"{last} is before the first day, {first}. Correct one of the two."
            raise serializers.ValidationError({"last_day": [message]})
        return values


class PeriodsFile(FileSerializer):
    periods = PeriodRow(many=True)


class AbbreviationRow(RowSerializer):
    unique = ("term", "expansion")

    class Meta:
        model = Abbreviation
        fields = ["term", "expansion", "valid_from", "valid_to"]


class AbbreviationsFile(FileSerializer):
    abbreviations = AbbreviationRow(many=True)
