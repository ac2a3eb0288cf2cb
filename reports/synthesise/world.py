"""What the makers of an estate share: the footprint, its months, and chance that falls the same way every time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

from django.db import models

from portfolios.models import Body, Footprint, Initiative, Meeting, Person, RatingLevel
from reports.synthesise.calendar import Month
from risks.models import RiskCategory, RiskMatrixCell
from stp_portal.accounts.models import User

T = TypeVar("T")
M = TypeVar("M", bound=models.Model)

# Changing it changes every made-up estate, and with them the figures of `make bench` and the pictures in the README.
SEED = 2017


@dataclass
class World:
    """One footprint in the making. Makers add what later makers need."""

    footprint: Footprint
    months: list[Month]
    size: int
    accounts: dict[str, User] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    bodies: dict[str, Body] = field(default_factory=dict)
    meetings: dict[str, list[Meeting]] = field(default_factory=dict)
    levels: list[RatingLevel] = field(default_factory=list)
    cells: dict[tuple[int, int], RiskMatrixCell] = field(default_factory=dict)
    categories: dict[str, RiskCategory] = field(default_factory=dict)
    initiatives: list[Initiative] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def chance(self, subject: str) -> Random:
        """Chance for one subject of this footprint; the same for the same subject, whatever else is made."""
        return Random(f"{SEED}/{self.footprint.slug}/{subject}")  # noqa: S311 - for variety, not for secrets

    def make(self, rows: Iterable[M]) -> list[M]:
        """Insert ``rows`` of one model and count them; they hold to the model's rules by construction."""
        made = list(rows)
        if made:
            model = type(made[0])
            model._default_manager.bulk_create(made, batch_size=1000)
            self.counts[str(model._meta.verbose_name_plural)] += len(made)
        return made


def worded(text: str, chance: Random, **words: Any) -> str:
    """``text`` with its numbers and names filled in."""
    return text.format(few=chance.randint(3, 9), many=chance.randint(12, 85), **words)


def sample(choices: Sequence[T], number: int, chance: Random) -> list[T]:
    """``number`` different ones of ``choices``."""
    return chance.sample(list(choices), number)
