"""Private material in a public paper. Private rows never reach one; this finds private words that were copied."""

import re
from typing import Any

from reports.checks.found import Found, blocking
from reports.document import Passage
from reports.snapshot_content.private_texts import private_texts
from stp_portal.core import text as narrative

# Shorter sentences, such as “See above.”, are in many papers by chance.
SHORTEST = 30


def check_openness(snapshot: dict[str, Any], passages: tuple[Passage, ...]) -> list[Found]:
    """A finding for each private text of the whole ``snapshot`` of which a sentence stands in a public paper.

    The finding does not repeat the words: it is shown to whoever may see the paper.
    """
    printed = [(passage.where, _words(passage.text)) for passage in passages]
    found = []
    for source, text in private_texts(snapshot):
        sentences = _sentences(text)
        where = next(
            (where for where, words in printed if any(sentence in words for sentence in sentences)), None
        )
        if where:
            found.append(
                blocking(
                    "private-text",
                    where,
                    f"This public paper repeats words that are marked private in {source}.",
                    "Take the words out, or lift the mark in the record if they may be published.",
                )
            )
    return found


def _sentences(text: str) -> list[str]:
    sentences = re.split(r"(?<=[.!?;:])\s+", _words(narrative.plain(text)))
    return [sentence for sentence in sentences if len(sentence) >= SHORTEST]


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()
