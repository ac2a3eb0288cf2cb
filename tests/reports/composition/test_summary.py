"""The summary: what is listed in it, with which status and key, and the bands of the risks."""

from tests.papers.records import AMBER, GREEN, MAJOR, initiative, rating, risk, section, snapshot
from tests.reports.composition.text import words


def test_the_summary_prints_the_pmos_rating_and_says_where_there_is_none():
    record = snapshot(
        initiatives=[
            initiative("urgent-care", lead=rating(GREEN), pmo=rating(AMBER)),
            initiative("planned-care"),
            initiative("place-group", lead=rating(GREEN), is_rated=False),
        ]
    )
    text = words(section("report"), record=record)
    assert "Urgent care A Amber Planned care Not recorded Key to the status" in text
    assert "G Green On Track A Amber At Risk" in text


def test_the_summary_lists_portfolios_or_the_kinds_the_paper_asks_for():
    programme = initiative("urgent-care", lead=rating(), kind="programme", depth=1, parent="care")
    record = snapshot(initiatives=[initiative("care", lead=rating()), programme])
    assert "Urgent care" not in words(section("report"), record=record)
    asked = section("report", options={"kinds": ["programme"], "status_heading": "Health"})
    assert "Programme Health Urgent care G Green" in words(asked, record=record)


def test_each_scheme_in_use_has_its_key():
    five = GREEN | {"label": "Good", "definition": "Better than planned"}
    schemes = [
        *snapshot()["schemes"],
        {"key": "five", "name": "Five points", "is_in_force": False, "levels": [five]},
        {"key": "unused", "name": "Unused", "is_in_force": True, "levels": [five | {"definition": "Nobody"}]},
    ]
    nodes = [initiative("one", lead=rating()), initiative("two", lead=rating(five, scheme="five"))]
    text = words(section("report"), record=snapshot(schemes=schemes, initiatives=nodes))
    assert "Key to the status: RAG" in text
    assert "Key to the status: Five points" in text
    assert "Nobody" not in text


def test_the_remainder_is_always_a_line():
    text = words(section("report"), record=snapshot(risks=[risk(1, MAJOR)]))
    assert "Ma Major 1 (100%) Mi Minor 0 (0%) No band recorded 0 (0%) Total 1" in text
