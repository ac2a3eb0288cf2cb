"""Sections written by hand in place of what the record gives: marked in print, and checked like all text."""

from reports.compilation import document_html
from reports.composition import compose
from reports.models import Severity
from tests.papers.records import paper, section, snapshot

REASON = "The ratings of the month are disputed."


def overridden(text: str, reason: str = REASON, **changes):
    by_hand = section("report") | {"title": "Report", "override": text, "override_reason": reason}
    return compose(snapshot(), paper(by_hand, section("text", "As **told**."), **changes))


def test_what_is_written_by_hand_stands_in_place_of_the_record_and_says_so():
    page = document_html(overridden("All is **well**.\n\nFor now."))

    assert f"Written by hand in place of the record: {REASON}" in page
    assert '<span class="para__number">1.1</span> All is <strong>well</strong>.' in page
    assert '<span class="para__number">1.2</span> For now.' in page
    assert "Portfolio Summary" not in page
    assert "Portfolio Summary" in document_html(compose(snapshot(), paper(section("report"))))


def test_it_is_a_finding_and_its_words_are_checked():
    found = {finding.rule: finding for finding in overridden("We spent £XX.").findings}

    assert found["section-by-hand"].severity == Severity.ADVISORY
    assert found["section-by-hand"].where == "Section 1, Report"
    assert found["placeholder"].severity == Severity.BLOCKING


def test_the_reason_is_printed_so_it_is_checked_as_well():
    rules = [finding.rule for finding in overridden("All is well.", "See page XX.").findings]

    assert "placeholder" in rules


def test_the_same_section_without_the_override_is_drawn_from_the_record_again():
    drawn = section("report")

    assert compose(snapshot(), paper(drawn | {"override": "", "override_reason": ""})) == compose(
        snapshot(), paper(drawn)
    )
