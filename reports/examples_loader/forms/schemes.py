"""schemes.yaml: how the footprint rates and how it scores risks."""

from typing import Any

from rest_framework import serializers

from portfolios.models import RatingLevel, RatingScheme
from reports.examples_loader.fields import Narrative, Whole, Words, YesNo
from reports.examples_loader.rows import FileSerializer, RowSerializer
from risks.models import RiskBand, RiskMatrix


class LevelRow(RowSerializer):
    synonyms: Any = serializers.ListField(child=Words(max_length=40))

    class Meta:
        model = RatingLevel
        fields = ["label", "letter", "shape", "colour", "definition", "synonyms"]


class RatingSchemeRow(RowSerializer):
    unique = ("key",)
    levels = LevelRow(many=True, allow_empty=False)
    note = Narrative(required=False, allow_blank=True)

    class Meta:
        model = RatingScheme
        fields = ["key", "name", "valid_from", "valid_to", "note", "levels"]


class BandRow(RowSerializer):
    min = Whole(source="lowest_score")
    max = Whole(source="highest_score")

    class Meta:
        model = RiskBand
        fields = ["label", "letter", "shape", "colour", "min", "max"]


class RiskMatrixRow(RowSerializer):
    """A matrix. One of words alone has ``scored: false``, and no bands where the source has none."""

    unique = ("key",)
    likelihood: Any = serializers.ListField(child=Words(max_length=40), source="likelihood_words")
    impact: Any = serializers.ListField(child=Words(max_length=40), source="impact_words")
    scored = YesNo(source="is_scored", required=False)
    note = Narrative(required=False, allow_blank=True)
    bands = BandRow(many=True)

    class Meta:
        model = RiskMatrix
        fields = [
            *[
                "key",
                "name",
                "valid_from",
                "valid_to",
                "likelihood",
                "likelihood_name",
                "impact",
                "impact_name",
            ],
            *["impact_first", "scored", "note", "bands"],
        ]

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if values.get("is_scored", True) and not values["bands"]:
            message = "It is empty. Add the bands, or “scored: false” for a matrix of words alone."
            raise serializers.ValidationError({"bands": [message]})
        return values


class SchemesFile(FileSerializer):
    rating_schemes = RatingSchemeRow(many=True)
    risk_matrices = RiskMatrixRow(many=True)
