from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from portfolios.models.marks import Colour, Shape
from stp_portal.core.palette import COLOURS, INK, SHAPES, stylesheet
from stp_portal.core.ratings import rating_html

AMBER = {"label": "Amber", "letter": "A", "shape": "triangle", "colour": "amber"}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_a_rating_is_word_letter_shape_and_colour():
    assert rating_html(AMBER) == (
        '<span class="rating rating--amber rating--triangle">'
        '<span class="rating__letter" aria-hidden="true">A</span> Amber</span>'
    )


def test_attributes_do_as_well_as_keys():
    @dataclass
    class Level:
        label: str = "Amber"
        letter: str = "A"
        shape: str = "triangle"
        colour: str = "amber"

    assert rating_html(Level()) == rating_html(AMBER)


def test_nothing_recorded_is_said_in_words():
    assert "Not recorded" in rating_html(None)
    assert "rating--none" in rating_html(None)


def test_markup_in_a_label_is_shown_not_obeyed():
    assert "<script>" not in rating_html(AMBER | {"label": "<script>", "letter": "<b>"})


@pytest.mark.parametrize("wrong", [{"shape": "star"}, {"colour": "pink"}])
def test_a_look_without_a_picture_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Shapes are circle.*colours are green"):
        rating_html(AMBER | wrong)


def test_every_shape_and_colour_a_scheme_may_choose_has_a_picture():
    assert set(Shape.values) == set(SHAPES)
    assert set(Colour.values) == set(COLOURS)
    css = stylesheet()
    for colour in COLOURS:
        for shape in SHAPES:
            assert f".rating--{colour}.rating--{shape} .rating__letter" in css


@pytest.mark.parametrize("name", COLOURS)
def test_the_letter_can_be_read_and_the_shape_be_seen(name):
    colour = COLOURS[name]

    assert contrast(colour.fill, colour.letter) >= 4.5
    # The outline does for the shape what a pale fill alone would not.
    assert max(contrast(colour.fill, "#ffffff"), contrast(INK, "#ffffff")) >= 3


def test_the_colours_differ_in_lightness_where_a_scheme_needs_it():
    """Green, amber and red stay apart on a black-and-white print, letter and shape aside."""
    assert contrast(COLOURS["green"].fill, COLOURS["amber"].fill) > 2
    assert contrast(COLOURS["red"].fill, COLOURS["amber"].fill) > 2


def test_the_stylesheet_is_the_one_the_palette_writes():
    written = Path(finders.find("css/rating.css")).read_text()

    assert written == stylesheet(), "Run: python -m stp_portal.core.palette > static/css/rating.css"
