"""schemes.yaml: how the footprint rates and how it scores risks."""

from typing import Any

from rest_framework import serializers

from portfolios.models import RatingLevel, RatingScheme
from reports.examples_loader.fields import Narrative, Whole, Words
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
    unique = ("key",)
    likelihood: Any = serializers.ListField(child=Words(max_length=40), source="likelihood_words")
    impact: Any = serializers.ListField(child=Words(max_length=40), source="impact_words")
    note = Narrative(required=False, allow_blank=True)
    bands = BandRow(many=True, allow_empty=False)

    class Meta:
        model = RiskMatrix
        fields = ["key", "name", "valid_from", "likelihood", "impact", "note", "bands"]


class SchemesFile(FileSerializer):
    rating_schemes = RatingSchemeRow(many=True)
    risk_matrices = RiskMatrixRow(many=True)
