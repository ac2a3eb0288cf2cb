"""Compiles a paper: composes it, lays it out, and gives its files."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reports.checks.found import Found
from reports.composition import compose
from reports.document import Document
from reports.redactions import Redaction
from reports.rendering.characters import html_with_stand_ins
from reports.rendering.pdf import render_pdf
from reports.rendering.resources import static_file
from reports.spreadsheet import workbook
from reports.word.file import word_file

STYLE_SHEETS = ("static:css/rating.css", "static:css/paper.css", "static:css/paper-screen.css")


@dataclass(frozen=True)
class Compiled:
    """What a run publishes: its files as bytes, and the findings of the checks. Excel for papers with registers.

    ``redactions``, what a public paper leaves out, is in no file.
    """

    pdf: bytes
    html: bytes
    findings: list[Found]
    xlsx: bytes | None = None
    docx: bytes | None = None
    redactions: tuple[Redaction, ...] = ()


def _nobody_watches(stage: str, percent: int) -> None:
    pass


def compile_paper(
    snapshot: dict[str, Any], paper: dict[str, Any], on_stage: Callable[[str, int], None] = _nobody_watches
) -> Compiled:
    """The files of a paper, drawn from a snapshot's data and a frozen input. The same two give the same bytes.

    ``on_stage`` is told what is being done and the percentage reached. Raises RenderError, with the cure, for text that
    cannot be laid out. About 0.1 s a page.
    """
    on_stage("Composing the paper", 10)
    document = compose(snapshot, paper)
    on_stage("Laying out the pages", 30)
    printed = document_html(document)
    pdf = render_pdf(printed)
    on_stage("Writing the HTML page and the Word file", 90)
    html = document_html(document, styles=_style_sheets()).encode()
    return Compiled(
        pdf, html, list(document.findings), workbook(document), word_file(printed), document.redactions
    )


def document_html(document: Document, styles: str = "") -> str:
    """The complete HTML of a paper. ``styles`` are held in the file; left out, it links to our style sheets.

    With ``styles`` it is the twin: figures lead to their sources, which stand at its end. Print goes without.

    Characters that the font lacks are replaced, so a paper says the same in every form.
    """
    page = render_to_string(
        "papers/document.html", {"document": document, "styles": styles, "cites": bool(styles)}
    )
    return html_with_stand_ins(page)


def _style_sheets() -> SafeString:
    sheets = [static_file(address)[0].read_text() for address in STYLE_SHEETS]
    return mark_safe("\n".join(sheets))  # noqa: S308  our own files
