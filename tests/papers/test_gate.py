"""The gate can fail: one document for every rule it holds."""

import io
from collections.abc import Callable

import pikepdf
import pytest
import weasyprint

from reports.rendering.conformance import declare_pdfua
from reports.rendering.pdf import render_pdf
from tests.papers.documents import document, table
from tests.papers.gate import problems

FULL_ROW = '<tr><th scope="row">Recruitment</th><td>12</td></tr>'


def test_a_sound_document_passes():
    assert problems(render_pdf(document("<h2>Risks</h2>" + table(FULL_ROW)))) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<h3>Risks</h3>", "heading order: H3 after H1"),
        ("<ul><li><div>Recruitment</div></li></ul>", "Div directly in LI"),
        ('<svg width="9" height="9"><rect width="9" height="9"/></svg>', "figure without alternative text"),
        ('<p style="opacity: 0.5">Recruitment</p>', "page 1: content without a tag"),
        ("<table><tr><td>Recruitment</td><td>12</td></tr></table>", "table without header cells"),
        (
            "<table><tr><th>Risk</th><td>Recruitment</td></tr><tr><th>Score</th><td>12</td></tr></table>",
            "cell without headers",
        ),
        (
            table(FULL_ROW, '<tr><th scope="row">Estates</th></tr>'),
            "table with rows of different width, or a rowspan cut by a page",
        ),
        (
            table(
                '<tr><th scope="rowgroup" rowspan="2">Estates</th><td>1</td><td>2</td></tr>',
                "<tr><td>3</td><td>4</td></tr>",
                head='<tr><th scope="col">A</th><th scope="col">B</th><th scope="col">C</th></tr>',
            ),
            "cell tied to a header of another column",
        ),
    ],
)
def test_markup_that_breaks_a_rule_is_found(body: str, problem: str):
    assert problems(render_pdf(document(body))) == [problem]


def test_a_first_heading_that_is_not_h1_is_found():
    assert problems(render_pdf(document("", heading="<h2>Paper</h2>"))) == ["heading order: H2 after nothing"]


def test_a_group_of_rows_under_a_header_of_its_own_passes():
    group = '<tr><th scope="rowgroup" colspan="2">Prevention at Scale</th></tr>'
    assert problems(render_pdf(document(table(group, FULL_ROW)))) == []


def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def without_title_bar(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


def without_mark(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def without_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def without_title(pdf: pikepdf.Pdf) -> None:
    rewrite_metadata(pdf, lambda text: text.replace('<rdf:li xml:lang="x-default">Paper</rdf:li>', ""))


def with_statement_in_a_second_block(pdf: pikepdf.Pdf) -> None:
    """What WeasyPrint's own xmp_metadata option does."""
    moved = (
        '</rdf:RDF><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:pdfuaid='
    )
    rewrite_metadata(pdf, lambda text: text.replace('<rdf:Description rdf:about="" xmlns:pdfuaid=', moved))


def rewrite_metadata(pdf: pikepdf.Pdf, change: Callable[[str], str]) -> None:
    before = pdf.Root.Metadata.read_bytes().decode()
    after = change(before)
    assert after != before
    pdf.Root.Metadata.write(after.encode())


def without_link_description(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0].Contents


def without_link_tag(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0].StructParent


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (without_language, "no language"),
        (without_title_bar, "the title is not shown in the window's title bar (DisplayDocTitle)"),
        (without_mark, "not tagged"),
        (without_metadata, "no XMP metadata"),
        (without_title, "no title"),
        (with_statement_in_a_second_block, "not declared as PDF/UA-1"),
        (without_link_description, "link without a description"),
        (without_link_tag, "link without a Link tag"),
    ],
)
def test_a_damaged_file_is_found(damage: Callable[[pikepdf.Pdf], None], problem: str):
    sound = render_pdf(document('<p><a href="https://www.england.nhs.uk/">NHS England</a></p>'))
    assert problems(sound) == []
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        damage(pdf)
        pdf.save(damaged := io.BytesIO())
    assert problems(damaged.getvalue()) == [problem]


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("pdf/a-2a", ["not declared as PDF/UA-1"]),
        ("pdf/ua-1", ["not declared as PDF/A-2a"]),
    ],
)
def test_one_of_the_two_declarations_is_not_enough(variant: str, expected: list[str]):
    html = weasyprint.HTML(string='<html lang="en-GB"><title>Paper</title><h1>Paper</h1></html>')
    assert problems(html.write_pdf(pdf_variant=variant)) == expected


def test_a_footer_that_is_not_marked_as_an_artefact_is_found():
    """As WeasyPrint leaves it: the text is marked, but its element hangs from no tag."""
    page = '<style>@page { @bottom-left { content: "Page 1" } }</style>'
    html = weasyprint.HTML(string=f'<html lang="en-GB"><title>Paper</title>{page}<h1>Paper</h1></html>')
    assert problems(html.write_pdf(pdf_variant="pdf/a-2a", finisher=lambda _, pdf: declare_pdfua(pdf))) == [
        "page 1: content that is neither in the tag tree nor an artefact"
    ]


def test_an_untagged_file_is_found():
    untagged = weasyprint.HTML(string="<h1>Paper</h1>").write_pdf()
    assert {"not tagged", "no language", "no XMP metadata", "page 1: content without a tag"} <= set(
        problems(untagged)
    )
