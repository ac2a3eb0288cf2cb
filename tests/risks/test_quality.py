"""The rules of a register's quality: each with what it finds, and beside it what it leaves alone."""

from dataclasses import replace
from datetime import date

import pytest

from risks.quality import WORDS, RiskFacts, Rule, ScoreFacts, findings

TODAY = date(2018, 2, 1)


def score(likelihood: int | None, impact: int | None, rank: int | None = None, **more: object) -> ScoreFacts:
    product = likelihood * impact if likelihood and impact else None
    values = {"matrix": 1, "score": product, "rank": rank, "words": f"{likelihood} x {impact}"} | more
    return ScoreFacts(likelihood=likelihood, impact=impact, **values)  # type: ignore[arg-type]


SOUND = RiskFacts(
    number=1,
    title="Staff leave",
    is_private=False,
    initiative="Urgent Care",
    initiative_slug="urgent-care",
    level="portfolio",
    event="staff leaving",
    effect="no service",
    reviewed_on=date(2018, 1, 1),
    review_due=date(2018, 2, 1),
    owners=("A Owner",),
    controls=("Weekly staffing review in place.",),
    current=score(3, 4),
    inherent=score(4, 4),
    target=score(2, 4),
)


def rules(*risks: RiskFacts, matrices: frozenset[int] = frozenset({1})) -> list[Rule]:
    return [one.rule for one in findings(risks, set(matrices), TODAY)]


def test_a_sound_risk_has_no_findings():
    assert rules(SOUND) == []


def test_every_rule_has_its_words():
    assert set(WORDS) == set(Rule)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"current": None, "inherent": None, "target": None}, Rule.NO_SCORE),
        ({"still_right_in_a_row": 3}, Rule.UNCHANGED),
        ({"owners": ()}, Rule.NO_OWNER),
        ({"owners": (), "owners_left": ("B Gone",)}, Rule.OWNER_LEFT),
        ({"controls": ("Business case to be agreed by the board.",)}, Rule.CONTROL_LIKE_ACTION),
        ({"target": score(4, 4)}, Rule.TARGET_ABOVE_CURRENT),
        ({"inherent": score(1, 4), "target": None}, Rule.CURRENT_ABOVE_INHERENT),
        ({"current": score(3, 4, printed=16)}, Rule.PRODUCT_DISAGREES),
        ({"review_due": date(2018, 1, 31)}, Rule.REVIEW_OVERDUE),
        ({"review_due": None, "known_since": date(2018, 1, 1)}, Rule.NO_REVIEW_DATE),
        ({"review_due": None}, Rule.NO_REVIEW_DATE),
        ({"effect": ""}, Rule.EFFECT_MISSING),
        ({"event": "", "effect": "", "description": "There is a risk."}, Rule.ONE_PIECE),
        ({"is_above_tolerance": True}, Rule.ABOVE_TOLERANCE),
        ({"belongs_at": "system"}, Rule.BELOW_ITS_LEVEL),
        ({"response": "treat"}, Rule.NOTHING_DONE),
    ],
)
def test_each_rule_finds_its_own_and_nothing_else(change, rule):
    assert rules(replace(SOUND, **change)) == [rule]


@pytest.mark.parametrize(
    "change",
    [
        {"still_right_in_a_row": 2},
        {"owners": ("A Owner",), "owners_left": ("B Gone",)},
        {"target": score(3, 4)},
        {"current": score(3, 4, printed=12)},
        {"review_due": TODAY},
        {"review_due": None, "known_since": date(2018, 1, 2)},
        {"is_above_tolerance": True, "is_accepted": True},
        {"belongs_at": "programme"},
        {"belongs_at": "portfolio"},
        {"response": "treat", "open_actions": 1},
        {"response": "tolerate"},
        {"target": score(5, 5, matrix=2)},
    ],
)
def test_what_the_rules_leave_alone(change):
    assert rules(replace(SOUND, **change)) == []


def test_a_score_of_a_matrix_that_was_replaced():
    assert rules(SOUND, matrices=frozenset({2})) == [Rule.OTHER_MATRIX]
    assert rules(SOUND, matrices=frozenset()) == []


def test_words_alone_are_compared_where_one_factor_decides():
    high_high = score(3, 3, score=None)
    high_low, low_high = score(3, 1, score=None), score(1, 3, score=None)
    assert high_high.is_above(high_low)
    assert not high_low.is_above(low_high)
    assert not low_high.is_above(high_low)
    assert not high_high.is_above(high_high)


def test_bands_alone_are_compared_by_rank():
    worse, milder = score(None, None, 4), score(None, None, 2)
    assert worse.is_above(milder)
    assert not milder.is_above(worse)
    assert not worse.is_above(score(None, None))


def test_all_risks_scored_the_same_are_one_finding():
    risks = [replace(SOUND, number=n) for n in range(1, 9)]
    found = findings(risks, {1}, TODAY)
    assert [one.rule for one in found] == [Rule.ALL_THE_SAME]
    assert found[0].words == "All 8 scored risks are 3 x 4."
    assert found[0].risks == tuple(range(1, 9))


def test_one_that_differs_or_too_few_are_no_sign():
    risks = [replace(SOUND, number=n) for n in range(1, 9)]
    assert rules(*risks[:3]) == []
    assert rules(*risks[:7], replace(SOUND, number=8, current=score(4, 4), inherent=score(5, 4))) == []


def test_findings_come_by_rule_then_by_number():
    second = replace(SOUND, number=2, owners=())
    first = replace(SOUND, number=1, owners=(), effect="")
    found = findings([second, first], {1}, TODAY)
    assert [(one.rule, one.risk.number) for one in found] == [
        (Rule.NO_OWNER, 1),
        (Rule.NO_OWNER, 2),
        (Rule.EFFECT_MISSING, 1),
    ]


def test_what_was_found_is_said_in_words():
    risk = replace(SOUND, review_due=date(2018, 1, 2), target=score(4, 4), belongs_at="governing")
    words = {one.rule: one.words for one in findings([risk], {1}, TODAY)}
    assert words == {
        Rule.REVIEW_OVERDUE: "It was to be reviewed by 2 January 2018, 30 days ago.",
        Rule.TARGET_ABOVE_CURRENT: "The target is 4 x 4, the current score 3 x 4.",
        Rule.BELOW_ITS_LEVEL: "It is held at portfolio level; its band belongs at governing body level at least.",
    }
