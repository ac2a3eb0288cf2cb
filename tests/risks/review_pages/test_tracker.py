"""Reviews as trackers: what they show, their filters and files."""

import re

import pytest

from risks.models import Recommendation
from tests.factories import PersonFactory
from tests.factories.registers import (
    OverseerFactory,
    RecommendationFactory,
    ReviewFactory,
    SupportingOfficerFactory,
)
from tests.pages import read, row_of
from tests.risks.review_pages.places import ADDRESS, ALL, day, numbers, on


def test_a_theme_is_printed_once_above_its_rows(client, bea, tracker):
    client.force_login(bea)
    html = client.get(ADDRESS).content.decode()
    themes = re.findall(r'<th scope="rowgroup"[^>]*>([^<]+)', html)
    assert themes == ["Leadership", "Workforce"]
    assert numbers(html.split("</thead>")[1]) == [1, 3, 5, 2, 4]
    assert "<thead" in html
    assert html.count("<tbody") == 2


def test_a_row_says_what_who_by_when_and_how_it_stands(client, bea, tracker, row, footprint):
    SupportingOfficerFactory(
        recommendation=row, person=PersonFactory(footprint=footprint, name="Sue Support")
    )
    first = row_of(client, bea, ADDRESS, "Recommendation 1")
    assert "Appoint a clinical leader. Response Recruitment begins." in first
    assert "Alice Lead Supported by Sue Support Overseen by Portfolio Board" in first
    assert "New Never updated" in first
    late = row_of(client, bea, ADDRESS, "Recommendation 2")
    assert "Overdue by 5 days" in late
    assert "since October 2017 Recruitment underway. 18 October 2017" in late
    assert re.search(r"Not updated for \d+ days", late)
    assert "Said to be complete, waiting for Portfolio Board" in row_of(
        client, bea, ADDRESS, "Recommendation 3"
    )
    gap = row_of(client, bea, ADDRESS, "Recommendation 4")
    assert "No accountable lead" in gap
    assert "No body, so none can close it" in gap
    assert "To be looked at again on" in gap
    assert "Closed by Portfolio Board on" in row_of(client, bea, ADDRESS, "Recommendation 5")


def test_counts_stand_above_the_tracker_and_in_the_list(client, bea, tracker):
    words = "5 recommendations: 4 open, 1 overdue, 1 said to be complete and waiting for the overseeing body"
    assert f"{words}. The period in hand is February 2018." in read(client, bea, ADDRESS)
    assert words in row_of(client, bea, "/northmere/reviews/", "NHSE stocktake")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=open", [1, 3, 2, 4]),
        ("status=waiting", [3]),
        ("status=closed", [5]),
        ("status=new", [1, 2, 4]),
        ("due=overdue", [2]),
        ("due=look", []),
        ("lead=zed", [2, 3, 5]),
        ("body=board", [1, 3]),
        ("updated=missing", [1, 2, 4]),
        ("initiative=digital", [4]),
        ("q=clinical+recruitment", [1]),
        ("q=4", [4]),
        ("q=clinicall", [1]),
        ("sort=due", [3, 2, 5, 1, 4]),
        ("q=nothing", []),
    ],
)
def test_filters_and_orders_in_the_address(client, bea, tracker, query, found):
    Recommendation.objects.filter(number=5).update(due=on(3))
    Recommendation.objects.filter(number__in=[2, 3, 4, 5]).update(text="Something else.")
    client.force_login(bea)
    page = client.get(f"{ADDRESS}?{query}").content.decode()
    assert numbers(page.partition("</thead>")[2]) == found


def test_those_of_all_reviews_stand_under_their_reviews_open_ones_first(client, bea, tracker, footprint):
    other = ReviewFactory(footprint=footprint, title="Mid-year review")
    RecommendationFactory(review=other, number=1)
    client.force_login(bea)
    html = client.get(ALL).content.decode()
    assert re.findall(r'<th scope="rowgroup"[^>]*>([^<]+)', html) == ["NHSE stocktake", "Mid-year review"]
    assert numbers(html.partition("</thead>")[2]) == [1, 2, 3, 4, 1]


def test_the_file_has_the_theme_in_every_row_and_true_dates(client, bea, tracker):
    client.force_login(bea)
    lines = client.get(f"{ADDRESS}?format=csv&due=overdue").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith('"NHSE stocktake",2,"Workforce"')
    assert day(-5).isoformat() in lines[1]
    assert client.get(f"{ALL}?format=xlsx").content.startswith(b"PK")


def test_nothing_private_is_anywhere_for_an_observer(client, bob, bea, footprint, review, row):
    secret = ReviewFactory(footprint=footprint, key="secret-audit", title="Secret audit", is_private=True)
    RecommendationFactory(review=secret, number=1, text="Sell the secret site.")
    RecommendationFactory(review=review, number=2, text="Sell the other secret site.", is_private=True)
    for address in ("/northmere/reviews/", ALL, f"{ALL}?format=csv&status=all", ADDRESS):
        client.force_login(bob)
        shown = client.get(address).content.decode()
        assert "ecret" not in shown, address
        client.force_login(bea)
        assert "ecret" in client.get(address).content.decode(), address
    assert "1 recommendation: 1 open" in row_of(client, bob, "/northmere/reviews/", "NHSE stocktake")
    for address in ("/northmere/reviews/secret-audit/", "/northmere/reviews/secret-audit/1/", f"{ADDRESS}2/"):
        read(client, bob, address, status=404)
        assert "Private" in read(client, bea, address)


def test_a_tracker_takes_the_same_queries_at_any_length(
    client, bea, review, row, django_assert_max_num_queries
):
    client.force_login(bea)
    with django_assert_max_num_queries(14):
        client.get(ADDRESS)
    for number in range(2, 30):
        OverseerFactory(recommendation=RecommendationFactory(review=review, number=number, lead=None))
    with django_assert_max_num_queries(14):
        client.get(ADDRESS)
    with django_assert_max_num_queries(14):
        client.get(ALL)
