"""Characters that the font of papers lacks, and that are printed as something else."""

import unicodedata
from collections.abc import Iterable

from reports.checks.found import Found, blocking
from reports.document import Passage
from reports.rendering.characters import missing, stand_in, with_stand_ins

SHOWN = 5
AROUND = 30  # characters of text on each side, by which an author finds the place


def check_characters(printed: Iterable[Passage]) -> list[Found]:
    """A finding for each passage with characters that are not printed as they are written."""
    found = []
    for passage in printed:
        lacking = missing(passage.text)
        if not lacking:
            continue
        more = len(lacking) - SHOWN
        named = "; ".join(_replacement(character) for character in lacking[:SHOWN])
        found.append(
            blocking(
                "character-missing",
                with_stand_ins(passage.where),  # a heading is named in it
                f"Papers cannot print: {named}{f'; and {more} more' if more > 0 else ''}. "
                f"It stands in “{_surroundings(passage.text, lacking[0])}”.",
                _cure(lacking),
            )
        )
    return found


def _replacement(character: str) -> str:
    """“✓” (CHECK MARK), printed as “√”."""
    name = unicodedata.name(character, "")
    code = f"U+{ord(character):04X}"
    if name and character.isprintable():
        called = f"“{character}” ({name})"
    elif unicodedata.category(character) == "Co":
        called = f"private character {code}, which only a font of Word knows"
    elif unicodedata.category(character) == "Cc":
        called = f"invisible control character {code}"
    else:
        called = f"{name.lower() or 'character'} {code}"
    stands = stand_in(character)
    return f"{called}, printed as “{stands}”" if stands.strip() else f"{called}, left out"


def _surroundings(text: str, character: str) -> str:
    """The text around its first ``character``, as it is printed."""
    at = text.index(character)
    start, end = max(0, at - AROUND), at + AROUND
    cut = " ".join(with_stand_ins(text[start:end]).split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"


def _cure(lacking: list[str]) -> str:
    if any(unicodedata.category(character) not in ("Cc", "Zl", "Zp") for character in lacking):
        return "Write a word or another sign where the text was written, then compile the paper again."
    return (
        "Open the text where it was written and save it: the portal takes such characters out. "
        "Then compile the paper again."
    )
