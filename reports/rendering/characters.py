"""The characters that papers can print, and what is printed for those that their font lacks.

A lead's ordinary text holds ticks, stars and emoji. Arimo has none of them, and a paper with a hole in it is no paper;
so each is replaced by something readable, the same in every form of the paper, and a check says where
(``checks.characters``). What this lets through by mistake, the engine still refuses (``complaints``).
"""

import re
from collections.abc import Callable
from functools import cache
from html import escape
from unicodedata import category, normalize

from reports.rendering.resources import ROOTS

UNREADABLE = "[?]"

# Signs that people write, and what comes nearest of what the font has. The words in brackets keep a meaning that lies
# in the colour: leads write 🟢 and 🔴 for ratings.
_NEAREST = {
    "√": "✓✔☑✅🗸🗹",
    "×": "✕✖✗✘☒❌❎🗷",
    "□": "☐◻❏❐❑❒▢",
    "*": "★☆⭐✱✳✶",
    "►": "➢➤▶▷➣",
    "◄": "◀◁",
    "▲": "△🔺",
    "▼": "▽🔻",
    "◊": "◆◇❖",
    "→": "➔➙➜➝➞➡⇒⇨⟶",
    "←": "⬅⇐⟵",
    "↑": "⬆⇑",
    "↓": "⬇⇓",
    "↔": "⇔⬌",
    "●": "⚫⬤",
    "○": "⚪◯",
    "•": "\uf0b7",  # the bullet of Word's Symbol font
    "▪": "\uf0a7",  # and of its Wingdings
    "[red]": "🔴🟥",
    "[amber]": "🟠🟧",
    "[yellow]": "🟡🟨",
    "[green]": "🟢🟩",
    "[blue]": "🔵🟦",
    "[warning]": "⚠",
    " ": "\v\f\x85\u2028\u2029",  # other programs' line breaks
}  # fmt: skip
STAND_INS = {sign: nearest for nearest, signs in _NEAREST.items() for sign in signs}

# The font has them and the engine refuses them all the same: they end a line within a line.
_REFUSED = {"\u2028", "\u2029"}
_WHITE_SPACE = {"\t", "\n", "\r"}
# Choices between forms of the sign before them. They print nothing, with or without a glyph.
_SELECTORS = {
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080), *range(0xE0100, 0xE01F0))
}
# Marks of the order of reading, which come along when text is copied. The font has no letters that are read from the
# right, so they say nothing; left in, they turn the words after them round.
_DIRECTIONS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "")
_UNREADABLE_RUN = re.compile("\0(?:[\u200d\ufe0f]*\0)*")  # joiners stand between the parts of one emoji


@cache
def printable() -> frozenset[str]:
    """Every character that a paper prints as it is: those that both files of the font have, and white space.

    Read once in a process (10 ms).
    """
    from fontTools.ttLib import TTFont  # a tenth of a second: only for whoever makes papers

    faces = []
    for path in sorted(ROOTS["fonts"].glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            faces.append(set(font.getBestCmap()))
    common = {chr(code) for code in set.intersection(*faces)}
    return frozenset(
        {character for character in common if category(character) != "Cc"} - _REFUSED
        | _WHITE_SPACE
        | _SELECTORS
    )


def missing(text: str) -> list[str]:
    """The characters of ``text`` that papers cannot print, in order, each once."""
    lacking = set(text) - printable()
    return [character for character in dict.fromkeys(text) if character in lacking] if lacking else []


def stand_in(character: str) -> str:
    """What is printed for a missing character: the nearest sign, its letters in plain form, or “[?]”.

    Control characters mean nothing and leave nothing.
    """
    if character in STAND_INS:
        return STAND_INS[character]
    if category(character) == "Cc":
        return ""
    plain = normalize("NFKC", character)  # ① is 1, and the bold letters of social media are letters
    return UNREADABLE if missing(plain) else plain


def with_stand_ins(text: str) -> str:
    """``text`` as papers print it. A run of unreadable characters, such as a word in Arabic, leaves one mark."""
    return _replaced(text, lambda printed: printed)


def html_with_stand_ins(html: str) -> str:
    """The same for a page: what stands in is text there, whatever it is (NFKC makes “＜” a “<”)."""
    return _replaced(html, escape)


def _replaced(text: str, as_written: Callable[[str], str]) -> str:
    """Linear in the length of ``text``, whatever it holds. NUL, which no text keeps, marks what is unreadable."""
    table = dict(_DIRECTIONS) if any(chr(code) in text for code in _DIRECTIONS) else {}
    for character in missing(text):
        piece = stand_in(character)
        table[ord(character)] = "\0" if piece == UNREADABLE else as_written(piece)
    return _UNREADABLE_RUN.sub(UNREADABLE, text.translate(table)) if table else text
