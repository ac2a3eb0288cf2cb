"""Ratings beside the overall one, where the footprint uses them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from portfolios.models import Rating, RatingDimension
from portfolios.report_content import DimensionRating
from reports.forms.rating_choice import LevelChoice
from reports.forms.report_parts.base import Part, one_line


@dataclass(frozen=True)
class DimensionCard:
    """One dimension for the page, with the rating it had before."""

    label: str
    previous: Rating | None
    rating: forms.BoundField
    reason: forms.BoundField


class Dimensions(Part):
    """A rating and its reason for each dimension."""

    def fields(self) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        for name in self.setting.dimensions:
            label = RatingDimension(name).label
            fields[f"rating_{name}"] = LevelChoice(
                self.setting.levels,
                label=label,
                error_messages={"invalid_choice": f"{label}: {self.setting.words_of_scheme}"},
            )
            fields[f"reason_{name}"] = one_line(f"Reason for the rating of {label.lower()}", longest=1000)
        return fields

    def initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = {}
        for one in self.setting.starts_from.dimensions:
            initial |= {f"rating_{one.dimension}": one.level, f"reason_{one.dimension}": one.reason}
        return initial

    def cards(self, form: forms.Form) -> list[DimensionCard]:
        """For the page."""
        return [
            DimensionCard(
                label=RatingDimension(name).label,
                previous=self.setting.before.ratings.get(name),
                rating=form[f"rating_{name}"],
                reason=form[f"reason_{name}"],
            )
            for name in self.setting.dimensions
        ]

    def ratings(self, data: Mapping[str, Any]) -> tuple[DimensionRating, ...]:
        """The ratings given, of valid data. Last period's reason, left beside no rating, is none of this period's."""
        offered = {one.dimension: one.reason for one in self.setting.starts_from.dimensions if not one.level}
        given = []
        for name in self.setting.dimensions:
            level, reason = data[f"rating_{name}"], data[f"reason_{name}"]
            if level is None and reason == offered.get(name):
                reason = ""
            if level or reason:
                given.append(DimensionRating(name, level, reason))
        return tuple(given)
