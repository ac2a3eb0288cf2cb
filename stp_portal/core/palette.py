"""The colours and shapes of ratings, once, for pages, papers and charts.

A rating is told by word, letter, shape and colour together (DESIGN 6), so that it survives a black-and-white print, a
copy as text, and an eye that does not tell red from green.

``python -m stp_portal.core.palette > static/css/rating.css`` writes the stylesheet that pages and papers share. It is
plain CSS with ``data:`` pictures: no variables, no opacity, nothing that WeasyPrint or PDF/UA stumbles over.
"""

import sys
from dataclasses import dataclass
from urllib.parse import quote

INK = "#212b32"


@dataclass(frozen=True)
class Colour:
    """What a rating colour looks like: the fill of the shape and the letter on it, as CSS hexadecimal colours."""

    fill: str
    letter: str


# The letter stands out from the fill by at least 4.5:1 (WCAG 1.4.3); every shape has an outline in ink, because amber
# and yellow alone would not stand out from white paper by 3:1 (WCAG 1.4.11).
COLOURS = {
    "green": Colour("#007f3b", "#ffffff"),
    "amber": Colour("#f5a300", INK),
    "red": Colour("#d5281b", "#ffffff"),
    "blue": Colour("#005eb8", "#ffffff"),
    "yellow": Colour("#ffeb3b", INK),
    "grey": Colour("#4c6272", "#ffffff"),
}

# SVG of each shape in a box of 28 by 28.
SHAPES = {
    "circle": '<circle cx="14" cy="14" r="12.5"/>',
    "triangle": '<path d="M14 2 27 26.5H1Z"/>',
    "square": '<path d="M2.5 2.5h23v23h-23Z"/>',
    "diamond": '<path d="M14 1 27 14 14 27 1 14Z"/>',
    "cross": '<path transform="rotate(45 14 14)" d="M8.7 1h10.6v7.7H27v10.6h-7.7V27H8.7v-7.7H1V8.7h7.7Z"/>',
}
NOT_RECORDED = '<circle cx="14" cy="14" r="12" stroke-dasharray="4 3.5"/>'


def picture(shape: str, fill: str) -> str:
    """The SVG of one shape (a value of ``SHAPES``), filled and outlined."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28">'
        f'<g fill="{fill}" stroke="{INK}" stroke-width="1.5" stroke-linejoin="round">{shape}</g></svg>'
    )


def _background(shape: str, fill: str) -> str:
    # Quoted so that it reads as far as possible as SVG; "#" and "%" would end or corrupt the address.
    svg = quote(picture(shape, fill).replace('"', "'"), safe=" =:/<>'")
    return f'background-image:url("data:image/svg+xml,{svg}")'


BASE_CSS = """\
/* Written by `python -m stp_portal.core.palette`: change the colours and shapes there. */
.rating { display: inline-block; font-weight: 700; white-space: nowrap }
.rating__letter {
  background-position: center; background-repeat: no-repeat; background-size: 100% 100%;
  box-sizing: border-box; display: inline-block; font-size: .8125em; height: 2.15em; line-height: 2.15em;
  margin: -.25em .15em -.25em 0; text-align: center; vertical-align: middle; width: 2.15em;
}
.rating--triangle .rating__letter {
  font-size: .6875em; height: 2.54em; line-height: 2.5em; padding-top: .45em; width: 2.54em;
}
.rating--none { font-weight: 400 }
.rating--compact { font-size: .875em; line-height: 1.2; text-align: center; white-space: normal }
.rating--compact .rating__letter { display: block; margin: 0 auto .1em }
"""


def stylesheet() -> str:
    """The whole of ``static/css/rating.css``."""
    lines = [BASE_CSS.rstrip()]
    lines += [
        f".rating--{name} .rating__letter {{ color: {colour.letter} }}" for name, colour in COLOURS.items()
    ]
    for colour_name, colour in COLOURS.items():
        for shape_name, shape in SHAPES.items():
            selector = f".rating--{colour_name}.rating--{shape_name} .rating__letter"
            lines.append(f"{selector} {{ {_background(shape, colour.fill)} }}")
    lines.append(f".rating--none .rating__letter {{ {_background(NOT_RECORDED, '#ffffff')} }}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(stylesheet())
