"""A paper as PDF: accessible, the same bytes everywhere, made from nothing but itself."""

import io
import os
import subprocess
import sys
import time
from itertools import pairwise

import pikepdf
import pytest

from reports.rendering.errors import RenderError
from reports.rendering.pdf import render_pdf
from tests.papers.documents import PNG, document, table
from tests.papers.gate import embedded_fonts, page_count, pdf_text, problems
from tests.papers.sample import sample_html
from tests.papers.tags import spoken_text, whole_tree

RENDER = """
import sys
from reports.rendering.pdf import render_pdf
sys.stdout.buffer.write(render_pdf(sys.stdin.buffer.read().decode()))
"""


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render_pdf(sample_html())


def test_the_sample_paper_passes_the_gate(sample: bytes):
    assert problems(sample) == []


def test_only_arimo_is_in_the_file_whatever_the_html_asks_for():
    serif = '<span style="font-family: serif">serif</span>'
    body = f"<p><code>code</code> {serif} <em>slanted</em> <strong>bold</strong></p>"
    data = render_pdf(document(body))
    assert embedded_fonts(data) == {"Arimo"}
    assert "code serif slanted bold" in pdf_text(data)


def test_the_same_html_gives_the_same_bytes_on_another_day(sample: bytes, monkeypatch: pytest.MonkeyPatch):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86_400)
    assert render_pdf(sample_html()) == sample


def test_the_same_html_gives_the_same_bytes_in_another_process_without_fonts(sample: bytes):
    elsewhere = os.environ | {
        "PYTHONHASHSEED": "4242",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "FONTCONFIG_FILE": os.devnull,
    }
    other = subprocess.run(
        [sys.executable, "-c", RENDER],
        input=sample_html().encode(),
        env=elsewhere,
        capture_output=True,
        check=True,
    )
    assert other.stdout == sample


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FONTCONFIG_FILE", "fonts-of-somebody-else.conf")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    render_pdf(document(""))
    assert os.environ["FONTCONFIG_FILE"] == "fonts-of-somebody-else.conf"
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_metadata_comes_from_the_record(sample: bytes):
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        assert str(pdf.docinfo.Title) == "Sustainability and Transformation Plan (STP) update"
        assert str(pdf.docinfo.Author) == "M Gorman, PMO Assurance Lead"
        assert str(pdf.docinfo.CreationDate) == "D:20170907"
        assert "/ModDate" not in pdf.docinfo
        assert str(pdf.Root.Lang) == "en-GB"


def test_a_paper_without_a_date_is_given_none():
    with pikepdf.open(io.BytesIO(render_pdf(document("")))) as pdf:
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())


def test_the_running_footer_is_printed_but_not_read_out(sample: bytes):
    pages = page_count(sample)
    printed, spoken = pdf_text(sample), spoken_text(sample)
    for number in range(1, pages + 1):
        assert f"Page {number} of {pages}" in printed
    assert "Page 1 of" not in spoken
    assert spoken.count("NHS Dorset Clinical Commissioning Group") == 1  # the cover; not the running header


def test_a_screen_reader_hears_ratings_charts_and_paragraphs_in_order(sample: bytes):
    spoken = spoken_text(sample)
    assert "Digitally Transformed Dorset G Green Leading & Working Differently A Amber" in spoken
    assert "31 risks in all. Major 13, Significant 15, Remainder 3." in spoken
    numbers = [spoken.index(f" 3.{number} ") for number in range(1, 51)]
    assert numbers == sorted(numbers)


def test_contents_name_the_page_of_each_heading(sample: bytes):
    contents = pdf_text(sample).split("Contents", 1)[1]
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        finance = [item for item in pdf.open_outline().root[0].children if item.title == "6. Finance Update"]
        assert f"6. Finance Update {pages[finance[0].destination[0].objgen]} 7. Conclusion" in contents


def test_a_heading_stands_on_the_page_of_what_it_heads(sample: bytes):
    with pikepdf.open(io.BytesIO(sample)) as pdf:
        blocks = [tag for tag in whole_tree(pdf) if tag.name in ("P", "L", "Table", "H1", "H2", "H3")]
        headings = [(tag, after) for tag, after in pairwise(blocks) if tag.name in ("H2", "H3")]
        assert len(headings) > 20
        for heading, after in headings:
            assert heading.element.Pg.objgen == after.element.Pg.objgen


def test_the_header_row_of_a_long_table_is_repeated_on_every_page():
    rows = [
        f'<tr><th scope="row">Risk number {number}</th><td>{number % 26}</td></tr>' for number in range(150)
    ]
    data = render_pdf(document(table(*rows)))
    pages = page_count(data)
    assert pages > 3
    assert spoken_text(data).count("Risk Score") == pages
    assert problems(data) == []


def test_a_notice_stands_on_the_cover():
    assert "Draft: not approved" in pdf_text(render_pdf(sample_html(notice="Draft: not approved")))


def test_a_wide_section_lies_on_its_side():
    body = f'<p>Upright</p><section class="section wide"><h2>Register</h2>{table()}</section>'
    data = render_pdf(document(body))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [page.mediabox[2] > page.mediabox[3] for page in pdf.pages] == [False, True]
    assert problems(data) == []


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="https://www.england.nhs.uk/"><strong>NHS</strong> <em>England</em></a> today</p>',
        "<ul><li><p>Loose</p></li><li><p>List</p><ul><li>Inner</li></ul></li></ul><ol><li>One</li></ol>",
        f'<p><img alt="Logo" src="{PNG}"></p>',
        "<blockquote><p>Quoted</p></blockquote><dl><dt>Term</dt><dd>Meaning</dd></dl>",
    ],
)
def test_what_markdown_and_templates_make_passes_the_gate(body: str):
    assert problems(render_pdf(document(body))) == []


def test_a_link_keeps_its_words_when_it_is_flattened():
    data = render_pdf(document('<p>See <a href="https://www.england.nhs.uk/"><b>NHS</b> England</a>.</p>'))
    assert "See NHS England." in pdf_text(data)


def test_words_are_never_hyphenated():
    body = '<p style="width: 30mm">' + "Sustainability transformational accountability " * 20 + "</p>"
    assert pdf_text(render_pdf(document(body))).count("transformational") == 20


def test_what_the_engine_warns_about_stops_the_paper():
    with pytest.raises(RenderError, match="text-colour"):
        render_pdf(document("<p style='text-colour: red'>Text</p>"))


def test_a_character_the_font_lacks_is_named():
    with pytest.raises(RenderError, match=r'no character "✓" \(U\+2713\): use another, or a word'):
        render_pdf(document("<p>Done ✓</p>"))


def test_a_picture_without_words_is_refused():
    with pytest.raises(RenderError, match="no required alt description"):
        render_pdf(document(f'<img alt="" src="{PNG}">'))


def test_a_link_to_nowhere_in_the_paper_is_named():
    with pytest.raises(RenderError, match="section-9"):
        render_pdf(document('<p><a href="#section-9">Section 9</a></p>'))


@pytest.mark.parametrize(
    ("html", "cure"),
    [
        ('<html lang="en-GB"><h1>Paper</h1></html>', "Give it a <title>"),
        ("<html><title>Paper</title><h1>Paper</h1></html>", 'Write <html lang="en-GB">'),
    ],
)
def test_a_paper_without_title_or_language_is_refused(html: str, cure: str):
    with pytest.raises(RenderError, match=cure):
        render_pdf(html)
