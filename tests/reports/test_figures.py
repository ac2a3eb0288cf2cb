"""Counting risks by band, and naming the counts in text."""

import pytest

from reports.figures import count_risks, fill
from tests.papers.records import MAJOR, MINOR, risk, snapshot


def counted(*risks):
    return count_risks(snapshot(risks=list(risks)))


def test_bands_stand_worst_first_with_count_and_share():
    figures = counted(
        *(risk(n, MAJOR) for n in range(13)),
        *(risk(n, MINOR) for n in range(15)),
        risk(28),
        risk(29),
        risk(30),
    )
    assert figures.total == 31
    assert [(row.band["label"], row.share) for row in figures.bands] == [
        ("Major", "13 (42%)"),
        ("Minor", "15 (48%)"),
    ]
    assert figures.remainder == "3 (10%)"
    assert figures.shares_add_up


def test_closed_and_withdrawn_risks_are_not_counted():
    figures = counted(risk(1, MAJOR), risk(2, MAJOR, status="closed"), risk(3, status="withdrawn"))
    assert (figures.total, figures.unbanded) == (1, 0)


def test_a_band_without_risks_is_counted_as_none():
    assert [row.share for row in counted(risk(1, MAJOR)).bands] == ["1 (100%)", "0 (0%)"]


def test_no_risks_at_all():
    figures = counted()
    assert figures.named == {
        "risks.total": "0",
        "risks.other": "0 (0%)",
        "risks.major": "0 (0%)",
        "risks.minor": "0 (0%)",
    }
    assert figures.shares_add_up


def test_an_inherent_score_is_no_band_of_today():
    scores = {"inherent": {"matrix": "npsa", "band": MAJOR}}
    assert counted(risk(1, scores=scores)).remainder == "1 (100%)"


def test_a_risk_scored_in_an_older_matrix_keeps_its_band():
    old = MAJOR | {"label": "Extreme", "rank": 4}
    figures = counted(risk(1, scores={"current": {"matrix": "old", "band": old}}), risk(2, MAJOR))
    assert [(row.band["label"], row.count) for row in figures.bands] == [
        ("Extreme", 1),
        ("Major", 1),
        ("Minor", 0),
    ]


def test_shares_that_do_not_add_up_say_so():
    figures = counted(risk(1, MAJOR), risk(2, MINOR), risk(3))
    assert [row.share for row in figures.bands] + [figures.remainder] == ["1 (33%)"] * 3
    assert not figures.shares_add_up


def test_unpublished_risks_are_counted():
    assert counted(risk(1, is_published=False), risk(2)).unpublished == 1


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("{{ risks.total }} risks", "31 risks", []),
        ("{{risks.total}}{{  risks.total  }}", "3131", []),
        ("{{ risks.mayor }}", "[unknown figure: risks.mayor]", ["risks.mayor"]),
        ("{{ }}", "[unknown figure: no name]", ["no name"]),
        ("{{ risks.total", "{{ risks.total", []),
        ("{ risks.total }", "{ risks.total }", []),
        ("{{ a }} and {{ b }}", "[unknown figure: a] and [unknown figure: b]", ["a", "b"]),
        ("{{ risks.__class__ }}", "[unknown figure: risks.__class__]", ["risks.__class__"]),
    ],
)
def test_figures_are_filled_in(text: str, expected: str, unknown: list[str]):
    assert fill(text, {"risks.total": "31"}) == (expected, unknown)
