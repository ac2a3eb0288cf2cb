"""What is told of ratings, to the letter."""

import pytest

from reports.changes import Kind, compare
from tests.reports.changes.records import april, may, node, rated, sentences, told

REASON = "Two wards are closed. They open in June."


@pytest.mark.parametrize(
    ("was", "now", "reason", "sentence"),
    [
        ("Green", "Amber", REASON, "Urgent Care worsened from Green to Amber: Two wards are closed."),
        ("Green", "Red", "", "Urgent Care worsened from Green to Red."),
        ("Red", "Amber", REASON, "Urgent Care improved from Red to Amber: Two wards are closed."),
        ("Amber", "Green", "", "Urgent Care improved from Amber to Green."),
        ("", "Green", "", "Urgent Care is rated Green, having had no rating in April 2017."),
        (
            "",
            "Red",
            REASON,
            "Urgent Care is rated Red, having had no rating in April 2017: Two wards are closed.",
        ),
        ("Amber", "", "", "Urgent Care has no rating; it was Amber in April 2017."),
    ],
)
def test_a_rating_that_moved(was: str, now: str, reason: str, sentence: str):
    assert told(april(node(rating=was)), may(node(rating=now, reason=reason))) == [sentence]


def test_ratings_that_stayed_are_listed_apart_and_are_no_change():
    found = compare(
        april(node(rating="Amber"), node("digital", "Green")),
        may(node(rating="Amber"), node("digital", "Red")),
    )
    assert sentences(found) == ["Digital worsened from Green to Red."]
    assert [one.sentence for one in found.unchanged] == ["Urgent Care is unchanged at Amber."]
    assert found.unchanged[0].kind == Kind.RATING_UNCHANGED


def test_ratings_of_two_schemes_are_not_compared():
    before, after = april(node(rating="Green")), may(node(ratings={"lead": rated("Amber", REASON, "dca")}))
    assert told(before, after) == [
        "Urgent Care is rated Amber by the scheme “Delivery confidence”, and was Green by “RAG”: "
        "the two are not compared."
    ]


def test_the_rating_that_counts_is_compared():
    """The PMO's before the lead's, on both sides."""
    before = april(node(rating="Green", ratings={"pmo": rated("Red", "The plan is out of date.")}))
    after = may(node(rating="Green", ratings={"pmo": rated("Amber", REASON)}))
    assert told(before, after) == ["Urgent Care improved from Red to Amber: Two wards are closed."]


def test_a_pmo_that_disagrees_newly():
    before = april(node(rating="Amber"))
    after = may(
        node(rating="Amber", ratings={"pmo": rated("Red", "The plan is out of date. No money either.")})
    )
    assert told(before, after) == [
        "Urgent Care worsened from Amber to Red: The plan is out of date.",
        "The PMO rates Urgent Care Red where its lead says Amber.",
    ], "the reason is given once"
    red = april(node(rating="Red"))
    assert told(red, after) == [
        "The PMO rates Urgent Care Red where its lead says Amber: The plan is out of date."
    ]
    assert [
        sentence for sentence in told(after | {"period": before["period"]}, after) if "PMO" in sentence
    ] == []
    agreed = may(node(rating="Amber", ratings={"pmo": rated("Amber")}))
    assert told(before, agreed) == []


def test_dimensions_are_told_beside_the_overall_rating():
    before = april(
        node(
            rating="Green",
            dimensions={
                "time": {"lead": rated("Green"), "pmo": None},
                "cost": {"lead": rated("Red"), "pmo": None},
                "scope": {"lead": rated("Green")},
                "risk": {"lead": rated("Amber")},
            },
        )
    )
    after = may(
        node(
            rating="Green",
            dimensions={
                "time": {"lead": rated("Green"), "pmo": rated("Amber", REASON)},
                "cost": {"lead": rated("Amber"), "pmo": None},
                "benefits": {"lead": rated("Green")},
                "risk": {"lead": rated("Amber")},
            },
        )
    )
    found = compare(before, after)
    assert sentences(found) == [
        "Urgent Care worsened from Green to Amber on time: Two wards are closed.",
        "Urgent Care has no rating on scope; it was Green in April 2017.",
        "Urgent Care is rated Green on benefits, having had no rating on benefits in April 2017.",
        "Urgent Care improved from Red to Amber on cost.",
    ]
    assert [one.dimension for one in found.found] == ["time", "scope", "benefits", "cost"]
    assert found.of_kind(Kind.RATING_WORSENED) == []
    assert len(found.unchanged) == 1


def test_the_overall_rating_comes_before_its_dimensions():
    before = april(node(rating="Green", dimensions={"cost": {"lead": rated("Green")}}))
    after = may(node(rating="Amber", dimensions={"cost": {"lead": rated("Red")}}))
    found = compare(before, after)
    assert sentences(found) == [
        "Urgent Care worsened from Green to Amber.",
        "Urgent Care worsened from Green to Red on cost.",
    ]
    assert [one.sentence for one in found.of_kind(Kind.RATING_WORSENED)] == sentences(found)[:1]
