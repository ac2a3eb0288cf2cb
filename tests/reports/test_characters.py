"""Characters that the font of papers lacks: what is printed for them, and that nothing is replaced unseen."""

import copy
import time
from collections.abc import Iterator
from typing import Any

import pytest

from reports.compilation import document_html
from reports.composition import compose
from reports.models import ANSWERED_KINDS
from reports.rendering.characters import (
    STAND_INS,
    html_with_stand_ins,
    missing,
    printable,
    stand_in,
    with_stand_ins,
)
from tests.papers.documents import page
from tests.papers.records import (
    AMBER,
    GREEN,
    MAJOR,
    ask,
    cover_field,
    initiative,
    paper,
    paragraph,
    rating,
    risk,
    section,
    snapshot,
)

RULE = "character-missing"


def found(record: dict[str, Any], written: dict[str, Any]) -> list[tuple[str, str, str]]:
    findings = [finding for finding in compose(record, written).findings if finding.rule == RULE]
    assert {finding.severity for finding in findings} <= {"blocking"}
    return [(finding.where, finding.message, finding.cure) for finding in findings]


def places(record: dict[str, Any], written: dict[str, Any]) -> list[str]:
    return [where for where, _, _ in found(record, written)]


# --- What is printed


def test_the_font_is_asked_once():
    assert printable() is printable()
    assert {"a", "é", "→", "≥", "•", "●", "½", "Δ", "√", "►", " ", "\n", "\u200d", "\ufe0f"} <= printable()
    assert printable().isdisjoint("✓★☐➢△⬆😀中م\0\v\f\x1b\b\x85\u2028\u2029\uf0b7")


@pytest.mark.parametrize("sign", STAND_INS)
def test_every_stand_in_is_needed_and_can_be_printed(sign: str):
    assert missing(sign) == [sign]
    assert missing(STAND_INS[sign]) == []


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("✓ Recruitment complete. 😀", "√ Recruitment complete. [?]"),
        ("★★☆ ➢ next ⬆ ☐ open △", "*** ► next ↑ □ open ▲"),
        ("🟢 on track, 🔴 late", "[green] on track, [red] late"),
        ("the word مرحبا and 中文 end", "the word [?] and [?] end"),
        ("👨‍👩‍👧 👍🏻 😀✓😀", "[?] [?] [?]√[?]"),
        ("⚠️ ✔️", "[warning]\ufe0f √\ufe0f"),
        ("① 𝐁𝐨𝐥𝐝 ㎡", "1 Bold m2"),
        ("a\vb\x85c\u2028d", "a b c d"),
        ("\x1b[1mbold\x08", "[1mbold"),
        ("\uf0b7 one", "• one"),
        ("→ ≥ • ● ½ Δ £ ‘’ é e\u0301\tx\n", "→ ≥ • ● ½ Δ £ ‘’ é e\u0301\tx\n"),
    ],
)
def test_what_the_font_lacks_is_printed_as_the_nearest_there_is(written: str, printed: str):
    assert with_stand_ins(written) == printed
    assert missing(printed) == []


def test_what_stands_in_is_never_markup():
    assert html_with_stand_ins("<b>＜script＞ ＆amp; ＂</b>") == "<b>&lt;script&gt; &amp;amp; &quot;</b>"
    html = page(snapshot(), paper(section("introduction", "＜script＞alert(1)＜/script＞")))
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_every_form_of_a_paper_says_the_same():
    record, written = snapshot(), paper(section("introduction", "✓ Done. 😀"))
    for html in (document_html(compose(record, written)), page(record, written)):
        assert "√ Done. [?]" in html
        assert missing(html) == []


def test_the_longest_paper_of_unreadable_text_costs_little_time():
    letters = "".join(chr(first + number) for first in (0x4E00, 0x20000) for number in range(0, 20_000, 2))
    start = time.process_time()
    compose(snapshot(), paper(section("introduction", letters)))
    html_with_stand_ins(letters * 50)
    assert time.process_time() - start < 5


# --- What the checks say


def test_a_finding_names_the_place_the_character_what_is_printed_and_the_cure():
    assert found(snapshot(), paper(section("introduction", "One.\n\n✓ Recruitment complete. 😀"))) == [
        (
            "Paragraph 1.2",
            "Papers cannot print: “✓” (CHECK MARK), printed as “√”; “😀” (GRINNING FACE), printed as “[?]”. "
            "It stands in “√ Recruitment complete. [?]”.",
            "Write a word or another sign where the text was written, then compile the paper again.",
        )
    ]


def test_a_passage_has_one_finding_however_much_is_missing():
    text = "The plan is late in the west, says the board. 一二三四五六七八 And there is more to come."
    ((where, message, _),) = found(snapshot(), paper(section("introduction", text)))
    assert where == "Paragraph 1.1"
    assert message.count("CJK UNIFIED IDEOGRAPH") == 5
    assert "; and 3 more." in message
    assert message.endswith("It stands in “…in the west, says the board. [?] And there is more to…”.")


def test_what_cannot_be_seen_is_named_by_its_number_with_a_cure_that_works():
    written = paper(
        section("introduction", "Escape\x1b here.\n\nLine\u2028two.\n\n\uf0b7 Word."),
    )
    (_, escape, cure), (_, line, same), (_, private, other) = found(snapshot(), written)
    assert "invisible control character U+001B, left out" in escape
    assert "line separator U+2028, left out" in line
    assert "private character U+F0B7, which only a font of Word knows, printed as “•”" in private
    assert "save it: the portal takes such characters out" in cure
    assert cure == same != other


