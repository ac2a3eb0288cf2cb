import re
import time
from xml.etree import ElementTree as ET

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from stp_portal.core.text import (
    NARRATIVE_LIMIT,
    PARAGRAPHS_LIMIT,
    find_markup,
    paragraphs,
    plain,
    put_right,
    render,
    render_numbered,
    validate_narrative,
)

UNIT_WITH_LIST = (
    "A number of positive steps forward this month:\n\n- Gary Jordan has stepped up\n- work has started"
)

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src='https://evil.example'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "![x](https://evil.example/x.png)",
    '[x](https://a.example/"onmouseover="alert(1))',
    '[x](https://a.example "title onmouseover=alert(1)")',
    "[<img src=x>](https://a.example)",
    "<<script>script>alert(1)</script>",
    "<style>@import 'https://evil.example'</style>",
    "<table><tr><td colspan=1000000>x</table>",
    "<link rel=attachment href=file:///etc/passwd>",
    "[x]: javascript:alert(1)\n\n[x]",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<scr\0ipt>alert(1)</script>",
]

# Text in which anything that means something to Markdown or HTML turns up often.
MARKDOWN = st.lists(
    st.sampled_from(
        ["word", " ", "\n", "\n\n", "- ", "* ", "1. ", "7) ", "  ", "**", "_", "[", "](", ")", "<", ">", "https://a.b/",
         "![", "<b>", "&", "&amp;", "#", "`", "\\", '"', "'", "|", "\t", "\r\n", "é", "£650k", "javascript:", "/x", "@"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def tree(fragment: str) -> ET.Element:
    """The fragment under one root. Stricter than a browser: what is not well-formed does not parse."""
    xml = fragment.replace("<br>", "<br/>").replace("&nbsp;", "\N{NO-BREAK SPACE}")
    return ET.fromstring(f"<root>{xml}</root>")  # noqa: S314 - our own output


def elements(fragment: str) -> list[ET.Element]:
    return list(tree(fragment).iter())[1:]


def words(fragment: str) -> list[str]:
    return "".join(tree(fragment).itertext()).split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Work is on-going.", "<p>Work is on-going.</p>"),
        ("**Funding:** we have _recently_ heard", "<p><strong>Funding:</strong> we have <em>recently</em> heard</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one  \ntwo", "<p>one<br>\ntwo</p>"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("see [the site](https://www.nhs.uk)", '<p>see <a href="https://www.nhs.uk">the site</a></p>'),
        ("<http://primarycaredorset.co.uk/>", '<p><a href="http://primarycaredorset.co.uk/">http://primarycaredorset.co.uk/</a></p>'),
        ("<pmo@example.org>", '<p><a href="mailto:pmo@example.org">pmo@example.org</a></p>'),
        ("**[the site](https://www.nhs.uk)**", '<p><strong><a href="https://www.nhs.uk">the site</a></strong></p>'),
        ("", ""),
        (" \n ", ""),
    ],
)  # fmt: skip
def test_render_knows_paragraphs_emphasis_lists_and_links(text, expected):
    assert render(text) == expected


@pytest.mark.parametrize(
    "text",
    ["# Heading", "Heading\n===", "> quoted", "***", "`code`", "```\ncode\n```", "| a | b |\n|---|---|"],
)
def test_render_leaves_other_marks_as_typed(text):
    assert {element.tag for element in elements(render(text))} == {"p"}
    assert words(render(text)) == text.split()


def test_render_flattens_links_because_tagged_pdf_needs_bare_text_in_them():
    rendered = render("[**Dorset** _Care_ ![Record](x.png)](https://a.example)")
    assert rendered == '<p><a href="https://a.example">Dorset Care Record</a></p>'


def test_render_gives_a_link_without_words_its_address():
    assert render("[](https://a.example)") == '<p><a href="https://a.example">https://a.example</a></p>'


@pytest.mark.parametrize("address", ["/admin/", "//evil.example", "ftp://a.example", "tel:01234", "x"])
def test_render_keeps_only_the_words_of_links_to_anything_but_pages_and_addresses(address):
    assert render(f"[words]({address})") == "<p>words</p>"


def test_render_makes_loose_lists_tight():
    assert render("- one\n\n- two\n\n  more\n\n  - three\n\n  tail") == (
        "<ul>\n<li>one</li>\n<li>two<br>\nmore\n<ul>\n<li>three</li>\n</ul>\ntail</li>\n</ul>"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_render_disarms(text):
    for element in elements(render(text)):
        assert element.tag in {"p", "strong", "em", "ul", "ol", "li", "a", "br"}
        assert set(element.attrib) <= {"href"}
        assert re.match("https?:|mailto:", element.get("href", "https:"))


@given(MARKDOWN)
def test_render_of_anything_holds_what_pdf_ua_needs(text):
    for element in elements(render(text)):
        assert element.tag in {"p", "strong", "em", "ul", "ol", "li", "a", "br"}
        assert set(element.attrib) <= ({"href"} if element.tag == "a" else {"start"})
        if element.tag == "a":
            assert len(element) == 0
            assert (element.text or "").strip()
            assert re.match("https?:|mailto:", element.get("href", ""), re.IGNORECASE)
        if element.tag == "li":
            assert not element.findall("p")
        if element.tag in ("ul", "ol"):
            assert {child.tag for child in element} == {"li"}


@pytest.mark.parametrize("piece", ["[", "*a ", "[a](", "![](", "- ", "<a ", "***", "`", "\\", "&amp", "> "])
def test_hostile_text_of_the_longest_length_is_dealt_with_at_once(piece):
    """A hang is what is looked for: each takes a fraction of a second."""
    text = (piece * NARRATIVE_LIMIT)[:NARRATIVE_LIMIT]
    started = time.process_time()
    render(text)
    paragraphs(text)
    find_markup(text)
    assert time.process_time() - started < 20


def test_paragraphs_splits_at_each_paragraph():
    assert paragraphs("one\n\ntwo\ntwo still\n\n\nthree\n") == ["one", "two\ntwo still", "three"]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n", "\r\n\r\n"])
def test_paragraphs_keeps_a_list_with_the_paragraph_before_it(between):
    units = paragraphs(f"Progress:{between}- one\n- two\n\n  more\n\nNext month.")
    assert [plain(unit) for unit in units] == ["Progress:\none\ntwo\nmore", "Next month."]


def test_paragraphs_makes_a_unit_of_a_list_at_the_beginning():
    assert paragraphs("- one\n- two\n\nafter") == ["- one\n- two", "after"]


def test_paragraphs_keeps_two_lists_with_one_paragraph():
    assert len(paragraphs("Progress:\n\n- one\n\n1. first\n\nNext")) == 2


@pytest.mark.parametrize("text", ["", "\n", "  \r\n "])
def test_paragraphs_of_nothing_is_nothing(text):
    assert paragraphs(text) == []


@given(MARKDOWN)
def test_paragraphs_lose_no_words(text):
    assert "".join("".join(plain(unit) for unit in paragraphs(text)).split()) == "".join(plain(text).split())


def test_render_numbered_puts_the_number_into_the_first_paragraph():
    assert render_numbered("3.24", UNIT_WITH_LIST) == (
        '<div class="para"><p><span class="para__number">3.24</span> A number of positive steps forward this month:'
        "</p>\n<ul>\n<li>Gary Jordan has stepped up</li>\n<li>work has started</li>\n</ul></div>"
    )


def test_render_numbered_of_a_list_gives_the_number_a_line_of_its_own():
    (unit,) = tree(render_numbered("3.1", "- one"))
    assert [child.tag for child in unit] == ["p", "ul"]
    assert "".join(unit[0].itertext()).strip() == "3.1"


def test_render_numbered_escapes_both_parts():
    rendered = render_numbered("<b>", "<i>")
    assert rendered == '<div class="para"><p><span class="para__number">&lt;b&gt;</span> &lt;i&gt;</p></div>'


@given(MARKDOWN)
def test_render_numbered_is_well_formed_for_anything(text):
    (unit,) = tree(render_numbered("3.1", text))
    assert unit.tag == "div"
    assert unit[0].tag == "p"
    assert unit[0][0].get("class") == "para__number"


def test_plain_gives_words_without_marks():
    text = "**ACCs;** akin to [the discussion](https://a.example)\nabove\n\n- one\n- two\n\n3. three\n\nend"
    assert plain(text) == "ACCs; akin to the discussion above\none\ntwo\n3. three\n\nend"


def test_plain_does_not_escape():
    assert plain("R&D, a < b, <b>") == "R&D, a < b, <b>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("before <b>bold</b>", "<b>"),
        ("<script>alert(1)</script>", "<script>"),
        ("< script is text, but <SCRIPT src=x> is not", "<SCRIPT src=x>"),
        ("closing only </div>", "</div>"),
        ("<br/>", "<br/>"),
        ("<b/onclick=alert(1)>", "<b/onclick=alert(1)>"),
        ("<img src=x onerror=alert(1)", "<img src=x onerror=alert(1)"),
        ("<!-- hidden -->", "<!--"),
        ("<!DOCTYPE html>", "<!DOCTYPE"),
        ("<ul style=\"list-style-type: none\">", '<ul style="list-style-type: none">'),
        ("28<sup>th</sup> March", "<sup>"),
        ("[x](javascript:alert(1))", "javascript:alert(1"),
        ("[x]( data:text/html,x)", "data:text/html,x"),
        ("<a\nhref='x'>", "<a href='x'>"),
        ("<p " + "x" * 500 + ">", "<p " + "x" * 56 + "…"),
    ],
)  # fmt: skip
def test_find_markup_shows_what_was_found(text, found):
    assert find_markup(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "a < b",
        "a<3 and b>2",
        "p<0.05",
        "<http://primarycaredorset.co.uk/>",
        "<pmo@example.org>",
        "<mailto:pmo@example.org>",
        "the sign \\<b>",
        "**bold** [link](https://a.example) - list",
        "JavaScript: a language; data: collected",
        "<- left, right ->",
        "",
    ],
)
def test_find_markup_lets_ordinary_writing_pass(text):
    assert find_markup(text) is None
    validate_narrative(text)


