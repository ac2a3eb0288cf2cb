"""What holds of every comparison, whatever the two snapshots are."""

import copy
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reports.changes import compare, public_pair
from tests.papers.register_records import (
    action,
    dependency,
    issue,
    recommendation,
    review,
    update,
    words_only,
)
from tests.reports.changes.records import (
    ask,
    banded,
    fuzzy,
    milestone,
    node,
    rated,
    report,
    risk,
    score,
    snapshot,
)

LABELS = st.sampled_from(["Green", "Amber", "Red"])
SLUGS = ("urgent-care", "digital", "ward-7")
# Read once: the first reading of a date is slow.
DATES = st.sampled_from(
    [
        fuzzy(words)
        for words in (
            "",
            "TBC",
            "On-going",
            "1 May 2017",
            "May 2017",
            "Q1 2017/18",
            "31/05/2017",
            "Summer 2018",
        )
    ]
)
DAY = fuzzy("May 2017")


@st.composite
def ratings(draw: st.DrawFn) -> dict[str, Any] | None:
    scheme = draw(st.sampled_from(["rag", "dca"]))
    return draw(st.none() | st.builds(rated, LABELS, st.just("Why. How."), st.just(scheme)))


@st.composite
def nodes(draw: st.DrawFn, slug: str) -> dict[str, Any]:
    state = draw(st.sampled_from(["expected", "draft", "submitted", "assured", "signed_off"]))
    stale = draw(
        st.none() | st.fixed_dictionaries({"since": st.just("March 2017"), "days": st.integers(0, 90)})
    )
    return node(
        slug,
        ratings={source: draw(ratings()) for source in ("lead", "pmo", "carried")},
        dimensions=draw(
            st.dictionaries(st.sampled_from(["time", "cost"]), st.fixed_dictionaries({"lead": ratings()}))
        ),
        report=draw(st.none() | st.just(report(state))),
        not_updated=stale,
        name=draw(st.sampled_from([slug, "Another name"])),
    )


@st.composite
def milestones(draw: st.DrawFn, number: int) -> dict[str, Any]:
    dates = {name: draw(DATES) for name in ("baseline", "forecast", "actual")}
    return (
        milestone(
            number=number,
            initiative=draw(st.sampled_from(SLUGS)),
            title=draw(st.sampled_from(["Open", "Close"])),
            is_private=draw(st.booleans()),
        )
        | dates
    )


@st.composite
def risks(draw: st.DrawFn, number: int, most_actions: int = 2) -> dict[str, Any]:
    bands = st.sampled_from(["Low", "Significant", "Major"])
    scores = st.builds(score, st.integers(1, 5), st.integers(1, 5), bands)
    words = st.sampled_from(["Low", "Medium", "High"])
    return risk(
        draw(st.none() | st.builds(banded, bands) | scores | st.builds(words_only, words, words)),
        number=number,
        title=f"Title {number}",
        level=draw(st.sampled_from(["workstream", "programme", "portfolio", "system", "governing"])),
        status=draw(st.sampled_from(["open", "closed", "withdrawn"])),
        is_private=draw(st.booleans()),
        is_published=draw(st.booleans()),
        escalation=draw(
            st.none() | st.builds(escalation, st.sampled_from(["proposed", "returned", "accepted"]))
        ),
        accepted_until=draw(st.sampled_from([None, "2017-05-15", "2017-12-31"])),
        actions=[draw(actions(number)) for number in range(draw(st.integers(0, most_actions)))],
    )


def escalation(state: str) -> dict[str, Any]:
    return {"from": "portfolio", "to": "system", "state": state}


@st.composite
def actions(draw: st.DrawFn, number: int) -> dict[str, Any]:
    status = draw(st.sampled_from(["new", "ongoing", "complete", "withdrawn"]))
    return action("Do it.", number=number, due=draw(DATES), status=status)


@st.composite
def issues(draw: st.DrawFn, number: int) -> dict[str, Any]:
    return issue(
        number,
        risk=draw(st.none() | st.integers(1, 4)),
        title=f"Issue title {number}",
        level=draw(st.sampled_from(["programme", "system"])),
        status=draw(st.sampled_from(["open", "resolved", "withdrawn"])),
        closed_reason=draw(st.sampled_from(["", "It is over. Well."])),
        is_private=draw(st.booleans()),
    )


@st.composite
def dependencies(draw: st.DrawFn, number: int) -> dict[str, Any]:
    return dependency(
        number,
        text=f"Given thing {number}.",
        needed_by=draw(DATES) or DAY,
        promised=draw(DATES),
        status=draw(st.sampled_from(["open", "met", "withdrawn"])),
        met_on=draw(st.sampled_from([None, "2017-05-02"])),
        is_private=draw(st.booleans()),
    )


@st.composite
def recommendations(draw: st.DrawFn, number: int) -> dict[str, Any]:
    moves = draw(st.lists(st.tuples(DATES, DATES), max_size=2))
    return recommendation(
        number,
        *(update("Said.", due_before=one, due_after=other) for one, other in moves),
        text=f"Asked thing {number}.",
        due=draw(DATES),
        closed_on=draw(st.sampled_from([None, "2017-05-02"])),
        is_private=draw(st.booleans()),
    )


@st.composite
def reviews(draw: st.DrawFn, key: str) -> dict[str, Any]:
    rows = [draw(recommendations(number)) for number in draw(st.lists(st.integers(1, 3), unique=True))]
    return review(*rows, key=key, title=f"Review {key}", is_private=draw(st.booleans()))


