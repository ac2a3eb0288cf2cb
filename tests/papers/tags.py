"""A PDF's tag tree as plain objects, and what a screen reader would read from it."""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(frozen=True)
class Tag:
    """One element of the tag tree."""

    element: pikepdf.Dictionary

    @property
    def name(self) -> str:
        return str(self.element.S).removeprefix("/")

    @property
    def children(self) -> list["Tag"]:
        return [
            Tag(kid)
            for kid in _as_list(self.element.get("/K"))
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        ]

    @property
    def page(self) -> tuple[int, int] | None:
        """The object number of the page the tag's content stands on."""
        return self.element.Pg.objgen if "/Pg" in self.element else None

    @property
    def marks(self) -> list[int]:
        """Numbers of the marked content of that page that belong to this tag itself."""
        return [int(kid) for kid in _as_list(self.element.get("/K")) if isinstance(kid, int)]

    def descendants(self) -> Iterator["Tag"]:
        """Children, their children and so on, in reading order."""
        for child in self.children:
            yield child
            yield from child.descendants()


def whole_tree(pdf: pikepdf.Pdf) -> Iterator[Tag]:
    """Every tag of the document in reading order; none if it is not tagged."""
    if "/StructTreeRoot" in pdf.Root:
        for kid in _as_list(pdf.Root.StructTreeRoot.get("/K")):
            yield Tag(kid)
            yield from Tag(kid).descendants()


def marks_by_page(tags: Iterable[Tag]) -> defaultdict[tuple[int, int] | None, set[int]]:
    """The object number of a page -> the marked content on it that some tag owns."""
    found: defaultdict[tuple[int, int] | None, set[int]] = defaultdict(set)
    for tag in tags:
        found[tag.page].update(tag.marks)
    return found


def value_at(container: pikepdf.Object, *keys: str) -> Any:
    """What stands at the end of a path of keys; None where the path breaks off."""
    found: Any = container
    for key in keys:
        if found is None or key not in found:
            return None
        found = found[key]
    return found


def attribute(tag: Tag, key: str, default: Any) -> Any:
    """An attribute of the tag, such as /ColSpan, wherever among its attribute dictionaries it stands."""
    for attributes in _as_list(tag.element.get("/A")):
        if isinstance(attributes, pikepdf.Dictionary) and key in attributes:
            return attributes[key]
    return default


def by_annotation(pdf: pikepdf.Pdf) -> dict[int, pikepdf.Dictionary]:
    """The parent tree: an annotation's number -> its element. (Pages are in it too, with lists.)"""
    found: dict[int, pikepdf.Dictionary] = {}
    top = value_at(pdf.Root, "/StructTreeRoot", "/ParentTree")
    nodes: list[Any] = [] if top is None else [top]
    while nodes:
        node = nodes.pop()
        numbers = list(node.get("/Nums", []))
        for number, element in zip(numbers[::2], numbers[1::2], strict=True):
            if isinstance(element, pikepdf.Dictionary):
                found[int(number)] = element
        nodes.extend(node.get("/Kids", []))
    return found


def spoken_text(data: bytes) -> str:
    """What a screen reader reads: text in the order of the tags, a figure by its alternative text. Single spaces."""
    texts = _text_by_mark(data)
    words = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        for tag in whole_tree(pdf):
            if tag.name == "Figure":
                words.append(str(tag.element.get("/Alt", "")))
            elif tag.page in numbers:
                words += [texts.get((numbers[tag.page], mark), "") for mark in tag.marks]
    return " ".join(" ".join(words).split())


def _text_by_mark(data: bytes) -> dict[tuple[int, int], str]:
    """(page, number of the marked content) -> its text."""
    found: dict[tuple[int, int], str] = {}
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document):
            text_page = page.get_textpage()
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                key = (number, pdfium.FPDFPageObj_GetMarkedContentID(item.raw))
                found[key] = found.get(key, "") + _object_text(item, text_page)
    return found


def _object_text(item: pypdfium2.PdfObject, text_page: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
    buffer = (pdfium.FPDF_WCHAR * size)()
    pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def _as_list(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]
