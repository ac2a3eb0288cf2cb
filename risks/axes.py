"""The axes of a matrix, and how a pair of factors reads on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True)
class Axes:
    """What of a ``RiskMatrix`` its scores are read by. Words run from the lowest factor, which is 1."""

    likelihood_words: Sequence[str]
    impact_words: Sequence[str]
    likelihood_name: str
    impact_name: str
    impact_first: bool
    is_scored: bool

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """From the values of a row, each called as here."""
        return cls(**{field.name: row[field.name] for field in fields(cls)})

    def in_words(self, likelihood: int, impact: int) -> str:
        """“Likely × Major”, in the order the matrix is written in; where it has no scores “Severity High, likelihood
        Medium”, for nothing is multiplied there.
        """
        pairs = [
            (self.likelihood_name, word_of(self.likelihood_words, likelihood)),
            (self.impact_name, word_of(self.impact_words, impact)),
        ]
        if self.impact_first:
            pairs.reverse()
        if self.is_scored:
            return " × ".join(word for _, word in pairs)
        (name, word), (other_name, other_word) = pairs
        return f"{name} {word}, {other_name[:1].lower()}{other_name[1:]} {other_word}"

    def in_figures(self, likelihood: int, impact: int) -> str:
        """“4 x 5 = 20”, in the same order; in words where nothing is multiplied (DOMAIN A7)."""
        if not self.is_scored:
            return self.in_words(likelihood, impact)
        first, second = (impact, likelihood) if self.impact_first else (likelihood, impact)
        return f"{first} x {second} = {likelihood * impact}"

    def each_in_words(self, likelihood: int, impact: int) -> tuple[str, str]:
        """“Likely (4)” and “Major (4)”; the words alone where nothing is multiplied."""
        words = word_of(self.likelihood_words, likelihood), word_of(self.impact_words, impact)
        if not self.is_scored:
            return words
        return f"{words[0]} ({likelihood})", f"{words[1]} ({impact})"


AXES = tuple(field.name for field in fields(Axes))


def word_of(words: Sequence[str], factor: int) -> str:
    """The axis word of a factor; the figure itself where the axis has none so high."""
    return str(words[factor - 1]) if 0 < factor <= len(words) else str(factor)
