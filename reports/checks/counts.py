"""Counts of risks: what no band accounts for, figures typed by hand, details that are promised and not there."""

import re
from collections.abc import Sequence

from reports.checks.found import Found, advisory
from reports.document import Passage
from reports.figures import PLACE, RiskFigures

TYPED_COUNT = re.compile(r"\b(\d{1,4})\s+(?:open\s+)?risks?\b", re.IGNORECASE)
TYPED_SHARE = re.compile(r"\b(\d{1,4})\s?\(\s?(\d{1,3})\s?%\s?\)")
PROMISE = re.compile(r"\bdetails\b[^.]{0,80}\bbelow\b", re.IGNORECASE)


def check_counts(figures: RiskFigures, text: str, passages: Sequence[Passage], number: int) -> list[Found]:
    """Findings about the risk figures of section ``number``; ``text`` is its authored text, figures not filled in."""
    where = f"Section {number}, Risk summary"
    found = []
    if figures.unbanded:
        explained = figures.total - figures.unbanded
        found.append(
            advisory(
                "risks-without-band",
                where,
                f"The bands explain {explained} of {figures.total} risks; {figures.remainder} have no band recorded.",
                "Score the remaining risks in the register.",
            )
        )
    found += _typed(figures, text, number)
    for passage in passages:
        if figures.unpublished and "risk" in passage.text.lower() and PROMISE.search(passage.text):
            found.append(
                advisory(
                    "details-missing",
                    passage.where,
                    f"Details of the risks are promised below, but the text of {figures.unpublished} of "
                    f"{figures.total} risks is not published.",
                    "Publish the risks in the register, or take the promise out.",
                )
            )
    return found


def _typed(figures: RiskFigures, text: str, number: int) -> list[Found]:
    """Figures that the author typed and the register does not bear out."""
    counts = {figures.total, figures.unbanded, *(band.count for band in figures.bands)}
    shares = set(figures.named.values())
    found = []
    for sentence in re.split(r"(?<=\.)\s|\n", PLACE.sub("", text)):
        if "risk" not in sentence.lower():
            continue
        typed = [match[0] for match in TYPED_COUNT.finditer(sentence) if int(match[1]) not in counts]
        typed += [
            match[0]
            for match in TYPED_SHARE.finditer(sentence)
            if f"{int(match[1])} ({int(match[2])}%)" not in shares
        ]
        found += [
            advisory(
                "count-wrong",
                f"Section {number}",
                f"The text says “{words}”; the register has no such figure: {_in_words(figures)}.",
                "Name the figure instead of typing it, such as {{ risks.total }}, or correct the register.",
            )
            for words in typed
        ]
    return found


def _in_words(figures: RiskFigures) -> str:
    bands = [f"{band.band['label']} {band.share}" for band in figures.bands]
    return f"{figures.total} open risks, {', '.join([*bands, f'no band {figures.remainder}'])}"
