"""Whether somebody looked at what the proposals mean for people with protected characteristics (DOMAIN A3, B10)."""

import re
from typing import Any

from reports.checks.found import Found, advisory

# EIA, EqIA, EQIA and EHIA are names of the same thing; “undertaken”, “carried out” and their like of having done it.
ASSESSMENT = r"\b(?:E(?:q|Q|H)?IA|equality (?:and health )?(?:impact )?(?:assessment|analysis))\b"
NOT_DONE = re.compile(
    rf"{ASSESSMENT}[^.;]{{0,40}}\b(?:not|never)\b[^.;]{{0,20}}\b(?:undertaken|done|completed|carried out|made)\b"
    rf"|\bno {ASSESSMENT}",
    re.IGNORECASE,
)


def check_equality(paper: dict[str, Any]) -> list[Found]:
    """A finding for each answer of the cover sheet that says that no equality impact assessment was made."""
    return [
        advisory(
            "equality-not-assessed",
            f"Cover sheet, {answer['label']}",
            "The paper says that no equality impact assessment was made.",
            "Have one made, or say why these proposals need none.",
        )
        for answer in paper["cover"]
        if NOT_DONE.search(answer["text"])
    ]