def test_validate_narrative_says_what_was_found_and_what_to_do():
    with pytest.raises(ValidationError) as error:
        validate_narrative("Issues: <script>alert(1)</script>")
    assert error.value.code == "markup"
    (message,) = error.value.messages
    assert "cannot be used here: “<script>”. Take it out." in message
    assert "**two stars**" in message


def test_validate_narrative_gives_both_lengths():
    validate_narrative("x" * NARRATIVE_LIMIT)
    with pytest.raises(ValidationError) as error:
        validate_narrative("x" * 200_000)
    assert error.value.code == "too_long"
    assert error.value.messages == [
        "The text has 200,000 characters; the limit is 20,000. Shorten it by 180,000 characters."
    ]


def test_validate_narrative_refuses_what_a_database_cannot_hold():
    with pytest.raises(ValidationError, match="invisible control character"):
        validate_narrative("before\0after")


@pytest.mark.parametrize(
    ("piece", "number", "said"),
    [
        ("a\n\n", 6_600, "6,600"),
        ("a\r\n\r\n", PARAGRAPHS_LIMIT + 1, "201"),
        ("- a\n", 5_000, "5,000"),
        ("- a\n  - b\n", 101, "202"),
    ],
    ids=["short paragraphs", "one too many", "a long list", "lists within lists"],
)
def test_validate_narrative_refuses_what_takes_long_to_lay_out(piece, number, said):
    with pytest.raises(ValidationError) as error:
        validate_narrative(piece * number)
    assert error.value.code == "too_many_paragraphs"
    assert error.value.messages == [
        f"The text has {said} paragraphs and list items; the limit is 200 together. "
        "Join short ones, or take some out."
    ]


