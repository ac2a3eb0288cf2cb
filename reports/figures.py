"""Figures that a paper counts rather than its author: risks by band, and figures named in authored text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from stp_portal.core.numbers import count_and_share, percent

PLACE = re.compile(r"\{\{([^{}]{0,200})\}\}")


@dataclass(frozen=True)
class BandCount:
    """How many open risks stand in a band. ``band`` is the mark it prints: label, letter, shape, colour."""

    band: dict[str, Any]
    count: int
    total: int

    @property
    def share(self) -> str:
        """As in “13 (42%)”."""
        return count_and_share(self.count, self.total)


@dataclass(frozen=True)
class RiskFigures:
    """The open risks of a snapshot, counted (DOMAIN A8 rule 6): bands worst first, and what no band accounts for."""

    total: int
    bands: tuple[BandCount, ...]
    unbanded: int
    unpublished: int

    @property
    def remainder(self) -> str:
        return count_and_share(self.unbanded, self.total)

    @property
    def shares_add_up(self) -> bool:
        """Whether the rounded shares come to 100; where they do not, the table says so."""
        counts = [*(band.count for band in self.bands), self.unbanded]
        return not self.total or sum(percent(count, self.total) for count in counts) == 100

    @property
    def named(self) -> dict[str, str]:
        """What authored text may name: ``risks.total``, ``risks.<band>``, ``risks.other`` for those without a band."""
        bands = {f"risks.{slugify(band.band['label'])}": band.share for band in self.bands}
        return bands | {"risks.total": str(self.total), "risks.other": self.remainder}


def count_risks(snapshot: Mapping[str, Any]) -> RiskFigures:
    """Count the open risks of ``snapshot`` by the band of their current score.

    Every band of the matrices in force has a count, be it 0; a band of an older matrix, where a risk stands in it.
    """
    risks = [risk for risk in snapshot["risks"] if risk["status"] == "open"]
    # A matrix of words may give a score no band.
    current = [risk["scores"]["current"] for risk in risks if "current" in risk["scores"]]
    standing = [score for score in current if score["band"]]
    in_force = [(matrix["key"], band) for matrix in snapshot["matrices"] for band in matrix["bands"]]
    bands = {(matrix, band["label"]): band for matrix, band in in_force}
    counts = dict.fromkeys(bands, 0)
    for score in standing:
        key = (score["matrix"], score["band"]["label"])
        bands.setdefault(key, score["band"])
        counts[key] = counts.get(key, 0) + 1
    worst_first = sorted(bands, key=lambda key: (-bands[key]["rank"], key))
    return RiskFigures(
        total=len(risks),
        bands=tuple(BandCount(bands[key], counts[key], len(risks)) for key in worst_first),
        unbanded=len(risks) - len(standing),
        unpublished=sum(not risk["is_published"] for risk in risks),
    )


def fill(text: str, named: Mapping[str, str]) -> tuple[str, list[str]]:
    """``text`` with each ``{{ name }}`` replaced by its figure, and the names nobody knows, in order.

    An unknown one is printed as “[unknown figure: name]”, so that it cannot pass unseen.
    """
    unknown: list[str] = []

    def figure(match: re.Match[str]) -> str:
        name = " ".join(match[1].split()) or "no name"
        if name not in named:
            unknown.append(name)
            return f"[unknown figure: {name}]"
        return named[name]

    return PLACE.sub(figure, text), unknown
