"""The tables of the seeds, whose rows are lines and whose cells stand between tabs, as words to look for in papers."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

SEEDS = Path(__file__).parent / "seeds"


def rows(seed: str, start: str, end: str = "") -> list[list[str]]:
    """The cells of each line of a seed from the one that begins with ``start`` to that before ``end``."""
    lines = (SEEDS / seed).read_text(encoding="utf-8").splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith(start))
    last = next((place for place, line in enumerate(lines) if end and line.startswith(end)), len(lines))
    return [line.split("\t") for line in lines[first + 1 : last] if "\t" in line]


def points(cell: str) -> Iterator[str]:
    """The points of a cell, as plain words: each item of a list, or the whole."""
    cell = re.sub(r"(\d)\s*<sup>(\w+)</sup>", r"\1\2", unescape(cell))
    for point in re.split(r"</?li>|</?ul>|•", cell):
        if words := " ".join(re.sub(r"<[^>]*>", "", point).split()):
            yield words


def sentences(words: str) -> list[str]:
    """The sentences of a point."""
    return re.split(r"(?<=[.!?;:])\s+(?=[A-Z])", words)


def without_heads(text: str, heads: str) -> str:
    """``text`` without what is printed on each page: the heads of its table; and without bullets."""
    return " ".join(text.replace(heads, " ").replace("•", " ").split())


def is_printed(sentence: str, text: str) -> bool:
    """Whether ``text`` has the sentence, whole or cut in two where a row runs on to the next page."""
    if sentence in text:
        return True
    words = sentence.split()
    return any(
        " ".join(words[:cut]) in text and " ".join(words[cut:]) in text for cut in range(1, len(words))
    )


def html_text(html: bytes) -> str:
    """The words of an HTML twin, as read from top to bottom."""
    body = re.sub(r"(?s)<(style|script|svg)\b.*?</\1>", " ", html.decode("utf-8"))
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())
