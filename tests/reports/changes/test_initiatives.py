"""What is told of initiatives, to the letter."""

from tests.reports.changes.records import april, may, node, told

REASON = "Two wards are closed. They open in June."


def test_an_initiative_that_is_new():
    below = {"parent": "urgent-care", "kind": "programme"}
    assert told(april(), may(node(), node("ward-7", **below), node("digital", "Red", REASON))) == [
        "Digital is new and rated Red: Two wards are closed.",
        "Digital is a new portfolio.",
        "Ward 7 is a new programme of Urgent Care.",
    ]


def test_an_initiative_that_has_ended():
    ended = node("ward-7", "Red", parent="urgent-care", kind="workstream")
    assert told(april(node(), ended), may()) == ["Ward 7, a workstream of Urgent Care, has ended."]


def test_an_initiative_of_another_name():
    assert told(april(node(rating="Red")), may(node(rating="Green", name="Urgent and Emergency Care"))) == [
        "Urgent and Emergency Care improved from Red to Green.",
        "Urgent Care is now called Urgent and Emergency Care.",
    ]
