"""The only files a paper may draw on: our style sheets and the font, under the ``static:`` scheme."""

from pathlib import Path
from urllib.parse import unquote

import fontpkg_arimo

from reports.rendering.errors import RenderError

SCHEME = "static:"
PROJECT = Path(__file__).resolve().parents[2]

# First part of a static: address -> the directory it stands for. Nothing outside these is ever opened.
ROOTS = {
    "css": PROJECT / "static" / "css",
    "fonts": fontpkg_arimo.ROOT / "files",
}
MEDIA_TYPES = {".css": "text/css", ".ttf": "font/ttf"}


def static_file(address: str) -> tuple[Path, str]:
    """The file and media type of an address such as ``static:css/paper.css``.

    Raises RenderError for an unknown directory, a path that leaves its directory, a kind of file that papers do not
    use, or a file that is not there.
    """
    name, _, rest = unquote(address.removeprefix(SCHEME)).partition("/")
    root = ROOTS.get(name)
    if root is None:
        known = ", ".join(f"{SCHEME}{key}/" for key in ROOTS)
        raise RenderError(
            f"The paper asks for {address!r}. Addresses of its files begin with one of: {known}."
        )
    path = (root / rest).resolve()
    if not path.is_relative_to(root.resolve()):
        raise RenderError(f"The paper asks for {address!r}, which lies outside its directory.")
    if path.suffix not in MEDIA_TYPES or not path.is_file():
        raise RenderError(f"The paper asks for {address!r}, but there is no such style sheet or font.")
    return path, MEDIA_TYPES[path.suffix]
