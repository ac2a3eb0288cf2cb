"""What is told of risks, to the letter."""

from typing import Any

import pytest

from tests.reports.changes.records import banded, risk, score, told_of


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            risk(score(3, 4, "Significant")),
            "Risk 12 (Staff leave) was opened at programme level, scored 12 (Significant).",
        ),
        (risk(banded("Major")), "Risk 12 (Staff leave) was opened at programme level, in the band Major."),
        (
            risk(level="governing"),
            "Risk 12 (Staff leave) was opened at governing body level, with no score yet.",
        ),
        (
            risk(status="closed", closed_on="2017-05-03"),
            "Risk 12 (Staff leave) was opened, and closed on 3 May 2017.",
        ),
    ],
)
def test_a_new_risk(row: dict[str, Any], sentence: str):
    assert told_of("risks", None, row) == [sentence]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"status": "closed", "closed_on": "2017-05-03"}, "Risk 12 (Staff leave) was closed on 3 May 2017."),
        ({"status": "closed", "level": "system"}, "Risk 12 (Staff leave) was closed."),
        (
            {"status": "withdrawn", "closed_on": "2017-05-03"},
            "Risk 12 (Staff leave) was withdrawn on 3 May 2017.",
        ),
        ({"level": "portfolio"}, "Risk 12 (Staff leave) was escalated from programme to portfolio level."),
        (
            {"level": "system"},
            "Risk 12 (Staff leave) was escalated from programme to system leadership level.",
        ),
        (
            {"level": "workstream"},
            "Risk 12 (Staff leave) was de-escalated from programme to workstream level.",
        ),
        ({"title": ""}, None),
    ],
)
def test_a_risk_that_moved(changes: dict[str, Any], sentence: str | None):
    assert told_of("risks", risk(), risk(**changes)) == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (
            score(3, 4, "Significant"),
            score(4, 4, "Major"),
            "was rescored up from 12 (Significant) to 16 (Major)",
        ),
        (score(4, 4, "Major"), score(2, 1, "Low"), "was rescored down from 16 (Major) to 2 (Low)"),
        (
            score(3, 4, "Significant"),
            score(2, 5, "Significant"),
            "was rescored down from 12 (Significant) to 10 (Significant)",
        ),
        (
            score(2, 6, "Significant"),
            score(3, 4, "Significant"),
            "was rescored from likelihood 2 and impact 6 to likelihood 3 and impact 4; "
            "its score stays at 12 (Significant)",
        ),
        (
            score(2, 6, "Significant"),
            score(3, 4, "Major"),
            "moved up from the band Significant to the band Major; its score stays at 12",
        ),
        (banded("Major"), banded("Low"), "moved down from the band Major to the band Low"),
        (banded("Major"), score(5, 5, "Major"), "was rescored from the band Major to 25 (Major)"),
        (banded("Low"), score(5, 5, "Major"), "moved up from the band Low to the band Major"),
        (
            score(0, 0, "Low", score=None, printed_score=3),
            score(1, 4, "Low"),
            "was rescored up from 3 (Low) to 4 (Low)",
        ),
        (None, score(3, 4, "Significant"), "is scored 12 (Significant), having had no score in April 2017"),
        (None, banded("Major"), "is in the band Major, having had no score in April 2017"),
        (score(3, 4, "Significant"), None, "has no score; in April 2017 it was scored 12 (Significant)"),
        (
            score(3, 3, "Low", matrix="4x4"),
            score(3, 4, "Significant"),
            "is scored 12 (Significant) by another matrix than in April 2017, where it was scored 9 (Low): "
            "the two are not compared",
        ),
        (banded("Low"), banded("Low"), ""),
        (score(3, 4, "Significant"), score(3, 4, "Significant"), ""),
    ],
)
def test_a_score_that_moved(was: dict[str, Any] | None, now: dict[str, Any] | None, words: str):
    expected = [f"Risk 12 (Staff leave) {words}."] if words else []
    assert told_of("risks", risk(was), risk(now)) == expected


def test_a_risk_may_be_escalated_and_rescored():
    before, after = risk(score(3, 4, "Significant")), risk(score(4, 4, "Major"), level="portfolio")
    assert told_of("risks", before, after) == [
        "Risk 12 (Staff leave) was escalated from programme to portfolio level.",
        "Risk 12 (Staff leave) was rescored up from 12 (Significant) to 16 (Major).",
    ]


def test_a_risk_that_is_opened_again():
    assert told_of("risks", risk(status="closed"), risk(banded("Low"))) == [
        "Risk 12 (Staff leave) was opened again at programme level, in the band Low."
    ]


def test_a_risk_that_was_closed_before_is_no_news():
    closed = risk(status="closed", closed_on="2017-04-03")
    assert told_of("risks", closed, closed | {"level": "system"}) == []


def test_a_risk_that_is_gone():
    assert told_of("risks", risk(), None) == ["Risk 12 (Staff leave) is no longer on record."]
    assert told_of("risks", risk(status="closed"), None) == ["Risk 12 (Staff leave) is no longer on record."]
