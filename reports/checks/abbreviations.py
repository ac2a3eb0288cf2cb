"""Abbreviations: used and not explained, explained in two ways, listed and not used (DOMAIN A8 rule 15, A9 Q9)."""

from collections.abc import Iterable, Mapping, Sequence

from reports.checks.found import Found, advisory
from reports.short_forms import WELL_KNOWN, Use, same_words


def check_abbreviations(listed: Iterable[Mapping[str, str]], used: Sequence[Use], where: str) -> list[Found]:
    """Findings about the short forms a paper uses. ``where`` names the table of abbreviations."""
    expansions: dict[str, list[str]] = {}
    for row in listed:
        expansions.setdefault(row["term"], []).append(row["expansion"])
    found = [finding for use in used for finding in _of_one(use, expansions.get(use.term, []))]
    unused = sorted(set(expansions) - {use.term for use in used})
    if unused:
        found.append(
            advisory(
                "abbreviation-unused",
                where,
                f"Listed in the record but not used in this paper, so left out: {', '.join(unused)}.",
                "Nothing needs to be done, unless the paper was meant to use them.",
            )
        )
    return found


def _of_one(use: Use, listed: Sequence[str]) -> list[Found]:
    meanings: list[str] = []
    for expansion in (*listed, *use.expansions):
        if not any(same_words(expansion, known) for known in meanings):
            meanings.append(expansion)
    if len(meanings) > 1:
        return [
            advisory(
                "abbreviation-clash",
                use.where,
                f"{use.term} stands for different things: {'; '.join(meanings)}.",
                "Use one meaning in this paper, and write the other out.",
            )
        ]
    if not meanings and use.term not in WELL_KNOWN:
        return [
            advisory(
                "abbreviation-undefined",
                use.where,
                f"{use.term} is used but explained nowhere.",
                f"Write it out where it first stands, or add {use.term} to the abbreviations.",
            )
        ]
    return []
