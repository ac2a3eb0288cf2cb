"""Choosing a rating."""

from collections.abc import Sequence
from typing import Any

from django import forms

from portfolios.models import RatingLevel
from reports.forms.row_choice import RowChoice


def in_words(level: RatingLevel) -> str:
    """A level with the definition that is printed for it."""
    return f"{level.label} ({level.letter}): {level.definition}"


class RatingChoice(forms.ModelChoiceField):
    """The levels of a scheme, each with the definition that is printed for it."""

    widget = forms.RadioSelect

    def label_from_instance(self, level: RatingLevel) -> str:
        return in_words(level)


class LevelChoice(RowChoice):
    """The same for levels that were read already; none need be chosen."""

    widget = forms.RadioSelect

    def __init__(self, levels: Sequence[RatingLevel], **kwargs: Any) -> None:
        super().__init__(levels, words=in_words, **kwargs)
