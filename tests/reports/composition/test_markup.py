"""The markup of the page: headings, ids, and neither style nor script."""

import re
from itertools import pairwise

from reports.compilation import document_html
from reports.composition import compose
from tests.papers.documents import page
from tests.papers.records import ask, cover_field, initiative, paper, paragraph, rating, section, snapshot


def test_headings_never_skip_a_level_and_ids_are_unique():
    record = snapshot(
        initiatives=[
            initiative("silent-portfolio", is_rated=False),
            initiative("programme", paragraph("Done."), depth=1, parent="silent-portfolio", kind="programme"),
            initiative("urgent-care", paragraph("Done."), lead=rating()),
        ],
        asks=[ask("one"), ask("two", heading="Another")],
    )
    sections = [section("report"), section("progress"), section("asks-discussion"), section("abbreviations")]
    html = document_html(compose(record, paper(*sections, cover=[cover_field("assurance")])))
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_no_page_holds_a_style_or_a_script():
    html = page(snapshot(), paper(section("introduction", "<script>alert(1)</script> <b style='x'>")))
    assert "<script" not in html
    assert not re.search(r"<[^>]*\sstyle=", html)
