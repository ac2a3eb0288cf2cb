"""What is told of issues, dependencies, recommendations, and of what stands beside a risk, to the letter."""

from typing import Any

import pytest

from tests.papers.register_records import (
    action,
    dependency,
    issue,
    recommendation,
    review,
    update,
    words_only,
)
from tests.reports.changes.records import april, fuzzy, may, risk, told, told_of

Row = dict[str, Any]


def standing(**changes: Any) -> Row:
    """A risk of version 3."""
    return risk(escalation=None, accepted_until=None, actions=[]) | changes


# --- Issues ---------------------------------------------------------------------------------------------------------

ISSUE = "Issue 4 (Issue 4)"


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        (None, issue(4), f"{ISSUE} was raised at portfolio level, of high severity."),
        (
            None,
            issue(4, status="resolved", closed_on="2017-05-03", closed_reason="Doctors came. At last."),
            f"{ISSUE} was raised, and resolved on 3 May 2017: Doctors came.",
        ),
        (
            issue(4),
            issue(4, status="resolved", closed_on="2017-05-03", closed_reason="Doctors came."),
            f"{ISSUE} was resolved on 3 May 2017: Doctors came.",
        ),
        (issue(4), issue(4, status="withdrawn"), f"{ISSUE} was withdrawn."),
        (
            issue(4, status="resolved"),
            issue(4),
            f"{ISSUE} was raised again at portfolio level, of high severity.",
        ),
        (
            issue(4),
            issue(4, level="governing"),
            f"{ISSUE} was escalated from portfolio to governing body level.",
        ),
        (
            issue(4),
            issue(4, level="workstream"),
            f"{ISSUE} was de-escalated from portfolio to workstream level.",
        ),
        (issue(4), issue(4, severity="low", owner={"name": "Ann", "post": ""}), None),
        (issue(4, status="resolved"), issue(4, status="resolved", level="system"), None),
    ],
)
def test_an_issue(was: Row | None, now: Row, sentence: str | None):
    assert told_of("issues", was, now) == ([sentence] if sentence else [])


def test_a_risk_that_happened_is_told_as_the_issue_it_became():
    before = april(risks=[risk()], issues=[])
    after = may(
        risks=[risk(status="closed", closed_on="2017-05-03")], issues=[issue(4, risk=12, title="Staff left.")]
    )
    assert told(before, after) == [
        "Risk 12 (Staff leave) has happened: it is now issue 4 (Staff left).",
        "Risk 12 (Staff leave) was closed on 3 May 2017.",
    ]


# --- Dependencies ---------------------------------------------------------------------------------------------------

GIVEN = "“The shared record”"


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        (None, {}, f"Urgent Care depends on Digital for {GIVEN}, needed by March 2018."),
        (
            {},
            {"status": "met", "met_on": "2017-05-02"},
            f"Urgent Care has got {GIVEN} from Digital on 2 May 2017.",
        ),
        (
            {},
            {"status": "withdrawn", "closed_reason": "Paper will do. For now."},
            f"Urgent Care no longer depends on Digital for {GIVEN}: Paper will do.",
        ),
        (
            {"status": "met"},
            {},
            f"Urgent Care depends again on Digital for {GIVEN}, needed by March 2018.",
        ),
        (
            {},
            {"promised": fuzzy("April 2018")},
            f"What Urgent Care needs of Digital, {GIVEN}, slipped by 30 days, from March 2018 to April 2018.",
        ),
        (
            {"promised": None},
            {"promised": fuzzy("28 February 2018")},
            f"What Urgent Care needs of Digital, {GIVEN}, was brought forward by 31 days, "
            "from March 2018 to 28 February 2018.",
        ),
        (
            {},
            {"promised": fuzzy("TBC")},
            f"The date of what Urgent Care needs of Digital, {GIVEN}, is now “TBC”, where it was March 2018.",
        ),
        ({}, {"promised": fuzzy("31 March 2018")}, None),
        ({}, {"is_confirmed_by_taker": False}, None),
    ],
)
def test_a_dependency(was: Row | None, now: Row, sentence: str | None):
    old = None if was is None else dependency(1, **was)
    assert told_of("dependencies", old, dependency(1, **now)) == ([sentence] if sentence else [])


# --- Recommendations ------------------------------------------------------------------------------------------------

NAME = "Recommendation 1 of NHSE stocktake"


