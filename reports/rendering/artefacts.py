"""Running headers and footers, marked for what they are: artefacts, which a screen reader passes over.

WeasyPrint marks their text like any other and only leaves its elements out of the tag tree: not read out, but not said
to be furniture of the page either, as PDF/UA 7.1 wants it.
"""

from typing import Any

import pydyf


def mark_running_text(pdf: Any) -> None:
    """Turn every marked content whose element cannot be reached from the tag tree into a pagination artefact."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    reached = _reachable(pdf, root)
    by_number = _object(pdf, root["ParentTree"])["Nums"]
    marks = dict(zip(by_number[::2], by_number[1::2], strict=True))
    for reference in pdf.page_references:
        page = _object(pdf, reference)
        elements = marks[page["StructParents"]]
        lost = {mark for mark, element in enumerate(elements) if element not in reached}
        for mark in lost:
            elements[mark] = "null"
        content = _object(pdf, page["Contents"]).stream
        for position, item in enumerate(content):
            if isinstance(item, dict) and item.get("MCID") in lost:
                content[position - 1] = "/Artifact"
                content[position] = pydyf.Dictionary({"Type": "/Pagination"})


def _reachable(pdf: Any, root: Any) -> set[bytes]:
    """References to all objects that hang from the tree by their parent's list of kids."""
    found: set[bytes] = set()
    waiting = [root]
    while waiting:
        for kid in waiting.pop().get("K", ()):
            if isinstance(kid, bytes) and kid not in found:
                found.add(kid)
                waiting.append(_object(pdf, kid))
    return found


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
