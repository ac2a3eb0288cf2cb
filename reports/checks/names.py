"""Names of initiatives that are not those of the record (DOMAIN A9 Q8)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reports.checks.found import Found, advisory
from reports.document import Passage
from stp_portal.core.numbers import counted

# What kinds of work are called behind their name: “the Better Together programme” is no other name of Better Together.
KINDS = re.compile(r" (?:portfolio|programme|workstream|project|plan|board)s?$")


def check_names(nodes: Sequence[dict[str, Any]], passages: Iterable[Passage]) -> list[Found]:
    """A finding for each old or other name of an initiative that the text uses, of two words or more.

    A short form is the business of the abbreviations; a single word is a word of its own right.
    """
    current = {_plain(name) for node in nodes for name in (node["name"], node["heading"])}
    others = {
        alias: node["name"]
        for node in nodes
        for alias in node.get("aliases", [])
        if _is_another(_plain(alias), current)
    }
    if not others:
        return []
    texts = [(passage.where, _plain(passage.text)) for passage in passages if not passage.is_quoted]
    found = []
    for alias, name in others.items():
        # The name that stands is taken out first: “One Acute” is no other name within “One Acute Network”.
        longer = [one for one in current | set(map(_plain, others)) if _plain(alias) in one != _plain(alias)]
        places = list(_places(_plain(alias), longer, texts))
        if places:
            more = f" and in {counted(len(places) - 1, 'other place')}" if len(places) > 1 else ""
            found.append(
                advisory(
                    "name-drift",
                    places[0],
                    f"“{alias}” stands here{more}; the record calls it “{name}”.",
                    "Use one name in the paper, or say once that the other is the same.",
                )
            )
    return found


def _is_another(alias: str, current: set[str]) -> bool:
    bare = KINDS.sub("", alias)
    return len(alias.split()) > 1 and not {alias, bare} & (
        current | {KINDS.sub("", name) for name in current}
    )


def _places(alias: str, longer: Iterable[str], texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    pattern = re.compile(rf"(?<!\w){re.escape(alias)}(?!\w)")
    for where, text in texts:
        if alias not in text:
            continue
        for name in sorted(longer, key=len, reverse=True):
            text = text.replace(name, "")
        if pattern.search(text):
            yield where


def _plain(name: str) -> str:
    """Without capitals, “&” or hyphens, in which names differ by right."""
    return " ".join(re.sub(r"[-–]", " ", name.replace("&", " and ")).casefold().split())