@pytest.mark.parametrize("piece", ["a\n\n", "- a\n", "a\n\n\n\n\n"])
def test_validate_narrative_lets_as_many_paragraphs_pass_as_it_says(piece):
    validate_narrative(piece * PARAGRAPHS_LIMIT)


def test_lines_of_one_paragraph_are_no_paragraphs():
    validate_narrative("a line\n" * 2_000)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\vb\fc\x85d\u2028e", "a\nb\nc\nd\ne"),
        ("a\u2029b", "a\n\nb"),
        ("\x1b[1mbold\x08\x7f\x9f\0", "[1mbold"),
        ("Done:\n\uf0b7\tOne\n\uf0a7\xa0 Two", "Done:\n- One\n- Two"),
        ("\v\uf0d8Three", "\n- Three"),
        ("  \uf0b7 nested", "  - nested"),
        ("A \uf0b7 B", "A • B"),
        ("Wards \uf0e0 home \uf0fc", "Wards → home ✓"),
        ("✓ Recruitment\t★ 😀 مرحبا • → ≥ ½ Δ é e\u0301", "✓ Recruitment\t★ 😀 مرحبا • → ≥ ½ Δ é e\u0301"),
        ("", ""),
    ],
)  # fmt: skip
def test_put_right_mends_what_other_programs_leave_and_keeps_every_sign(typed, kept):
    assert put_right(typed) == kept
    assert put_right(kept) == kept


def test_the_bullets_of_word_become_a_list():
    assert render(put_right("Done:\r\n\uf0b7\tOne\r\n\uf0b7\tTwo")) == render("Done:\n\n- One\n- Two")
