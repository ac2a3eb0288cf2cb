"""A risk matrix before it is one: what it is made of, and what it must hold to."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.core.exceptions import ValidationError

Pair = tuple[int, int]  # likelihood and impact, both counted from 1

LONGEST_AXIS = 10
LONGEST_WORD = 40


@dataclass(frozen=True)
class BandSpec:
    """A band to be made: its look, what follows from it, and the lowest and highest score in it, both included.

    A band of a matrix in words has no scores. ``review_days`` is the time between reviews, ``belongs_at`` the lowest
    level that looks after a risk in it (a value of ``RiskLevel``).
    """

    label: str
    letter: str
    shape: str
    colour: str
    lowest_score: int | None = None
    highest_score: int | None = None
    review_days: int | None = None
    belongs_at: str = ""

    def __str__(self) -> str:
        if self.lowest_score is None:
            return self.label
        return f"{self.label} ({self.lowest_score} to {self.highest_score})"

    def holds(self, score: int) -> bool:
        return (
            self.lowest_score is not None
            and self.highest_score is not None
            and self.lowest_score <= score <= self.highest_score
        )


@dataclass(frozen=True)
class MatrixSpec:
    """A matrix to be made. Words run from the lowest step to the highest, bands from the mildest to the worst.

    Where ``is_scored``, the score of a pair is likelihood times impact and chooses its band (DOMAIN A8 rule 5). Where
    not, nothing is multiplied (A7, H/M/L): ``cells`` gives the label of a pair's band, and a pair that is not in it
    has none.
    """

    name: str
    likelihood_words: Sequence[str]
    impact_words: Sequence[str]
    bands: Sequence[BandSpec] = ()
    likelihood_name: str = "Likelihood"
    impact_name: str = "Impact"
    impact_first: bool = False
    is_scored: bool = True
    cells: Mapping[Pair, str] = field(default_factory=dict)
    note: str = ""

    @property
    def size(self) -> str:
        """“5x5”: the steps of the axes in the order in which they are written."""
        sizes = [len(self.likelihood_words), len(self.impact_words)]
        return "x".join(map(str, reversed(sizes) if self.impact_first else sizes))

    @property
    def fingerprint(self) -> str:
        """The same for the same matrix: a form sends it back, so that nobody changes what they have not seen."""
        plain = [
            sorted(part.items()) if isinstance(part, Mapping) else _listed(part)
            for part in vars(self).values()
        ]
        return hashlib.sha256(repr(plain).encode()).hexdigest()

    def placed(self) -> dict[Pair, BandSpec | None]:
        """The band of every pair; None where a matrix in words gives none.

        ValidationError by field, everything at once: an axis without words, a score in no band or in several, bands
        out of order, a pair in a band that there is not.
        """
        wrong: dict[str, list[str]] = {}
        for name, words in (("likelihood_words", self.likelihood_words), ("impact_words", self.impact_words)):
            if problem := _wrong_axis(words):
                wrong[name] = [problem]
        if not wrong:
            placed, problems = self._by_score() if self.is_scored else self._by_pair()
            wrong |= problems
        if wrong:
            raise ValidationError(wrong)
        return placed

    @property
    def pairs(self) -> list[Pair]:
        """Every pair of steps."""
        return [
            (likelihood, impact)
            for likelihood in range(1, len(self.likelihood_words) + 1)
            for impact in range(1, len(self.impact_words) + 1)
        ]

    def pair_words(self, likelihood: int, impact: int) -> str:
        """“4 x 3” in the order in which the axes are written; in a matrix of words “Severity High, Likelihood Low”."""
        factors = [
            (self.likelihood_name, self.likelihood_words, likelihood),
            (self.impact_name, self.impact_words, impact),
        ]
        ordered = factors[::-1] if self.impact_first else factors
        if self.is_scored:
            return " x ".join(str(number) for _, _, number in ordered)
        return ", ".join(f"{name} {words[number - 1]}" for name, words, number in ordered)

    def _by_score(self) -> tuple[dict[Pair, BandSpec | None], dict[str, list[str]]]:
        if self.cells:
            return {}, {
                "cells": [
                    "The score of a pair chooses its band. Give bands to pairs in a matrix of words only."
                ]
            }
        placed: dict[Pair, BandSpec | None] = {}
        problems: dict[int, str] = {}
        for likelihood, impact in self.pairs:
            score = likelihood * impact
            holding = [band for band in self.bands if band.holds(score)]
            if len(holding) == 1:
                placed[likelihood, impact] = holding[0]
                continue
            where = f"in {' and in '.join(map(str, holding))}" if holding else "in no band"
            message = (
                f"Score {score} (likelihood {likelihood} x impact {impact}) is {where}. "
                "Change the lowest and highest scores so that it is in exactly one band."
            )
            problems.setdefault(score, message)
        wrong = _not_whole(self.bands) + [problems[score] for score in sorted(problems)]
        wrong = wrong or _out_of_order(self.bands)
        return placed, {"bands": wrong} if wrong else {}

    def _by_pair(self) -> tuple[dict[Pair, BandSpec | None], dict[str, list[str]]]:
        wrong: dict[str, list[str]] = {}
        scored = [
            band.label for band in self.bands if (band.lowest_score, band.highest_score) != (None, None)
        ]
        if scored:
            wrong["bands"] = [
                f"{scored[0]} has scores, and words are never multiplied. Leave its lowest and highest score empty."
            ]
        known = {band.label: band for band in self.bands}
        strange = [pair for pair, label in self.cells.items() if label not in known or pair not in self.pairs]
        if strange:
            likelihood, impact = strange[0]
            wrong["cells"] = [
                f"Likelihood {likelihood}, impact {impact}: “{self.cells[strange[0]]}” cannot stand there. "
                "Choose one of the bands, for a pair of the matrix."
            ]
        return {pair: known.get(self.cells.get(pair, "")) for pair in self.pairs}, wrong


def _listed(part: object) -> object:
    """A list and a tuple of the same words as the same thing."""
    return list(part) if isinstance(part, tuple) else part


def _wrong_axis(words: Sequence[str]) -> str:
    """What is wrong with the words of an axis; empty where nothing is."""
    if not words:
        return "The axis has no words. Give one for each step, lowest first."
    if len(words) > LONGEST_AXIS:
        return f"The axis has {len(words)} words. Give {LONGEST_AXIS} or fewer."
    for number, word in enumerate(words):
        if not word.strip():
            return f"Word {number + 1} is empty. Give a word for each step."
        if len(word) > LONGEST_WORD:
            return f"“{word[:LONGEST_WORD]}…” is too long. Shorten it to {LONGEST_WORD} characters or fewer."
        if word.casefold() in [other.casefold() for other in words[:number]]:
            return f"“{word}” stands twice. Give each step a word of its own."
    return ""


def _not_whole(bands: Sequence[BandSpec]) -> list[str]:
    """Bands of which a score is missing, or the lowest is above the highest."""
    missing = [
        f"{band.label}: give its lowest and its highest score."
        for band in bands
        if band.lowest_score is None or band.highest_score is None
    ]
    return missing + [
        f"{band.label}: its lowest score, {band.lowest_score}, is above its highest, {band.highest_score}."
        for band in bands
        if band.lowest_score is not None
        and band.highest_score is not None
        and band.lowest_score > band.highest_score
    ]


def _out_of_order(bands: Sequence[BandSpec]) -> list[str]:
    """A band that stands after one of higher scores: its place says how bad it is."""
    for milder, worse in pairwise(bands):
        if (worse.lowest_score or 0) < (milder.lowest_score or 0):
            return [f"{worse} stands after {milder}. Give the bands from the mildest to the worst."]
    return []