@st.composite
def asks(draw: st.DrawFn, key: str) -> dict[str, Any]:
    return ask(
        draw(st.sampled_from(["open", "answered", "withdrawn"])),
        draw(st.sampled_from(["2017-03", "2017-04"])),
        key=key,
        text=f"Text of {key}",
        is_private=draw(st.booleans()),
    )


@st.composite
def snapshots(draw: st.DrawFn, month: int = 5) -> dict[str, Any]:
    """A record about reports or about registers, with risks in either: both at once are too much to try."""

    def some(names: Any) -> list[Any]:
        return draw(st.lists(st.sampled_from(names), unique=True))

    rows: dict[str, Any] = {"issues": [], "dependencies": [], "reviews": []}
    if draw(st.booleans()):
        rows["issues"] = [draw(issues(number)) for number in some(range(1, 4))]
        rows["dependencies"] = [draw(dependencies(number)) for number in some(range(1, 3))]
        rows["reviews"] = [draw(reviews(key)) for key in some(["a", "b"])]
        return snapshot(month, node(), risks=[draw(risks(number)) for number in some(range(1, 3))], **rows)
    return snapshot(
        month,
        *(draw(nodes(slug)) for slug in some(SLUGS)),
        milestones=[draw(milestones(number)) for number in some(range(1, 5))],
        risks=[draw(risks(number, 0)) for number in some(range(1, 5))],
        asks=[draw(asks(key)) for key in some(["estate", "budget"])],
        **rows,
    )


def shuffled(data: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same rows in another order."""
    mixed = copy.deepcopy(data)
    for name in ("initiatives", "milestones", "risks", "asks", "issues", "dependencies", "reviews"):
        Random(seed).shuffle(mixed[name])
    return mixed


@given(snapshots())
def test_a_record_compared_with_itself_has_not_changed(data: dict[str, Any]):
    found = compare(data, data)
    assert found.found == ()
    assert found.statement == "Nothing changed between May 2017 and May 2017."


@given(snapshots(4), snapshots(), st.integers())
def test_the_order_of_the_rows_is_of_no_account(before: dict[str, Any], after: dict[str, Any], seed: int):
    assert compare(shuffled(before, seed), shuffled(after, seed + 1)) == compare(before, after)


@given(snapshots(4), snapshots())
def test_every_sentence_is_whole(before: dict[str, Any], after: dict[str, Any]):
    found = compare(before, after)
    for one in (*found.found, *found.unchanged, *found.outstanding):
        assert one.sentence.endswith(".")
        assert not one.sentence.endswith("..")
        assert "  " not in one.sentence
        assert "None" not in one.sentence
        assert one.subject in one.sentence


@given(snapshots(4), snapshots())
def test_of_a_row_that_is_private_on_either_side_nothing_is_told(
    before: dict[str, Any], after: dict[str, Any]
):
    found = compare(*public_pair(before, after))
    both = [*before["risks"], *after["risks"]]
    assert {one.risk for one in found.found}.isdisjoint({row["number"] for row in both if row["is_private"]})
    words = " ".join(one.sentence for one in (*found.found, *found.outstanding))
    for row in (*before["asks"], *after["asks"]):
        other = {
            (one["period"], one["key"]) for one in (*before["asks"], *after["asks"]) if not one["is_private"]
        }
        if row["is_private"] and other.isdisjoint(
            {(period, row["key"]) for period in ("2017-03", "2017-04")}
        ):
            assert row["text"] not in words
    for name in ("issues", "dependencies"):
        for row in (*before[name], *after[name]):
            if row["is_private"]:
                assert f"{row['title']})" not in words if name == "issues" else row["text"][:-1] not in words


@given(snapshots(4), snapshots())
def test_private_rows_that_change_make_no_difference_to_what_the_public_is_told(
    before: dict[str, Any], after: dict[str, Any]
):
    """As if there were no such rows on either side: a public list cannot be read for them."""
    stripped = [copy.deepcopy(side) for side in (before, after)]
    hidden = {
        (name, key(row))
        for side in stripped
        for name, key in KEYS.items()
        for row in side[name]
        if row["is_private"]
    }
    titles = {
        (row["initiative"], row["title"])
        for side in stripped
        for row in side["milestones"]
        if row["is_private"]
    }
    asked = {
        (review["key"], row["number"])
        for side in stripped
        for review in side["reviews"]
        for row in review["recommendations"]
        if row["is_private"]
    }
    for side in stripped:
        for name, key in KEYS.items():
            side[name] = [row for row in side[name] if (name, key(row)) not in hidden]
        for one in side["reviews"]:
            one["recommendations"] = [
                row for row in one["recommendations"] if (one["key"], row["number"]) not in asked
            ]
        numbers = {row["number"] for row in side["risks"]}
        for one in side["issues"]:
            one["risk"] = one["risk"] if one["risk"] in numbers else None
        side["milestones"] = [
            row for row in side["milestones"] if (row["initiative"], row["title"]) not in titles
        ]
    assert compare(*public_pair(before, after)) == compare(*public_pair(*stripped))


KEYS = {
    "risks": lambda row: row["number"],
    "milestones": lambda row: row["number"],
    "asks": lambda row: (row["period"], row["key"]),
    "issues": lambda row: row["number"],
    "dependencies": lambda row: row["number"],
    "reviews": lambda row: row["key"],
}
