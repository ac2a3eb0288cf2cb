"""House styles: a colour that can be read, and a logo that is a picture with words."""

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from reports.actions import house_styles
from reports.inputs import frozen_input
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import PaperFactory

pytestmark = pytest.mark.django_db


def png(colour="navy", size=(60, 30)):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return io.BytesIO(file.getvalue()), len(file.getvalue())


def put(style, by, colour="navy", **more):
    upload, size = png(colour)
    values = {"version": style.version, "upload": upload, "size": size, "alt": "Northmere Partnership"}
    return house_styles.put_logo(style=style, by=by, **values | more)


@pytest.fixture
def style(footprint, priya):
    return house_styles.add(footprint=footprint, name="Northmere", colour="#003087", footer="", by=priya)


def test_it_is_made_and_changed(style, priya):
    now = house_styles.save(
        style=style, version=1, name="Northmere", colour=" #78003C", footer=" Together  now ", by=priya
    )
    assert (now.key, now.colour, now.footer, now.version) == ("northmere", "#78003c", "Together now", 2)
    with pytest.raises(Conflict):
        house_styles.save(style=style, version=1, name="Other", colour="#003087", footer="", by=priya)


@pytest.mark.parametrize(
    ("colour", "said"),
    [
        ("#ffb81c", "#ffb81c stands out from white by 1.7 to 1, and words need 4.5 to 1"),
        # 4.49 to 1, which must not be told as 4.5.
        ("#767777", "stands out from white by 4.4 to 1"),
        ("blue", "# and six digits"),
        ("#12345", "# and six digits"),
        ("#003087; } body {", "# and six digits"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused(footprint, priya, colour, said):
    with pytest.raises(ValidationError) as refused:
        house_styles.add(footprint=footprint, name="Bright", colour=colour, footer="", by=priya)
    assert said in refused.value.message_dict["colour"][0]


def test_the_darkest_that_is_refused_has_a_neighbour_that_is_not(footprint, priya):
    assert house_styles.add(footprint=footprint, name="Grey", colour="#767676", footer="", by=priya).pk


def test_a_logo_is_kept_as_it_is_printed(style, priya):
    now = put(style, priya)
    assert bytes(now.logo).startswith(b"\x89PNG")
    assert (now.logo_width, now.logo_height, now.version) == (60, 30, 2)
    (event,) = AuditEvent.objects.about(now).filter(event="house_style.logo_put")
    assert event.after["logo"] == now.logo_sha256


def test_it_can_be_replaced_and_taken_away(style, priya):
    first = put(style, priya).logo_sha256
    style.refresh_from_db()
    assert put(style, priya, colour="red").logo_sha256 != first
    gone = house_styles.remove_logo(style=style, by=priya)
    assert (gone.logo, gone.logo_alt, gone.logo_width) == (None, "", None)
    assert house_styles.remove_logo(style=style, by=priya).version == gone.version


def test_its_words_can_be_changed_alone(style, priya):
    put(style, priya)
    style.refresh_from_db()
    now = put(style, priya, upload=None, alt="Northmere and friends")
    assert (now.logo_alt, now.logo_sha256) == ("Northmere and friends", style.logo_sha256)


@pytest.mark.parametrize(
    ("more", "name", "said"),
    [
        ({"alt": " "}, "logo_alt", "for those who cannot see it"),
        ({"upload": None}, "logo", "Choose the file"),
        ({"upload": io.BytesIO(b"Hello"), "size": 5}, "logo", "not a picture that can be read"),
        ({"size": 50 * 1024 * 1024}, "logo", "at most"),
    ],
)
def test_what_is_no_logo_is_refused_and_nothing_changes(style, priya, more, name, said):
    with pytest.raises(ValidationError) as refused:
        put(style, priya, **more)
    assert said in refused.value.message_dict[name][0]
    style.refresh_from_db()
    assert (style.logo, style.version) == (None, 1)


def test_the_second_of_two_logos_is_told(style, priya):
    put(style, priya)
    with pytest.raises(Conflict):
        put(style, priya, colour="red", version=1)


def test_a_paper_freezes_the_look_it_has(style, priya, footprint):
    put(style, priya)
    paper = PaperFactory(paper_type__footprint=footprint, house_style=style)
    frozen = frozen_input(paper)["house_style"]
    house_styles.remove_logo(style=style, by=priya)
    assert frozen["logo"] and frozen["logo_alt"] == "Northmere Partnership"
    assert frozen_input(paper)["house_style"]["logo"] == ""
