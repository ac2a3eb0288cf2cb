"""Words that the sentences of several subjects share."""

import re

from stp_portal.core import text

LONGEST_REASON = 300  # characters; a text without a full stop may have 20,000

# A full stop after these ends no sentence.
_SHORT_FORMS = (
    "approx.",
    "dr.",
    "e.g.",
    "etc.",
    "i.e.",
    "incl.",
    "mr.",
    "mrs.",
    "ms.",
    "no.",
    "prof.",
    "st.",
    "vs.",
)
_END = re.compile(r"[.!?][”’\"')\]]*(?=\s+[“‘\"'(\[]?[A-Z0-9£])")


def first_sentence(markdown: str) -> str:
    """The first sentence of a narrative as plain words, with its full stop; "" for a blank one.

    Ends with the first line at the latest, and with an ellipsis after 300 characters.
    """
    lines = text.plain(markdown).split("\n")
    line = " ".join(lines[0].split())
    for end in _END.finditer(line):
        if not line[: end.end()].lower().endswith(_SHORT_FORMS):
            line = line[: end.end()]
            break
    if len(line) > LONGEST_REASON:
        line = f"{line[:LONGEST_REASON].rpartition(' ')[0] or line[:LONGEST_REASON]} …"
    return line if not line or line.rstrip("”’\"')]").endswith((".", "!", "?", "…")) else f"{line}."


def because(reason: str) -> str:
    """How a sentence ends that has a reason: “: The first sentence of it.”; “.” where there is none."""
    first = first_sentence(reason)
    return f": {first}" if first else "."


def without_stop(words: str) -> str:
    """Words that go on within a sentence: of one line, without their full stop."""
    return " ".join(words.split()).rstrip(".;: ")
