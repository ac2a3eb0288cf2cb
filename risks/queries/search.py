"""Searching a list by words: forgiving about references, numbers and slips of one letter."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Replace, Upper
from django.db.models.lookups import Contains

from risks.models.references import folded

# A field by its name, or what a word becomes where the field is one of many rows (then with Exists, so that no row is
# found twice).
Field = str | Callable[[str], Q]

# “12”, “#12”, “R12”, “no. 12”: a number of at most eight figures, which is what the column holds for certain.
_NUMBER = re.compile(r"(?:#|r|no\.?)?([0-9]{1,8})", re.IGNORECASE)
# As pages print a row: “Risk 12”.
_NAMED = re.compile(
    r"\b(?:risk|issue|action|dependency|recommendation|number|no\.?|#)\s+#?([0-9]+)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{4,}")

MOST_WORDS = 5  # that are looked after when nothing holds them
MOST_ROWS = 20_000  # that are read for a word like them


def words_filter(
    q: str, text_fields: Sequence[Field], reference_fields: Sequence[Field] = (), *, number: bool = True
) -> Q:
    """Rows that hold every word of ``q``, each anywhere: in a text, in a reference, or as the row's number.

    References are compared folded, so that “o31” and “CDG 4.1” find O31 and CDG4.1 (DOMAIN A9 Q11); a callable among
    ``reference_fields`` is given the folded word. Numbers may be written as pages print them (“Risk 12”, “#12”). No
    words: all rows.
    """
    wanted = Q()
    for word in _words(q):
        found = Q()
        figures = _NUMBER.fullmatch(word) if number else None
        if figures:
            found |= Q(number=int(figures[1]))
        for field in text_fields:
            found |= Q(**{f"{field}__icontains": word}) if isinstance(field, str) else field(word)
        for field in reference_fields:
            found |= Q(holds_reference(field, word)) if isinstance(field, str) else field(folded(word))
        wanted &= found
    return wanted


def holds_reference(field: str, word: str) -> Contains:
    """Rows whose reference, folded by the database as ``folded`` does, holds ``word``."""
    bare = Replace(Upper(Replace(F(field), Value(" "), Value(""))), Value("O"), Value("0"))
    return Contains(bare, folded(word))


def mended(
    rows: QuerySet[Any],
    q: str,
    text_fields: Sequence[Field],
    reference_fields: Sequence[Field] = (),
    *,
    number: bool = True,
) -> tuple[str, str]:
    """``q`` with slips of one letter put right, and what to say of it; ``q`` and "" where nothing is put right.

    ``rows`` are what the person may see, before other filters: only a word that none of them holds is a slip, and only
    a word of theirs takes its place, of those texts that are named, and only where something is found then. One query
    where the search finds something; else one for each of the first words, one reading of the texts, linear in their
    length, and one more where a word was put right.
    """
    if not q.strip() or rows.filter(words_filter(q, text_fields, reference_fields, number=number)).exists():
        return q, ""
    lost = [
        word
        for word in [word for word in _words(q) if _WORD.fullmatch(word)][:MOST_WORDS]
        if not rows.filter(words_filter(word, text_fields, reference_fields, number=number)).exists()
    ]
    if not lost:
        return q, ""
    named = [field for field in text_fields if isinstance(field, str)]
    held = _vocabulary(rows.order_by("-pk").values_list(*named)[:MOST_ROWS])
    meant = {word: _nearest(word.lower(), held) for word in lost}
    shown = " ".join(meant.get(word) or word for word in _words(q))
    found = words_filter(shown, text_fields, reference_fields, number=number)
    if not any(meant.values()) or not rows.filter(found).exists():
        return q, ""
    said = "; ".join(f"nothing holds “{word}”, shown: “{near}”" for word, near in meant.items() if near)
    return shown, f"{said[0].upper()}{said[1:]}."


def is_slip(one: str, other: str) -> bool:
    """Whether one letter too many, too few or another, or two changed round, is all the difference. Not for equals."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, other_rest = one[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:])
    )


def _words(q: str) -> list[str]:
    return _NAMED.sub(r"#\1", q).split()


def _vocabulary(rows: Iterable[tuple[str | None, ...]]) -> Counter[str]:
    """The words of the rows, with the number of rows that hold each."""
    held: Counter[str] = Counter()
    for texts in rows:
        held.update(set(_WORD.findall(" ".join(text or "" for text in texts).lower())))
    return held


def _nearest(word: str, held: Counter[str]) -> str:
    """The word a slip away that most rows hold, the first by the alphabet of several; empty where there is none."""
    near = [(-count, other) for other, count in held.items() if is_slip(word, other)]
    return min(near)[1] if near else ""
