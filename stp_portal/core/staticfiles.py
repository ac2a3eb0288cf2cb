"""Static files that come from installed packages: NHS.UK frontend, Plotly and the font (docs/adr/0002).

They are neither copied into the repository nor fetched from a network. Only the files named here are served, under the
names given here, so that a page never names a version and collectstatic never gathers what nobody asks for.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

_NHSUK = "static/wagtailnhsukfrontend"
_FAVICONS = ("favicon.ico", "favicon.svg", "favicon-192x192.png", "apple-touch-icon-180x180.png")

# Name under STATIC_URL -> (package, file inside it).
PACKAGE_FILES: dict[str, tuple[str, str]] = {
    "nhsuk/nhsuk-frontend.min.css": ("wagtailnhsukfrontend", f"{_NHSUK}/css/nhsuk-frontend-10.4.2.min.css"),
    "nhsuk/nhsuk-frontend.min.js": ("wagtailnhsukfrontend", f"{_NHSUK}/js/nhsuk-frontend-10.4.2.min.js"),
    **{f"nhsuk/favicons/{name}": ("wagtailnhsukfrontend", f"{_NHSUK}/favicons/{name}") for name in _FAVICONS},
    "plotly/plotly.min.js": ("plotly", "package_data/plotly.min.js"),
    "fonts/arimo.ttf": ("fontpkg_arimo", "files/Arimo[wght].ttf"),
    "fonts/arimo-italic.ttf": ("fontpkg_arimo", "files/Arimo-Italic[wght].ttf"),
}

_REMOTE_FONT = re.compile(r"@font-face\s*\{[^}]*url\(\"?https?:[^}]*\}")
_CURE = (
    "Install what requirements.txt names, with the same versions: pip install --no-deps -r requirements.txt"
)


def package_file(name: str) -> Path:
    """Where the file served as ``name`` (a key of ``PACKAGE_FILES``) is on this machine.

    The package is found but not imported: importing plotly costs a second, and wagtailnhsukfrontend cannot be imported
    without Wagtail. Raises ImproperlyConfigured, naming package, file and cure, where either is missing.
    """
    package, inside = PACKAGE_FILES[name]
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ImproperlyConfigured(f"The package {package}, which carries {name}, is not installed. {_CURE}")
    path = Path(spec.submodule_search_locations[0], inside)
    if not path.is_file():
        raise ImproperlyConfigured(
            f"The installed package {package} has no file {inside}, needed as {name}. {_CURE}"
        )
    return path


def served_file(name: str) -> Path:
    """The file to serve as ``name``: the package's own, or for a stylesheet a copy that asks no other host for fonts.

    NHS.UK frontend names Frutiger on the NHS font host, licensed to NHS organisations. Our CSP refuses it, and every
    page would say so in the browser's console. The copy is written once under ``VAR_DIR``, named by what is in it.
    """
    path = package_file(name)
    if path.suffix != ".css":
        return path
    css = _REMOTE_FONT.sub("", path.read_text(encoding="utf-8")).encode()
    copy = Path(settings.VAR_DIR) / "stylesheets" / f"{path.stem}-{sha256(css).hexdigest()[:12]}.css"
    if not copy.is_file():
        copy.parent.mkdir(parents=True, exist_ok=True)
        # Several processes may start at once: each writes a file of its own and moves it into place.
        with tempfile.NamedTemporaryFile(dir=copy.parent, delete=False) as draft:
            draft.write(css)
        os.chmod(draft.name, 0o644)
        os.replace(draft.name, copy)
    return copy


class PackageFileStorage(FileSystemStorage):
    """Lets collectstatic open a file by the name it is served under. Read only."""

    def path(self, name: str) -> str:
        return str(served_file(name))


class PackageFilesFinder(BaseFinder):
    """Finds the files of ``PACKAGE_FILES`` for runserver, WhiteNoise and collectstatic."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """One error for each file that is missing, so that ``manage.py check`` says it before a page does."""
        errors: list[CheckMessage] = []
        for name in PACKAGE_FILES:
            try:
                package_file(name)
            except ImproperlyConfigured as missing:
                errors.append(Error(str(missing), id="core.E001"))
        return errors

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The place of ``path`` on disk; an empty list where it is none of ours (Django's convention)."""
        if path not in PACKAGE_FILES:
            return []
        found = str(served_file(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every file with a storage that can open it. The patterns are for directories; this list is explicit."""
        storage = PackageFileStorage()
        for name in PACKAGE_FILES:
            package_file(name)
            yield name, storage


def _without_source_maps(patterns: Any) -> Any:
    def is_map(pattern: Any) -> bool:
        return "sourceMappingURL" in (pattern if isinstance(pattern, str) else pattern[0])

    return tuple((files, tuple(p for p in found if not is_map(p))) for files, found in patterns)


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed names for production.

    The packages' minified files name source maps that they do not carry; Django would refuse to collect them for that.
    """

    patterns = _without_source_maps(CompressedManifestStaticFilesStorage.patterns)
