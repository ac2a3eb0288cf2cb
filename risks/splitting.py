"""Reading a risk that was written in one piece as cause, event and effect (DOMAIN B1).

Only an offer: somebody reads it beside the text and puts it right. Every word is kept, apart from those that join the
parts, which the sentence of the three fields has again.
"""

import re
from dataclasses import dataclass

_OPENING = re.compile(
    r"\A\s*there(?:'s|’s| is| was)\s+(?:a|the)\s+risk\s+(?:of\s+|(?=that\b))", re.IGNORECASE
)
# A full stop is left out now and then: “... Care System This is as a result of ...”.
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=\S)|\s+(?=This (?:is|would|could|will|may|might|risks)\b)")
_CAUSE = re.compile(
    r"(?:this|which) (?:is|was|arises|comes) ?(?:as a result of|as a consequence of|the result of|because of|because"
    r"|caused by|due to|from)\s+",
    re.IGNORECASE,
)
_CAUSE_WITHIN = re.compile(r",?\s+(?:as a result of|because of|caused by|due to)\s+", re.IGNORECASE)
_EFFECT = re.compile(
    r"(?:this|which|it) (?:(?:would|could|will|may|might|can)(?: then| also)?"
    r"(?: (?:lead to|result in|mean|cause))?|risks|leads to|results in)\s+",
    re.IGNORECASE,
)
_EFFECT_WITHIN = re.compile(r",?\s+(?:leading to|resulting in)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Parts:
    """What a text was read as; ``event`` is never empty unless the text is."""

    cause: str = ""
    event: str = ""
    effect: str = ""


def read(text: str) -> Parts:
    """``text`` in its three parts as well as can be told from its joining words.

    A sentence that says neither what it results from nor what it leads to goes with the one before it.
    """
    found: dict[str, list[str]] = {"event": [], "cause": [], "effect": []}
    here = "event"
    for sentence in _SENTENCES.split(_OPENING.sub("", text.strip(), count=1)):
        rest = sentence
        for part, pattern in (("cause", _CAUSE), ("effect", _EFFECT)):
            opening = pattern.match(sentence)
            if opening and found["event"]:
                here, rest = part, sentence[opening.end() :]
                break
        found[here].append(rest)
    event, cause, effect = (" ".join(found[name]) for name in ("event", "cause", "effect"))
    if not cause:
        event, cause = _cut(event, _CAUSE_WITHIN)
    if not effect and cause:
        cause, effect = _cut(cause, _EFFECT_WITHIN)
    return Parts(*(_tidy(part) for part in (cause, event, effect)))


def _cut(text: str, at: re.Pattern[str]) -> tuple[str, str]:
    """``text`` before and after the first words that join its parts; all of it and nothing where there are none."""
    joint = at.search(text)
    return (text[: joint.start()], text[joint.end() :]) if joint else (text, "")


def _tidy(part: str) -> str:
    """Without the full stop that the sentence of the three fields puts behind each."""
    part = part.strip()
    return part[:-1] if part.endswith(".") and not part.endswith("..") else part