def told_of_recommendation(was: Row | None, now: Row | None) -> list[str]:
    return told_of("reviews", review(*([was] if was else [])), review(*([now] if now else [])))


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        (None, {}, f"{NAME} is new: Recommendation 1 to do."),
        (
            {},
            {"closed_on": "2017-05-02", "closed_by": "The Board", "closed_reason": "Done. Well."},
            f"{NAME} was closed by The Board on 2 May 2017: Done.",
        ),
        (
            {"due": fuzzy("March 2018")},
            {"due": fuzzy("May 2018")},
            f"{NAME} has another due date: it slipped by 61 days, from March 2018 to May 2018.",
        ),
        (
            {"due": fuzzy("March 2018")},
            {
                "due": fuzzy("May 2018"),
                "updates": [
                    update("Late.", due_before=fuzzy("March 2018"), due_after=fuzzy("April 2018")),
                    update("No news.", due_before=fuzzy("April 2018"), due_after=fuzzy("April 2018")),
                    update("Later.", due_before=fuzzy("April 2018"), due_after=fuzzy("May 2018")),
                ],
            },
            f"{NAME} has another due date: it slipped by 61 days, from March 2018 to May 2018; "
            "it has changed 2 times.",
        ),
        (
            {"due": fuzzy("March 2018")},
            {"due": fuzzy("On-going")},
            f"{NAME} has another due date: it is now “On-going”, where it was March 2018.",
        ),
        (
            {},
            {"due": fuzzy("1 May 2018")},
            f"{NAME} has another due date: it is now 1 May 2018, where it was not set.",
        ),
        ({"due": fuzzy("May 2018")}, {"due": fuzzy("31 May 2018"), "status": "complete"}, None),
        ({"closed_on": "2017-04-02"}, {"closed_on": "2017-04-02", "due": fuzzy("May 2018")}, None),
    ],
)
def test_a_recommendation(was: Row | None, now: Row, sentence: str | None):
    old = None if was is None else recommendation(1, **was)
    assert told_of_recommendation(old, recommendation(1, **now)) == ([sentence] if sentence else [])


def test_of_a_new_review_only_the_number_of_its_recommendations_is_told():
    rows = [recommendation(number) for number in (1, 2, 3)]
    assert told_of("reviews", None, review(*rows)) == [
        "NHSE stocktake is a new review, with 3 recommendations."
    ]
    assert told_of("reviews", None, review()) == []


# --- Beside a risk --------------------------------------------------------------------------------------------------

RISK = "Risk 12 (Staff leave)"
PROPOSED = {"from": "programme", "to": "portfolio", "state": "proposed"}


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (
            {},
            {"escalation": PROPOSED},
            "is proposed to go from programme to portfolio level, and waits for an answer",
        ),
        ({"escalation": PROPOSED}, {"escalation": PROPOSED}, None),
        (
            {"escalation": PROPOSED},
            {"escalation": PROPOSED | {"state": "returned"}},
            "stays at programme level: portfolio level sent it back",
        ),
        (
            {"escalation": PROPOSED},
            {"escalation": PROPOSED | {"state": "accepted"}, "level": "portfolio"},
            "was escalated from programme to portfolio level",
        ),
        ({"escalation": PROPOSED}, {"escalation": PROPOSED | {"state": "withdrawn"}}, None),
        ({}, {"accepted_until": "2017-12-31"}, "is accepted as it is until 31 December 2017"),
        (
            {"accepted_until": "2017-06-30"},
            {"accepted_until": "2017-12-31"},
            "is accepted as it is until 31 December 2017 instead of 30 June 2017",
        ),
        ({"accepted_until": "2017-05-15"}, {}, "is no longer accepted as it is: that ran out on 15 May 2017"),
        (
            {"accepted_until": "2017-12-31"},
            {},
            "is no longer accepted as it is: that until 31 December 2017 was taken back",
        ),
        ({"accepted_until": "2017-12-31"}, {"accepted_until": "2017-12-31"}, None),
    ],
)
def test_what_stands_beside_a_risk(was: Row, now: Row, words: str | None):
    assert told_of("risks", standing(**was), standing(**now)) == ([f"{RISK} {words}."] if words else [])


def test_actions_are_counted_as_they_become_overdue_or_done():
    late = [action("Do.", number=number, due=fuzzy("15 May 2017")) for number in (1, 2)]
    done = action("Done.", number=3, status="complete")
    before, after = standing(actions=[*late, action("Done.", number=3)]), standing(actions=[*late, done])
    assert told_of("risks", before, after) == [
        f"{RISK} has 2 actions newly overdue.",
        f"{RISK} has 1 action newly completed.",
    ]


def test_what_was_overdue_or_done_last_time_is_no_news():
    rows = [action("Do.", number=1, due=fuzzy("March 2017")), action("Done.", number=2, status="complete")]
    assert told_of("risks", standing(actions=rows), standing(actions=rows)) == []


def test_of_a_closed_risk_nothing_else_is_told():
    now = standing(status="closed", accepted_until="2017-12-31", actions=[action("Done.", status="complete")])
    assert told_of("risks", standing(), now) == [f"{RISK} was closed."]


# --- Words instead of products --------------------------------------------------------------------------------------


def test_scores_in_words_are_told_in_words():
    before, after = standing(scores={"current": words_only("Low", "High")}), None
    assert told_of("risks", after, before) == [
        f"{RISK} was opened at programme level, with severity High and likelihood Low."
    ]
    after = standing(scores={"current": words_only("High", "High")})
    assert told_of("risks", before, after) == [
        f"{RISK} was rescored from severity High and likelihood Low to severity High and likelihood High."
    ]
