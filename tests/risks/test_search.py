"""Searching a list by words: references, numbers, slips of one letter."""

import pytest

from risks.models import Risk
from risks.queries.search import is_slip, mended, words_filter
from tests.factories import FootprintFactory, RiskFactory

TEXTS, REFERENCES = ("title", "event"), ("reference",)


@pytest.fixture
def risks(db):
    footprint = FootprintFactory()
    return [
        RiskFactory(footprint=footprint, number=1, title="Vacant posts in the workforce", reference="O31"),
        RiskFactory(footprint=footprint, number=2, title="Late supplier", reference="CDG 4.1"),
        RiskFactory(footprint=footprint, number=31, title="Estates 50% let_down", reference="CDG4.2"),
    ]


def found(q: str) -> list[int]:
    rows = Risk.objects.filter(words_filter(q, TEXTS, REFERENCES))
    return list(rows.order_by("number").values_list("number", flat=True))


@pytest.mark.parametrize(
    ("q", "numbers"),
    [
        ("", [1, 2, 31]),
        ("  ", [1, 2, 31]),
        ("WORKFORCE vacant", [1]),
        ("workforce supplier", []),
        ("o31", [1]),
        ("031", [1, 31]),
        ("O 31 posts", [1]),
        ("CDG 4.1", [2]),
        ("cdg4.1", [2]),
        ("cDg 4", [2, 31]),
        ("2", [2, 31]),
        ("#2", [2]),
        ("R31", [31]),
        ("r31", [31]),
        ("no.31", [31]),
        ("Risk 2", [2]),
        ("risk #31", [31]),
        ("50%", [31]),
        ("_", [31]),
        ("999999999", []),
        ("’; drop table", []),
    ],
)
def test_words_are_found_anywhere_and_references_however_they_are_written(risks, q, numbers):
    assert found(q) == numbers


def test_a_list_without_numbers_is_not_searched_by_number(risks):
    assert list(Risk.objects.filter(words_filter("31", TEXTS, number=False))) == []


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("workfroce", "workforce"),
        ("workforse", "workforce"),
        ("workfore", "workforce"),
        ("workforrce", "workforce"),
        ("owrkforce", "workforce"),
        ("workforec", "workforce"),
        ("orkforce", "workforce"),
        ("workforcee", "workforce"),
    ],
)
def test_one_letter_is_a_slip(slip, word):
    assert is_slip(slip, word)
    assert is_slip(word, slip)


@pytest.mark.parametrize(
    ("one", "other"),
    [("workforce", "workforce"), ("workfo", "workforce"), ("wrokfroce", "workforce"), ("abcd", "dcba")],
)
def test_more_than_one_letter_is_none(one, other):
    assert not is_slip(one, other)


@pytest.mark.parametrize("q", ["workfroce", "Vacant workfroce", "workfroce O31"])
def test_a_slip_is_put_right_and_said(risks, q):
    shown, said = mended(Risk.objects.all(), q, TEXTS, REFERENCES)

    assert shown == q.replace("workfroce", "workforce")
    assert said == "Nothing holds “workfroce”, shown: “workforce”."
    assert found(shown) == [1]


def test_a_slip_is_left_alone_where_nothing_would_be_found_all_the_same(risks):
    assert mended(Risk.objects.all(), "workfroce suppleir", TEXTS) == ("workfroce suppleir", "")


def test_two_slips_are_said_in_one_sentence(risks):
    _, said = mended(Risk.objects.all(), "workfroce vacnat", TEXTS, REFERENCES)

    assert said == "Nothing holds “workfroce”, shown: “workforce”; nothing holds “vacnat”, shown: “vacant”."


@pytest.mark.parametrize("q", ["workforce", "", "workforce supplier", "xyzzy", "O32", "teh"])
def test_what_is_found_or_resembles_nothing_or_is_short_is_left_alone(risks, q):
    assert mended(Risk.objects.all(), q, TEXTS, REFERENCES) == (q, "")


def test_the_word_that_most_rows_hold_is_taken(risks):
    for number in (4, 5):
        RiskFactory(footprint=risks[0].footprint, number=number, title="The worker")
    RiskFactory(footprint=risks[0].footprint, number=6, title="The works")

    assert mended(Risk.objects.all(), "workes", TEXTS)[0] == "worker"


def test_only_words_of_the_rows_given_are_offered(risks):
    secret = RiskFactory(footprint=risks[0].footprint, number=7, title="Merger with Kernow", is_private=True)

    assert mended(Risk.objects.public(), "Kernwo", TEXTS) == ("Kernwo", "")
    assert mended(Risk.objects.filter(pk=secret.pk), "Kernwo", TEXTS)[0] == "kernow"


def test_a_search_that_finds_costs_one_query_and_one_that_does_not_a_few(risks, django_assert_num_queries):
    with django_assert_num_queries(1):
        mended(Risk.objects.all(), "workforce", TEXTS)
    with django_assert_num_queries(1 + 5 + 1):
        mended(Risk.objects.all(), "wrong words that none of them hold anywhere here", TEXTS)
