"""Cover sheets as data: any template prints by its fields in order, and no answer is lost or guessed."""

import re
from typing import Any

import pytest

from reports.cover_boxes import boxes_of, fault_of_choices
from reports.frame import age_of_data, cover
from tests.papers.documents import page
from tests.papers.records import cover_field, paper, section, snapshot

CQC = ["Safe", "Effective", "Caring", "Responsive", "Well-led"]


def field(kind: str, label: str = "Field", **changes: Any) -> dict[str, Any]:
    """A field that nobody answered."""
    nothing = {"prompt": "", "status": "blank", "text": "", "considered": None, "action_required": None}
    return cover_field(kind, **(nothing | {"key": label.lower(), "label": label, "choices": []} | changes))


def words(*fields: dict[str, Any], **changes: Any) -> str:
    """The text of the cover sheet on the page, single spaces."""
    written = paper(section("introduction", "Said."), **changes) | {"cover": list(fields)}
    html = page(snapshot(), written).split("1. Introduction")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&amp;", "&").split())


def test_fields_of_every_kind_print_in_the_order_of_the_sheet():
    text = words(
        field("recommendation", "Asked of you"),
        field("sponsor", "Lead director"),
        field("item", "Item"),
        field("list", "Aims", items=["One", "Two <b>"]),
        field("meeting", "Held on"),
        field("purposes", "For"),
        field("assurance", "Quality", considered=True, action_required=False),
        field("text", "Conflicts", text="None declared."),
        field("assurance", "People", considered=True, action_required=True, text="See **2.1**."),
        field("data_age", "Data as at"),
        item_reference="GOV/16/03/20",
        purposes=["noting"],
    )
    place = 0
    for expected in (
        "Asked of you The Governing Body is asked to note the report.",
        "Lead director B Sponsor - Chief Officer",
        "Item GOV/16/03/20 Plan update",
        "Aims One Two &lt;b&gt;",
        "Held on 21/02/2018",
        "For Decision: no. Discussion: no. Noting: yes. Assurance: no.",
        "Monitoring and Assurance Summary",
        "Quality Yes No",
        "Conflicts None declared.",
        "People Yes Yes, detail in report See 2.1 .",
        "Data as at 31 January 2018, 21 days before the meeting",
        "I confirm that I have considered the implications",
    ):
        place = text.index(expected, place)


def test_the_words_of_boxes_are_those_of_the_sheet():
    text = words(
        field("session", "For", choices=["PUBLIC session", "PRIVATE Session"]),
        field("purposes", "Purpose", choices=["For information", "To approve"]),
        purposes=["noting"],
    )
    assert "For PUBLIC session: yes. PRIVATE Session: no." in text
    assert "Purpose For information: yes. To approve: no." in text


def test_a_box_is_drawn_as_its_words_say():
    html = page(
        snapshot(),
        paper()
        | {"cover": [field("ticks", choices=CQC, items=["Safe"]), field("session", status="not_recorded")]},
    )
    drawn = re.findall(r'cover-box--(\w+)"><span class="cover-box__drawing"></span> ([^<]+)\.<', html)
    assert drawn == [
        ("yes", "Safe: yes"),
        *(("no", f"{name}: no") for name in CQC[1:]),
        ("unknown", "Public session: not recorded"),
        ("unknown", "Private session: not recorded"),
    ]


@pytest.mark.parametrize(
    ("changes", "printed"),
    [
        ({"status": "blank"}, "Safe: not recorded. Effective: not recorded."),
        ({"status": "not_recorded"}, "Safe: not recorded. Effective: not recorded."),
        ({"status": "answered"}, "Safe: not recorded. Effective: not recorded."),
        ({"status": "none_identified"}, "Domains None identified"),
        ({"status": "not_applicable"}, "Domains Not applicable"),
        ({"status": "to_be_identified"}, "Domains To be identified"),
        ({"status": "answered", "items": ["Effective"]}, "Safe: no. Effective: yes."),
        ({"status": "answered", "items": ["Kind"]}, "Safe: no. Effective: no. Kind: yes."),
    ],
)
def test_boxes_that_nobody_ticked_are_unknown_not_no(changes: dict[str, Any], printed: str):
    assert printed in words(field("ticks", "Domains", choices=["Safe", "Effective"], **changes))