def test_a_paper_that_the_font_can_print_has_no_such_finding():
    assert places(snapshot(), paper(section("introduction", "→ ≥ • ● ½ Δ é “quoted” – £1"))) == []


# --- Nothing is replaced unseen, nothing unprinted is spoken of

MARK, PRINTED = "🟢", "[green]"
# What is no text: dates, and names of colours and shapes that are looked up.
NO_TEXT = {"date", "authored_on", "on", "data_cut_off", "colour", "shape"}


def everything() -> tuple[dict[str, Any], dict[str, Any]]:
    """A record and a paper in which every kind of text is printed somewhere."""
    blue = AMBER | {"label": "Blue", "letter": "B", "definition": "Done"}
    record = snapshot(
        schemes=[
            {
                "key": "rag",
                "name": "RAG",
                "is_in_force": True,
                "levels": [GREEN | {"synonyms": ["Go"]}, AMBER],
            },
            {"key": "old", "name": "Old", "is_in_force": False, "levels": [blue]},
        ],
        initiatives=[
            initiative(
                "care",
                paragraph("One."),
                paragraph("Next.", part="planned"),
                paragraph("Hidden.", is_private=True),
                lead=rating(),
                pmo=rating(AMBER),
                previous_rating=rating(GREEN),
                people=[{"role": "sro", "role_name": "SRO", "name": "C", "post": "Director"}],
            ),
            initiative("ward", lead=rating(blue, scheme="old"), report=None, previous_rating=rating()),
            initiative("unrated", report=None, previous_rating=rating(blue)),
        ],
        asks=[
            ask("one", context="Background.", is_carried_over=True, outcome="Decided", outcome_text="Yes."),
            ask("two", heading="Another", purpose="decision"),
            ask("hidden", is_private=True, context="Hidden."),
        ],
        risks=[
            risk(1, MAJOR, ask={"period": "2018-01", "key": "one"}),
            risk(2, ask={"period": "2018-01", "key": "two"}, is_published=False),
            risk(3, MAJOR, is_private=True, ask={"period": "2018-01", "key": "one"}),
        ],
        abbreviations=[
            {"term": "SLT", "expansion": "System Leadership Team"},
            {"term": "QIPP", "expansion": "Quality"},
        ],
        milestones=[{"initiative": "care", "title": "Opening", "is_private": False}],
    )
    written = paper(
        section("introduction", "One [link](https://www.nhs.uk/) and\n\n- an item."),
        section("report", "There are {{ risks.total }} risks."),
        section("progress", "First."),
        section("asks-discussion"),
        section("asks-decision"),
        section("conclusion"),
        section("abbreviations", "These."),
        section("text", "Hidden.", is_private=True),
        cover=[
            cover_field(),
            cover_field("list", label="Objectives", items=["Better care"], text=""),
            cover_field("assurance", label="Quality"),
            cover_field(label="Finance", status="prompt_left_in"),
        ],
    )
    return record, written


def texts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where each text of a record stands in it."""
    if isinstance(value, str):
        if path[-1] not in NO_TEXT:
            yield path
    elif isinstance(value, dict | list):
        for key, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(below, (*path, key))


@pytest.mark.parametrize("whose", [0, 1], ids=["record", "paper"])
@pytest.mark.parametrize("at_end", [True, False], ids=["end", "start"])
@pytest.mark.parametrize("session", ["public", "private"])
def test_a_character_has_its_finding_if_and_only_if_its_text_is_printed(
    whose: int, at_end: bool, session: str
):
    wrong = []
    printed = 0
    for path in texts(everything()[whose]):
        both = copy.deepcopy(everything())
        both[1]["session"] = session
        if whose == 1 and path == ("session",):
            continue
        place: Any = both[whose]
        for key in path[:-1]:
            place = place[key]
        text = place[path[-1]]
        place[path[-1]] = f"{text}{MARK}" if at_end else f"{MARK}{text}"
        document = compose(*both)
        is_printed = PRINTED in document_html(document, styles="/* as the twin, with its sources */")
        is_found = RULE in {finding.rule for finding in document.findings}
        printed += is_printed
        if is_printed != is_found:
            wrong.append((path, "printed" if is_printed else "only found"))
    assert wrong == []
    assert printed > 15


def test_each_part_of_a_paper_is_named():
    record, written = everything()
    record["initiatives"][0]["heading"] += MARK
    record["initiatives"][0]["report"]["paragraphs"][0]["text"] += MARK
    record["asks"][0]["sentence"] += MARK
    record["asks"][0]["outcome_text"] += MARK
    record["risks"][0]["statement"] += MARK
    record["schemes"][0]["levels"][0]["definition"] += MARK
    record["abbreviations"][0]["expansion"] += MARK
    written["title"] += MARK
    own = [field for field in written["cover"] if field["kind"] in ANSWERED_KINDS]
    own[0]["text"] += MARK
    own[1]["items"][0] += MARK
    written["sections"][0]["text"] = f"{MARK} {written['sections'][0]['text']}"
    written["sections"][1]["title"] += MARK
    assert set(places(record, written)) == {
        "Title of the paper",
        "Cover sheet, Purpose",
        "Cover sheet, Objectives",
        "Paragraph 1.1",
        "Heading of section 2",
        f"Heading “Care{PRINTED}” of section 3",
        "Paragraph 3.2",
        "Paragraph 4.1",
        "Paragraph 4.3",
        "Note under paragraph 4.1",
        "Key to the status, Green",
        "Abbreviation SLT",
    }


def test_a_stand_in_has_no_stand_in():
    for character in ("✓", "😀", "中", "①", "\x1b", "\u2028", "\ue000", "\ud800", "\uffff"):
        assert missing(stand_in(character)) == []
