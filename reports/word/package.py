"""The bytes of a Word file: the same parts give the same, whenever and wherever they are written."""

import io
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import RELATIONSHIP_TYPE

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP file knows


def packed(document: Any) -> bytes:
    """``document`` as a file: without the picture of python-docx's own template, every part with the same date."""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
    written = io.BytesIO()
    document.save(written)
    made = io.BytesIO()
    with ZipFile(written) as parts, ZipFile(made, "w", ZIP_DEFLATED, compresslevel=6) as file:
        for name in parts.namelist():
            entry = ZipInfo(name, LONG_AGO)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            file.writestr(entry, parts.read(name))
    return made.getvalue()