def test_a_purpose_that_the_sheet_has_no_box_for_is_printed_all_the_same():
    boxes = boxes_of(field("purposes", choices=["Decision"]), paper(purposes=["assurance"]))
    assert [box.words for box in boxes] == ["Decision: no", "Assurance: yes"]


def test_purposes_that_nobody_gave_are_not_recorded():
    assert words(field("purposes", "For")).count("not recorded") == 4


@pytest.mark.parametrize(
    ("status", "printed"),
    [
        ("none_identified", "None identified"),
        ("to_be_identified", "To be identified"),
        ("not_applicable", "Not applicable"),
        ("not_recorded", "Not recorded"),
        ("prompt_left_in", "Not completed by the author"),
        ("blank", "Not completed by the author"),
        ("answered", "Not completed by the author"),
    ],
)
def test_an_answer_without_words_prints_its_state(status: str, printed: str):
    assert f"Finance {printed}" in words(field("text", "Finance", status=status))


def test_a_row_of_the_grid_whose_answer_is_lost_says_so():
    rows = [field("assurance", "Legal", status="not_recorded"), field("assurance", "People")]
    assert "Legal Not recorded Not recorded People Not answered Not answered" in words(*rows)


def test_the_heading_and_the_statement_are_those_of_the_template():
    text = words(field("text", text="Said."), cover_heading="Paper Summary Sheet", statement="I have read it")
    assert "Plan update Paper Summary Sheet Field Said." in text
    assert "I have read it: Yes . A Writer." in text
    assert "Monitoring and Assurance" not in text


def test_a_sheet_without_grid_and_statement_asks_for_no_declaration():
    assert "I confirm" not in words(field("text", text="Said."))


def test_a_paper_without_a_cover_sheet_says_under_its_title_what_it_is():
    text = words(sponsor=None)
    assert (
        "Plan update Paper Update Author A Writer - Assurance Lead Date of the paper 07/02/2018 "
        "Data as at 31 January 2018, 21 days before the meeting"
    ) in text
    assert "Sponsor" not in text


def test_somebody_whose_post_is_not_known_stands_with_the_organisation():
    outside = {"name": "Bob Deans", "post": "", "organisation": "Attain"}
    assert "Author Bob Deans, Attain" in words(field("author", "Author"), author=outside)
    assert "Author Bob Deans" in words(field("author", "Author"), author={"name": "Bob Deans", "post": ""})


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        ("2018-02-21", "21 February 2018, on the day of the meeting"),
        ("2018-02-20", "20 February 2018, 1 day before the meeting"),
        ("2018-02-23", "23 February 2018, 2 days after the meeting"),
    ],
)
def test_the_age_of_the_data_is_counted_to_the_meeting(day: str, printed: str):
    assert age_of_data(paper(), day) == printed
    assert age_of_data(paper(meeting=None), day) == printed.split(",")[0]


def test_an_input_frozen_before_these_fields_were_known_still_prints():
    written = paper()
    for name in ("item_reference", "purposes", "statement", "cover_heading"):
        assert name not in written
    kinds = ("item", "session", "purposes", "data_age", "ticks")
    old = [{**field(kind, kind), "choices": None} for kind in kinds]
    for answer in old:
        del answer["choices"]
    printed = cover(written | {"cover": old})
    assert [row["label"] for row in printed["rows"]] == list(kinds)


@pytest.mark.parametrize(
    ("kind", "choices", "fault"),
    [
        ("text", [], ""),
        ("text", ["Yes"], "Only fields of boxes have any."),
        ("ticks", [], "Name the boxes"),
        ("ticks", ["Safe", "safe"], "A box stands twice."),
        ("ticks", CQC, ""),
        ("session", [], ""),
        ("session", ["PUBLIC session", "PRIVATE Session"], ""),
        ("session", ["Part 1"], "“Part 1” says none of public, private."),
        ("purposes", ["Decision/Approval", "For information"], ""),
        ("purposes", ["Note", "Receive"], "Two boxes say the same."),
        ("purposes", ["Fun"], "“Fun” says none of decision, discussion, noting, assurance."),
    ],
)
def test_boxes_that_cannot_be_printed_are_refused(kind: str, choices: list[str], fault: str):
    found = fault_of_choices(kind, choices)
    assert found.startswith(fault) if fault else found == ""
