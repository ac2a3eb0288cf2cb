"""Two versions of a text, word by word."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_WORDS = re.compile(r"\S+\s*|\s+")
_LINES = re.compile(r".*\n|.+")
# Comparing words costs the product of their numbers; longer texts are compared line by line, so that no page waits.
_MOST_WORDS = 2_000


def word_diff(one: str, other: str) -> tuple[SafeString, SafeString]:
    """Both texts as HTML, escaped: what stands in the first alone in ``<del>``, in the second alone in ``<ins>``.

    Line ends of browsers count as those of the record. The same texts come back without a mark.
    """
    one, other = one.replace("\r\n", "\n"), other.replace("\r\n", "\n")
    pieces = _WORDS if max(len(one.split()), len(other.split())) <= _MOST_WORDS else _LINES
    left, right = pieces.findall(one), pieces.findall(other)
    # Spaces are no difference: a word at the end of a line is the same word.
    matcher = SequenceMatcher(None, [word.strip() for word in left], [word.strip() for word in right])
    before: list[tuple[str, str]] = []
    after: list[tuple[str, str]] = []
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        before.append(("" if kind == "equal" else "del", "".join(left[start:end])))
        after.append(("" if kind == "equal" else "ins", "".join(right[other_start:other_end])))
    return _marked(before), _marked(after)


def _marked(pieces: Sequence[tuple[str, str]]) -> SafeString:
    return format_html_join("", "{}", ((_piece(element, text),) for element, text in pieces if text))


def _piece(element: str, text: str) -> SafeString:
    if not element or not text.strip():
        return format_html("{}", text)
    words = text.rstrip()
    return format_html("<{0}>{1}</{0}>{2}", element, words, text[len(words) :])
