"""Private material in a public paper. Private rows never reach one; this finds private words that were copied."""

import re
from collections.abc import Callable
from typing import Any

from reports.checks.found import Found, advisory, blocking
from reports.document import Passage
from reports.snapshot_content.private_texts import open_texts, private_texts
from stp_portal.core import text as narrative

# Shorter sentences, such as “See above.”, are in many papers by chance.
SHORTEST = 30


def check_openness(snapshot: dict[str, Any], passages: tuple[Passage, ...]) -> list[Found]:
    """A finding for each private text of the whole ``snapshot`` of which a sentence stands in a public paper.

    It blocks, unless the same sentence stands in a public row too, as sentences do that several risks have: there it is
    worth a look. The finding does not repeat the words: it is shown to whoever may see the paper.
    """
    printed = [(passage.where, _words(passage.text)) for passage in passages]
    said_openly = {sentence for text in open_texts(snapshot) for sentence in _sentences(text)}
    found = []
    for source, text in private_texts(snapshot):
        sentences = set(_sentences(text))
        for make, wanted in ((blocking, sentences - said_openly), (advisory, sentences & said_openly)):
            where = next(
                (where for where, words in printed if any(sentence in words for sentence in wanted)), None
            )
            if where:
                found.append(_finding(make, where, source))
                break
    return found


def _finding(make: Callable[..., Found], where: str, source: str) -> Found:
    if make is blocking:
        return blocking(
            "private-text",
            where,
            f"This public paper repeats words that are marked private in {source}.",
            "Take the words out, or lift the mark in the record if they may be published.",
        )
    return advisory(
        "private-text-shared",
        where,
        f"A sentence here is public, and stands in {source} as well.",
        "Make sure that it tells nothing of what is private.",
    )


def _sentences(text: str) -> list[str]:
    sentences = re.split(r"(?<=[.!?;:])\s+", _words(narrative.plain(text)))
    return [sentence for sentence in sentences if len(sentence) >= SHORTEST]


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()
