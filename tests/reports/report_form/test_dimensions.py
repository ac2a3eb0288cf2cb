"""Ratings beside the overall one, for a footprint that gives them."""

import pytest

from portfolios.models import Cycle, Rating
from tests.factories import HighlightReportFactory, RatingFactory


@pytest.fixture(autouse=True)
def cycle(footprint):
    return Cycle.objects.create(footprint=footprint, dimensions=["time", "benefits"])


@pytest.fixture
def levels(scheme) -> dict[str, str]:
    return {level.label: str(level.pk) for level in scheme.levels.all()}


def test_each_stands_beside_what_it_was(client, opened, address, initiative, last_period, scheme):
    RatingFactory(
        initiative=initiative, period=last_period, word="Red", dimension="time", reason="Two months late."
    )
    HighlightReportFactory(initiative=initiative, period=last_period, progress=["Work goes on."])
    values = opened()
    assert (values["rating_time"], values["reason_time"], values["rating_benefits"]) == (
        "",
        "Two months late.",
        "",
    )
    assert "rating_cost" not in values
    page = client.get(address).content.decode()
    assert "Time before" in page
    assert "rating--red" in page


def test_they_are_saved_and_come_back(opened, send, typed, levels):
    given = {"rating_time": levels["Red"], "reason_time": "Late.", "rating_benefits": levels["Green"]}
    assert send(opened() | typed | given).status_code == 302
    assert {r.dimension: r.level.label for r in Rating.objects.current()} == {
        "overall": "Amber",
        "time": "Red",
        "benefits": "Green",
    }
    values = opened()
    assert {name: values[name] for name in given} == given


def test_half_of_them_are_saved_too(opened, send, typed, levels):
    assert send(opened() | typed | {"rating_time": levels["Red"]}).status_code == 302


def test_a_reason_without_a_rating_is_refused_by_name(opened, send, typed):
    response = send(opened() | typed | {"reason_time": "Late."})
    assert response.status_code == 422
    assert response.context["form"].errors["rating_time"] == ["Select a rating: the reason is kept with it."]


def test_last_times_reason_left_beside_no_rating_is_no_refusal(opened, send, initiative, last_period, scheme):
    RatingFactory(initiative=initiative, period=last_period, word="Red", dimension="time", reason="Late.")
    HighlightReportFactory(initiative=initiative, period=last_period, progress=["Work goes on."])
    assert send(opened()).status_code == 302
    assert not Rating.objects.filter(period__slug="2018-04").exists()


def test_a_word_of_another_scheme_is_refused_with_the_words_there_are(opened, send, typed):
    response = send(opened() | typed | {"rating_time": "999999"})
    assert "Time: Select a rating of “Green, Amber, Red”: Green, Amber, Red." in response.content.decode()
