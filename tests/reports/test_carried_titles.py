"""The title of a paper that begins with the last one's: it names the new month where that one named its own."""

from datetime import date

import pytest

from reports.actions import composing
from tests.factories import PaperFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def title_after(footprint, january, february, priya):
    """The title of February's paper, begun with January's of the title given."""

    def begin(title):
        last = PaperFactory(paper_type__footprint=footprint, period=january, title=title)
        return composing.start(
            paper_type=last.paper_type,
            period=february,
            session=last.session,
            meeting=None,
            author=None,
            sponsor=None,
            started_from=last,
            by=priya,
        ).title

    return begin


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("Risks log, January 2018", "Risks log, February 2018"),
        ("Report February 2018 (as at January 2018)", "Report March 2018 (as at February 2018)"),
        ("Since May 2015: a review", "Since May 2015: a review"),
        ("January review, January 20180", "January review, January 20180"),
    ],
    ids=["its month", "the month it is reported in", "another month", "no month"],
)
def test_a_title_that_names_its_month_names_the_new_one(title_after, was, becomes):
    """A schedule begins papers too: nobody would see that each is called after the first."""
    assert title_after(was) == becomes


def test_a_title_that_names_a_period_by_its_own_name_names_the_new_one(title_after, january):
    january.last_day, january.label = date(2018, 1, 28), "1 to 28 January 2018"
    january.save()
    assert title_after("Highlights, 1 to 28 January 2018") == "Highlights, February 2018"
