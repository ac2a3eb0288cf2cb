"""The page to read, cut out of the HTML file of a paper."""

import pytest

from reports.compilation import document_html
from reports.composition import compose
from reports.reading_page import article
from tests.papers.records import initiative, paper, paragraph, rating, section, snapshot

HOSTILE = "A </body> <main> & <script>alert(1)</script> > end."


def file(**changes: object) -> bytes:
    """The HTML file of a small paper, with style sheets as files have them."""
    record = snapshot(initiatives=[initiative("care", paragraph("The ward is open."), lead=rating())])
    written = paper(section("introduction", HOSTILE), section("progress"), **changes)
    return document_html(compose(record, written), styles="p > b { color: red }").encode()


def test_it_is_all_that_the_file_says_and_nothing_of_its_head():
    page = article(file())
    assert page.startswith('<article class="paper">')
    assert page.endswith("</article>")
    assert page.count("<h1") == 1
    for words in ("Plan update", "Contents", "The ward is open.", "end.", "Drawn from the record"):
        assert words in page
    for left in ("<style", "color: red", "<meta", "<body", "<html"):
        assert left not in page


def test_a_page_keeps_its_own_main_and_gets_no_script():
    page = article(file())
    assert "<main" not in page
    assert "</main" not in page
    assert "<script" not in page


def test_signs_in_the_title_end_nothing():
    page = article(file(title='5 > 4 "quoted" </body> & more'))
    assert "5 &gt; 4 &quot;quoted&quot; &lt;/body&gt; &amp; more" in page
    assert page.endswith("</article>")
    assert "data-title" not in page


def test_what_is_no_paper_is_refused():
    with pytest.raises(ValueError, match="not the HTML file of a paper"):
        article(b"<p>Something else.</p>")
