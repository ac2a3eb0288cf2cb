"""Progress, in the order of the tree."""

from tests.papers.documents import page
from tests.papers.records import AMBER, initiative, paper, paragraph, rating, section, snapshot
from tests.reports.composition.text import words


def test_progress_follows_the_tree_and_numbers_on():
    record = snapshot(
        initiatives=[
            initiative("care", paragraph("One."), paragraph("Next.", part="planned"), lead=rating(AMBER)),
            initiative("wards", paragraph("Two.\n\nThree."), kind="programme", depth=1, parent="care"),
            initiative("quiet", is_rated=False),
            initiative("silent", lead=rating(), previous_rating=rating(AMBER)),
        ]
    )
    text = words(section("progress"), record=record)
    assert text.split("1. Progress ")[-1].startswith(
        "Care Status: A Amber (At Risk) 1.1 One. Planned next 1.2 Next. Wards 1.3 Two. 1.4 Three. "
        "Silent Status: G Green (On Track). Last period: A Amber No progress is reported here for this period."
    )


def test_a_programme_stands_under_its_portfolio_even_if_that_says_nothing():
    record = snapshot(
        initiatives=[
            initiative("care", is_rated=False, report=None),
            initiative("wards", paragraph("Two."), kind="programme", depth=1, parent="care"),
        ]
    )
    html = page(record, paper(section("progress")))
    assert html.index(">Care</h3>") < html.index(">Wards</h4>")
