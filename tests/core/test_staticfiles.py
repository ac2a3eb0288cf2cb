import json
import re
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from stp_portal.core import staticfiles
from stp_portal.core.staticfiles import PACKAGE_FILES, PackageFilesFinder


def found(name: str) -> Path:
    path = finders.find(name)
    assert path, f"Nothing is served as {name}"
    return Path(path)


@pytest.mark.parametrize("name", PACKAGE_FILES)
def test_every_file_is_found(name):
    assert found(name).stat().st_size > 500


def test_no_other_file_of_the_packages_is_served():
    assert finders.find("plotly/widgetbundle.js") is None
    assert finders.find("nhsuk/../secret") is None


def test_wagtail_is_not_needed():
    """The package cannot be imported here, so finding must not import it."""
    finders.find("nhsuk/nhsuk-frontend.min.css")

    assert "wagtailnhsukfrontend" not in sys.modules


def test_a_missing_package_is_named_with_the_cure(monkeypatch):
    monkeypatch.setattr(staticfiles, "find_spec", lambda name: None)

    with pytest.raises(
        ImproperlyConfigured, match=r"plotly, which carries plotly/plotly.min.js.*pip install"
    ):
        finders.find("plotly/plotly.min.js")


def test_a_file_that_left_its_package_is_named_with_the_cure(monkeypatch, tmp_path):
    spec = ModuleSpec("plotly", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(staticfiles, "find_spec", lambda name: spec)

    with pytest.raises(
        ImproperlyConfigured, match=r"plotly has no file package_data/plotly.min.js.*pip install"
    ):
        finders.find("plotly/plotly.min.js")


def test_manage_check_says_what_is_missing_before_a_page_does(monkeypatch):
    assert PackageFilesFinder().check() == []

    monkeypatch.setattr(staticfiles, "find_spec", lambda name: None)

    assert {error.id for error in PackageFilesFinder().check()} == {"core.E001"}
    assert len(PackageFilesFinder().check()) == len(PACKAGE_FILES)


def test_no_stylesheet_asks_another_host_for_anything():
    """The CSP would refuse it, and tell every reader in the browser's console."""
    sheets = ["nhsuk/nhsuk-frontend.min.css", "css/portal.css", "css/rating.css", "css/plotly.css"]
    for sheet in sheets:
        text = found(sheet).read_text()
        addresses = re.findall(r"url\(\s*['\"]?([^)'\"]{0,60})", text)
        assert [address for address in addresses if address.startswith(("http", "//"))] == []


def test_a_stylesheet_keeps_all_but_its_remote_fonts():
    original = staticfiles.package_file("nhsuk/nhsuk-frontend.min.css").read_text()
    served = found("nhsuk/nhsuk-frontend.min.css").read_text()

    assert original.count("{") - served.count("{") == 2  # the two weights of Frutiger
    assert ".nhsuk-button" in served


@pytest.mark.slow
def test_collected_files_have_hashed_names_that_fit_together(settings, tmp_path):
    """As in the container image: the packages' files lack the source maps they name, which must not stop this."""
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
        "css",
        "js",
        "ttf",
        "svg",
    ]  # compressing is WhiteNoise's own affair
    settings.STATICFILES_FINDERS = [
        "django.contrib.staticfiles.finders.FileSystemFinder",
        "stp_portal.core.staticfiles.PackageFilesFinder",
    ]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "stp_portal.core.staticfiles.Storage"}
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    hashed = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    for name in PACKAGE_FILES:
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", hashed[name]), name
        assert (tmp_path / hashed[name]).is_file()
    assert f'url("../{hashed["fonts/arimo.ttf"]}")' in (tmp_path / hashed["css/portal.css"]).read_text()
