"""Pages of house styles: a colour that can be read, a logo that is a picture, and how a paper looks with them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from reports.actions import house_styles
from reports.models import HouseStyle
from reports.views.house_styles import MAX_REQUEST
from tests.pages import shown as words

pytestmark = pytest.mark.django_db


@pytest.fixture
def style(footprint, priya) -> HouseStyle:
    return house_styles.add(footprint=footprint, name="Northmere", colour="#003087", footer="", by=priya)


def png(size=(60, 30)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, "PNG")
    return file.getvalue()


def uploaded(content: bytes, name="logo.png"):
    return SimpleUploadedFile(name, content, content_type="image/png")


def test_a_colour_too_pale_is_refused_with_its_measure(office, footprint):
    page = office.post("/northmere/house-styles/add/", {"name": "Bright", "colour": "#ffb81c"})
    assert page.status_code == 422
    assert "#ffb81c stands out from white by 1.7 to 1, and words need 4.5 to 1" in words(page)


def test_a_logo_is_put_shown_and_taken_away(office, style):
    base = f"/northmere/house-styles/{style.key}/"
    typed = {"version": 1, "logo": uploaded(png()), "logo_alt": "Northmere Partnership"}
    page = office.post(f"{base}logo/", typed, follow=True)
    assert 'alt="Northmere Partnership"' in page.content.decode()
    sample = office.get(f"{base}sample/").content.decode()
    assert '<link rel="stylesheet" href="/published/look/003087.css">' in sample
    assert 'alt="Northmere Partnership"' in sample
    office.post(f"{base}logo/remove/")
    assert "<img" not in office.get(base).content.decode()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"Just words", "logo.png", "not a picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg", "SVG drawing"),
        (b"", "logo.png", "not a picture"),
        (b"\x89PNG" + b"0" * (3 * 1024 * 1024), "logo.png", "A logo may have"),
    ],
)
def test_what_is_no_logo_is_refused_at_its_field(office, style, content, name, said):
    page = office.post(
        f"/northmere/house-styles/{style.key}/logo/",
        {"version": 1, "logo": uploaded(content, name), "logo_alt": "Northmere"},
    )
    assert page.status_code == 422
    assert said in words(page)
    assert 'value="Northmere"' in page.content.decode()


def test_fifty_megabytes_are_refused_unread(office, style):
    class Unread(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, buffer):
            raise AssertionError("It was read.")

    page = office.generic(
        "POST",
        f"/northmere/house-styles/{style.key}/logo/",
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(50 * 1024 * 1024), "wsgi.input": Unread()},
    )
    assert page.status_code == 413
    assert "The file is 50.0 MB. A logo may have 2.0 MB at most" in words(page)


def test_a_large_request_is_still_only_for_who_may(client, sam, style):
    client.force_login(sam)
    page = client.generic(
        "POST", f"/northmere/house-styles/{style.key}/logo/", CONTENT_LENGTH=str(MAX_REQUEST + 1)
    )
    assert page.status_code == 403


def test_the_form_is_protected_from_other_sites(priya, style):
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(priya)
    page = guarded.post(
        f"/northmere/house-styles/{style.key}/logo/",
        {"version": 1, "logo": uploaded(png()), "logo_alt": "X"},
    )
    assert page.status_code == 403
    style.refresh_from_db()
    assert style.logo is None
