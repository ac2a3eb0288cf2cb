"""Diagrams that are not in the paper: its text holds none, so whatever it points at is missing (DOMAIN A3)."""

import re
from collections.abc import Iterable

from reports.checks.found import Found, advisory
from reports.document import Passage

PICTURE = r"(?:diagram|picture|infographic|flow ?chart|illustration|photograph)s?"
# As somebody writes where one stood whose file is lost: “[Diagram not recorded]”.
NOT_RECORDED = re.compile(rf"\[{PICTURE} not recorded\b[^\]\n]{{0,200}}\]", re.IGNORECASE)
POINTED_AT = re.compile(
    # “The picture of need” is none.
    r"\b(?:the|this|these|following) (?:following )?(?:diagram|infographic|flow ?chart)s?\b"
    rf"|\b{PICTURE} (?:above|below)\b",
    re.IGNORECASE,
)


def check_diagrams(passages: Iterable[Passage]) -> list[Found]:
    """A finding for each passage that says that a diagram is missing, or points at one; not for what is quoted."""
    found = []
    for passage in passages:
        if passage.is_quoted:
            continue
        if NOT_RECORDED.search(passage.text):
            message = "A diagram stood here that is not recorded."
        elif match := POINTED_AT.search(passage.text):
            message = f"The text points at “{match[0]}”, and there is none in the paper."
        else:
            continue
        cure = "Say in words or in a table what it showed, or take the reference out."
        found.append(advisory("diagram-missing", passage.where, message, cure))
    return found
