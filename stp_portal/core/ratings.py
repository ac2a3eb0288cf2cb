"""The markup of a rating: one function for pages, papers and charts' keys."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from stp_portal.core.palette import COLOURS, SHAPES

# The letter is drawn on the shape; a screen reader reads the word alone.
_MARKUP = (
    '<span class="rating rating--{}{}"><span class="rating__letter" aria-hidden="true">{}</span> {}</span>'
)


def rating_html(level: Any, *, compact: bool = False) -> SafeString:
    """A rating or risk band as word, letter, shape and colour.

    ``level`` has attributes or keys label, letter, shape and colour; None means that nothing was recorded. Raises
    ValueError for a shape or colour there is no picture of, which would print as a bare letter.

    Plain Python rather than a template: a status grid prints hundreds of these.
    """
    extra = " rating--compact" if compact else ""
    if level is None or level == "":
        return format_html(_MARKUP, "none", extra, "", "Not recorded")
    label, letter, shape, colour = (_read(level, name) for name in ("label", "letter", "shape", "colour"))
    if shape not in SHAPES or colour not in COLOURS:
        raise ValueError(
            f"The rating {label!r} has shape {shape!r} and colour {colour!r}. "
            f"Shapes are {', '.join(SHAPES)}; colours are {', '.join(COLOURS)}."
        )
    return format_html(_MARKUP, f"{colour} rating--{shape}", extra, letter, label)


def _read(level: Any, name: str) -> str:
    return str(level[name] if isinstance(level, Mapping) else getattr(level, name))
