"""How many footprints and initiatives are made, and what cannot be."""

import pytest

from portfolios.models import Footprint, Initiative
from reports.synthesise import synthesise
from reports.synthesise.names import FIRST, SECOND, place_name
from tests.reports.synthesise.making import UNTIL, make


@pytest.mark.parametrize(
    ("changes", "message"), [({"initiatives": 4}, "4 initiatives are too few"), ({"months": 0}, "0 months")]
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(db, changes, message):
    with pytest.raises(ValueError, match=message):
        make(**changes)

    assert not Footprint.objects.exists()


@pytest.mark.parametrize("size", [5, 6, 7, 30, 120])
def test_the_tree_has_as_many_initiatives_as_asked_for(db, size):
    make(months=1, initiatives=size)

    assert Initiative.objects.count() == size
    assert Initiative.objects.portfolios().count() == 5
    assert len(set(Initiative.objects.values_list("parent", "name"))) == size
    assert not Initiative.objects.exclude(kind="portfolio").filter(parent=None).exists()


def test_names_do_not_repeat_before_they_are_numbered():
    names = [place_name(number) for number in range(len(FIRST) * len(SECOND) + 1)]

    assert len(set(names)) == len(names)
    assert names[-1].endswith(" 2 (made up)")


def test_more_footprints_pass_over_those_that_are_there(db):
    first = synthesise(footprints=1, months=1, initiatives=5, until=UNTIL)
    more = synthesise(footprints=2, months=1, initiatives=5, until=UNTIL)

    assert [footprint.slug for footprint in first + more] == ["made-up-1", "made-up-2", "made-up-3"]
    assert len({footprint.name for footprint in first + more}) == 3
