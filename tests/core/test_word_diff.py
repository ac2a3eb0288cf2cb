import re

from hypothesis import given
from hypothesis import strategies as st

from stp_portal.core.word_diff import word_diff

TEXTS = st.text(alphabet="ab \n<&", max_size=60)


def plain(html: str) -> str:
    text = re.sub(r"</?(?:ins|del)>", "", html)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_words_of_one_text_alone_are_marked():
    before, after = word_diff("The plan is late.", "The plan is on time.")
    assert before == "The plan is <del>late.</del>"
    assert after == "The plan is <ins>on time.</ins>"


def test_the_same_text_has_no_mark_whatever_the_browser_made_of_its_line_ends():
    assert word_diff("One\r\ntwo", "One\ntwo") == ("One\ntwo", "One\ntwo")


def test_an_empty_side_stays_empty():
    assert word_diff("", "New text") == ("", "<ins>New text</ins>")


def test_what_was_typed_is_escaped():
    assert word_diff("", "<script>")[1] == "<ins>&lt;script&gt;</ins>"


@given(TEXTS, TEXTS)
def test_no_word_is_lost(one: str, other: str):
    before, after = word_diff(one, other)
    assert (plain(before), plain(after)) == (one, other)


def test_a_very_long_text_is_compared_by_lines():
    lines = "".join(f"word {n} and more\n" for n in range(2_000))
    before, after = word_diff(lines, lines.replace("word 7 and", "word 7 or"))
    assert "<del>word 7 and more</del>" in before
    assert "<ins>word 7 or more</ins>" in after
