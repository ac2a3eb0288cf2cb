"""Text that somebody meant to replace (DOMAIN A8 rule 18)."""

import re
from collections.abc import Iterable

from reports.checks.found import Found, blocking
from reports.document import Passage
from reports.figures import fill

PLACEHOLDERS = re.compile(
    r"£\s?X+\b|\bpage\s+X+\b|\bX{2,}\b|\bTB[CA]\b|\bto be confirmed\b|\bwhen published,? add\b"
    r"|\[\s?(?:insert|add|date|name|tbc|x+)\b[^\]\n]{0,40}\]?|\blorem ipsum\b|\?{3,}|_{4,}|\{\{|\}\}",
    re.IGNORECASE,
)
# Roman numbers that look like a placeholder of capitals: “Part XX”.
ROMAN = re.compile(r"\b(?:part|annex|appendix|chapter|volume)\s+$", re.IGNORECASE)


def check_placeholders(passages: Iterable[Passage]) -> list[Found]:
    """A finding for each passage that still holds one. What is quoted cannot be filled in."""
    found = []
    for passage in passages:
        if passage.is_quoted:
            continue
        match = next(
            (
                hit
                for hit in PLACEHOLDERS.finditer(passage.text)
                if not ROMAN.search(passage.text[: hit.start()])
            ),
            None,
        )
        if match:
            found.append(
                blocking(
                    "placeholder",
                    passage.where,
                    f"“{match[0]}” looks like a place that was to be filled in.",
                    "Write what belongs there, or take the sentence out.",
                )
            )
    return found


def check_figures(text: str, named: dict[str, str], where: str) -> list[Found]:
    """A finding for each figure in authored text that the portal does not know."""
    return [
        blocking(
            "figure-unknown",
            where,
            f"The text asks for the figure “{name}”, which the portal does not know.",
            f"Use one of: {', '.join(sorted(named))}.",
        )
        for name in fill(text, named)[1]
    ]
