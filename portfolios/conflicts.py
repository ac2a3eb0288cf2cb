"""Two people wrote the same report at once: what each changed, told by what both started from.

What only one of them changed is taken over by itself. What both changed is theirs to choose, text by text, with both in
sight (RELIABILITY 3): nothing that anybody typed is lost.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


def _normal(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def fingerprint(text: str) -> str:
    """A short word for ``text``, the same however a browser sends its line ends."""
    return hashlib.sha256(_normal(text).encode()).hexdigest()[:16]


def fingerprints(values: Mapping[str, str]) -> str:
    """What a form started from, field by field, to travel with it and to come back with what was typed."""
    return json.dumps({name: fingerprint(text) for name, text in sorted(values.items())})


def started_from(sent: str) -> dict[str, str]:
    """The fingerprints that came back with a form; none for a form without them, or with something else there."""
    try:
        found: Any = json.loads(sent)
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Merge:
    """``clashes``: both changed it, to different words. ``taken_over``: only the other person changed it."""

    clashes: tuple[str, ...]
    taken_over: tuple[str, ...]


def merge(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> Merge:
    """Compare what somebody typed with what is saved now, field by field of ``theirs``.

    ``base`` holds the fingerprints of what the form started from. A field without one counts as changed by both.
    """
    clashes, taken_over = [], []
    for name, saved in theirs.items():
        typed = mine.get(name, "")
        if _normal(typed) == _normal(saved):
            continue
        if name in base and fingerprint(typed) == base[name]:
            taken_over.append(name)
        elif name not in base or fingerprint(saved) != base[name]:
            clashes.append(name)
    return Merge(tuple(clashes), tuple(taken_over))
