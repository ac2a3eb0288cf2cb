"""What one comparison gives: its statement, its order, and what a page needs to lead on."""

import copy
import json

from reports.changes import Change, Changes, Group, Kind, compare
from tests.reports.changes.records import april, ask, may, milestone, node, risk

REASON = "Two wards are closed. They open in June."


def test_nothing_changed():
    found = compare(april(node(rating="Green")), may(node(rating="Green")))
    assert found.statement == "Nothing changed between April 2017 and May 2017."
    assert found.found == ()
    assert found.groups == []


def test_the_first_period_has_nothing_to_compare_with():
    found = compare(None, may(node(rating="Green")))
    assert found.statement == "This is the first period on record, so there is nothing to compare with."
    assert (found.before, found.after, found.found) == (None, "May 2017", ())


def test_changes_are_counted():
    one = compare(april(node(rating="Green")), may(node(rating="Red")))
    assert one.statement == "1 change between April 2017 and May 2017."
    two = compare(april(node(rating="Green")), may(node(rating="Red"), risks=[risk()]))
    assert two.statement == "2 changes between April 2017 and May 2017."


def test_a_change_says_what_it_is_about_so_that_a_page_can_lead_there():
    found = compare(
        april(node(rating="Green"), milestones=[milestone("May 2017")], risks=[risk()]),
        may(
            node(rating="Red"),
            milestones=[milestone("June 2017")],
            risks=[risk(level="system")],
            asks=[
                ask(period="2017-05"),
                ask(key="of-an-office", period="2017-05", initiative=None, heading="PMO"),
            ],
        ),
    )
    assert [(one.kind, one.initiative, one.risk, one.subject) for one in found.found] == [
        (Kind.RATING_WORSENED, "urgent-care", None, "Urgent Care"),
        (Kind.MILESTONE_SLIPPED, "urgent-care", None, "Urgent Care"),
        (Kind.RISK_ESCALATED, "urgent-care", 12, "Risk 12"),
        (Kind.ASK_RAISED, None, None, ""),
        (Kind.ASK_RAISED, "urgent-care", None, "Urgent Care"),
    ]
    assert all(one.subject in one.sentence for one in found.found)
    assert [group.heading for group, _ in found.groups] == ["Ratings", "Milestones", "Risks", "Asks"]


def test_the_worst_comes_first_in_each_group():
    changed = {"a": "Green Amber", "b": "Green Red", "c": "Red Green", "d": "Amber ", "e": " Green"}
    before = april(*(node(slug, change.split(" ")[0]) for slug, change in changed.items()))
    after = may(*(node(slug, change.split(" ")[1], REASON) for slug, change in changed.items()))
    assert [one.initiative for one in compare(before, after).found] == ["b", "a", "d", "e", "c"]
    slips = {1: "2 May 2018", 2: "31 May 2018", 3: "30 April 2018"}
    found = compare(
        april(milestones=[milestone("1 May 2018", number=number) for number in slips]),
        may(milestones=[milestone(to, number=number) for number, to in slips.items()]),
    )
    assert [one.size for one in found.found] == [30, 1, -1]


def test_every_kind_belongs_to_a_group():
    assert {kind.group for kind in Kind} == set(Group)


def test_it_survives_being_frozen_as_json():
    found = compare(
        april(node(rating="Green"), node("digital", "Red"), asks=[ask()]),
        may(node(rating="Red"), node("digital", "Red"), asks=[ask()], risks=[risk()]),
    )
    assert found.found
    assert found.unchanged
    assert found.outstanding
    assert Changes.from_plain(json.loads(json.dumps(found.plain()))) == found


def test_what_is_compared_stays_as_it_is():
    before, after = april(node(rating="Green"), asks=[ask()]), may(node(rating="Red"), asks=[ask("answered")])
    copies = copy.deepcopy((before, after))
    compare(before, after)
    assert (before, after) == copies


def test_a_change_is_ordered_by_all_of_it():
    """Two of one kind and size stand by number, then by their words."""
    rows = [Change(Kind.RISK_CLOSED, words, risk=number) for words, number in (("b", 2), ("a", 2), ("z", 1))]
    assert [one.sentence for one in sorted(rows, key=lambda one: one.order)] == ["z", "a", "b"]
