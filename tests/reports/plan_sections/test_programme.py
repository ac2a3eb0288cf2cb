"""The programme of a plan, with parts of the record in their places."""

from reports.sections import section_for
from reports.sections.deliverables import Deliverables
from reports.sections.programme import Programme
from tests.papers.records import section
from tests.reports.plan_sections.records import HUBS, TEXT, WHOLE, findings, words


def test_a_paper_may_have_several_of_a_kind_by_keys_that_go_on():
    assert isinstance(section_for("deliverables-cancer"), Deliverables)
    assert isinstance(section_for("programme-report-on-cancer"), Programme)
    assert section_for("highlight-boxes-west").key == "highlight-boxes"
    assert section_for("programmes").key == "text"
    assert section_for("text-report").key == "text"


def test_a_programme_has_the_parts_of_the_record_in_their_places_and_its_paragraphs_run_on():
    said = words(WHOLE, section("programme-hubs", TEXT, title="Hubs", options=HUBS))
    assert said == (
        "1. Hubs 1.1 Why we do it. Outcomes 1.2 By March: fewer falls 1.3 This programme is overseen by a senior "
        "responsible owner – Chief Executive, East Trust and West Trust. Key deliverables Milestones 17/18 Open "
        "√ 17/18 1.4 There are 0 risks."
    )
    assert findings(WHOLE, section("programme", TEXT, options=HUBS)) == []


def test_parts_without_a_place_come_last_and_those_not_recorded_not_at_all():
    said = words(WHOLE, section("programme", "Why.", options=HUBS))
    assert said == (
        "1. Programme 1.1 Why. Outcomes fewer falls 1.2 This programme is overseen by a senior responsible owner – "
        "Chief Executive, East Trust and West Trust. Key deliverables Milestones 17/18 Open √ 17/18"
    )
    bare = section("programme", "Why.", options={"initiative": "cancer"})
    assert words(WHOLE, bare) == "1. Programme 1.1 Why."
    assert findings(WHOLE, bare) == []


def test_a_place_with_nothing_to_print_is_a_sentence_and_a_finding_each():
    bare = section("programme", TEXT, options={"initiative": "cancer"})
    said = words(WHOLE, bare)
    for sentence in (
        "No outcome is recorded.",
        "Nobody is recorded in these roles.",
        "No deliverable is recorded.",
    ):
        assert sentence in said
    assert findings(WHOLE, bare) == [
        ("nothing-recorded", f"Section 1, Programme, {part}")
        for part in ("outcomes", "roles", "deliverables")
    ]


def test_a_place_within_a_sentence_and_an_unknown_one_are_unknown_figures():
    found = findings(WHOLE, section("programme", "See {{ outcomes }} and {{ money }}.", options=HUBS))
    assert [rule for rule, _ in found] == ["figure-unknown", "figure-unknown"]


def test_a_programme_of_nobody_prints_its_text_and_nothing_of_all_programmes():
    said = words(WHOLE, section("programme", TEXT))
    assert "fewer falls" not in said
    assert "√" not in said
    gone = section("programme", "Why.", options={"initiative": "gone"})
    assert findings(WHOLE, gone) == [("initiative-missing", "Section 1, Programme")]
