"""The look of a paper: the colour, footer line and logo of a house style, as they were frozen with it."""

import re
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Look:
    """What a house style changes in print and in the HTML twin. ``logo`` is a ``data:`` address; blank for none."""

    colour: str
    footer: str
    logo: str
    logo_alt: str

    @property
    def styles(self) -> SafeString:
        """The rules that put its colour in place of the usual blue."""
        return styles_of(self.colour)


def look_of(frozen: dict[str, Any] | None) -> Look | None:
    """The look from a frozen input's ``house_style``; None for a paper without one.

    Raises ValueError for a colour that is no colour: it becomes part of a style sheet.
    """
    if frozen is None:
        return None
    logo = frozen["logo"] and f"data:image/png;base64,{frozen['logo']}"
    return Look(frozen["colour"].lower(), frozen["footer"], logo, frozen["logo_alt"])


def styles_of(colour: str) -> SafeString:
    """The rules in which ``colour`` (# and six digits) stands for the usual blue. ValueError for other words."""
    if not COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is no colour: write # and six digits.")
    return render_to_string("papers/look.css", {"colour": colour})
