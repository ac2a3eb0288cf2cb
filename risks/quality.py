"""What is wrong with a register: pure rules over plain facts of risks, each with its cure.

They are signs that somebody should look, not errors: a register can be right and still hold one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from risks.control_wording import reads_like_an_action
from risks.models import RiskLevel
from stp_portal.core.numbers import counted
from stp_portal.core.templatetags.text_tags import nhs_date

# A score that this many reviews in a row found right may have stopped being looked at.
UNCHANGED_REVIEWS = 3
# Nobody need have reviewed a risk that is younger.
FIRST_LOOK = timedelta(days=31)
# So many risks with one score are hardly a coincidence. The eight of the paper of November 2017 are all 4 x 4.
ALL_THE_SAME = 4


class Rule(StrEnum):
    """What a finding is about; the words are those of an address."""

    ALL_THE_SAME = "all-the-same"
    NO_SCORE = "no-score"
    OTHER_MATRIX = "other-matrix"
    UNCHANGED = "unchanged"
    NO_OWNER = "no-owner"
    OWNER_LEFT = "owner-left"
    CONTROL_LIKE_ACTION = "control-like-action"
    TARGET_ABOVE_CURRENT = "target-above-current"
    CURRENT_ABOVE_INHERENT = "current-above-inherent"
    PRODUCT_DISAGREES = "product-disagrees"
    REVIEW_OVERDUE = "review-overdue"
    NO_REVIEW_DATE = "no-review-date"
    EFFECT_MISSING = "effect-missing"
    ONE_PIECE = "one-piece"
    ABOVE_TOLERANCE = "above-tolerance"
    BELOW_ITS_LEVEL = "below-its-level"
    NOTHING_DONE = "nothing-done"


@dataclass(frozen=True)
class RuleWords:
    """What a rule finds, in a heading, and how to put it right."""

    title: str
    cure: str


WORDS = {
    Rule.ALL_THE_SAME: RuleWords(
        "Risks all scored the same",
        "Compare them with one another: a register in which all is equally bad helps nobody to choose.",
    ),
    Rule.NO_SCORE: RuleWords("No current score", "Score it, or say in a note why it cannot be scored."),
    Rule.OTHER_MATRIX: RuleWords(
        "Scored by a matrix that is no longer in force", "Score it again by the matrix in force."
    ),
    Rule.UNCHANGED: RuleWords(
        f"Score unchanged for {UNCHANGED_REVIEWS} reviews or more",
        "Ask whether the controls do anything; tolerate it knowingly or do something else.",
    ),
    Rule.NO_OWNER: RuleWords("No owner", "Name who answers for it: a person or a post."),
    Rule.OWNER_LEFT: RuleWords("Its owner has left", "Name who answers for it now."),
    Rule.CONTROL_LIKE_ACTION: RuleWords(
        "A control that reads like an action",
        "What is still to be done is an action, with a lead and a date. Move it there, or say what is in place.",
    ),
    Rule.TARGET_ABOVE_CURRENT: RuleWords(
        "Target above the current score", "Score the target anew: it is where the risk should get to."
    ),
    Rule.CURRENT_ABOVE_INHERENT: RuleWords(
        "Current score above the inherent one", "Score one of them anew: controls do not make a risk worse."
    ),
    Rule.PRODUCT_DISAGREES: RuleWords(
        "The source's product disagrees with its factors", "Ask the owner which is right, and score it."
    ),
    Rule.REVIEW_OVERDUE: RuleWords("Review overdue", "Look at it, and record what you found."),
    Rule.NO_REVIEW_DATE: RuleWords("No review date", "Review it and say when it is looked at next."),
    Rule.EFFECT_MISSING: RuleWords("Effect missing", "Say what it would lead to."),
    Rule.ONE_PIECE: RuleWords(
        "Text in one piece", "Split it into cause, event and effect; the text as it came is kept."
    ),
    Rule.ABOVE_TOLERANCE: RuleWords(
        "Above tolerance, and not accepted", "Treat it, take it up a level, or accept it until a day."
    ),
    Rule.BELOW_ITS_LEVEL: RuleWords(
        "Held at a lower level than its band asks for", "Take it up a level, or say why it stays."
    ),
    Rule.NOTHING_DONE: RuleWords(
        "To be treated, with no action open", "Add an action, or say that it is tolerated."
    ),
}


@dataclass(frozen=True)
class ScoreFacts:
    """A score: factors, product and rank of its band, each None where there is none."""

    matrix: int
    likelihood: int | None
    impact: int | None
    score: int | None
    rank: int | None
    printed: int | None = None
    words: str = ""

    def is_above(self, other: "ScoreFacts") -> bool:
        """Whether it is worse. Scores of two matrices are not compared; words alone only where one factor decides."""
        if self.matrix != other.matrix:
            return False
        if self.score is not None and other.score is not None:
            return self.score > other.score
        mine, theirs = (self.likelihood, self.impact), (other.likelihood, other.impact)
        if None not in mine and None not in theirs:
            pairs = list(zip(mine, theirs, strict=True))
            return all(a >= b for a, b in pairs) and mine != theirs  # type: ignore[operator]  # none is None
        return self.rank is not None and other.rank is not None and self.rank > other.rank


@dataclass(frozen=True)
class RiskFacts:
    """What the rules look at of one open risk."""

    number: int
    title: str
    is_private: bool
    initiative: str
    initiative_slug: str
    level: str
    description: str = ""
    event: str = ""
    effect: str = ""
    is_published: bool = True
    response: str = ""
    known_since: date | None = None
    reviewed_on: date | None = None
    review_due: date | None = None
    owners: tuple[str, ...] = ()
    owners_left: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    open_actions: int = 0
    still_right_in_a_row: int = 0
    current: ScoreFacts | None = None
    inherent: ScoreFacts | None = None
    target: ScoreFacts | None = None
    is_above_tolerance: bool = False
    is_accepted: bool = False
    belongs_at: str = ""


@dataclass(frozen=True)
class QualityFinding:
    """One thing somebody should look at; ``risk`` is None where it is about several, named in ``words``."""

    rule: Rule
    words: str
    risk: RiskFacts | None = None
    risks: tuple[int, ...] = field(default=())

    @property
    def title(self) -> str:
        return WORDS[self.rule].title

    @property
    def cure(self) -> str:
        return WORDS[self.rule].cure


def findings(risks: Iterable[RiskFacts], matrices_in_force: set[int], today: date) -> list[QualityFinding]:
    """Everything that should be looked at in these open risks, in the order of the rules, then of the risks."""
    known = list(risks)
    found = list(all_the_same(known))
    for risk in known:
        found += of_one(risk, matrices_in_force, today)
    order = list(Rule)
    return sorted(found, key=lambda one: (order.index(one.rule), one.risk.number if one.risk else 0))


def all_the_same(risks: Iterable[RiskFacts]) -> Iterator[QualityFinding]:
    """Where all scored risks of a register stand in one cell, and there are enough of them to wonder."""
    scored = [risk for risk in risks if risk.current and risk.current.likelihood is not None]
    cells = {
        (risk.current.matrix, risk.current.likelihood, risk.current.impact) for risk in scored if risk.current
    }
    if len(scored) >= ALL_THE_SAME and len(cells) == 1 and scored[0].current:
        yield QualityFinding(
            Rule.ALL_THE_SAME,
            f"All {len(scored)} scored risks are {scored[0].current.words}.",
            risks=tuple(risk.number for risk in scored),
        )


def of_one(risk: RiskFacts, matrices_in_force: set[int], today: date) -> Iterator[QualityFinding]:
    """What should be looked at in one open risk."""
    checks: tuple[tuple[Rule, Callable[[], str]], ...] = (
        (Rule.NO_SCORE, lambda: "" if risk.current else "It has no current score."),
        (Rule.OTHER_MATRIX, lambda: _other_matrix(risk, matrices_in_force)),
        (Rule.UNCHANGED, lambda: _unchanged(risk)),
        (Rule.NO_OWNER, lambda: "" if risk.owners or risk.owners_left else "Nobody owns it."),
        (Rule.OWNER_LEFT, lambda: _owner_left(risk)),
        (Rule.TARGET_ABOVE_CURRENT, lambda: _above(risk.target, risk.current, "target", "current score")),
        (
            Rule.CURRENT_ABOVE_INHERENT,
            lambda: _above(risk.current, risk.inherent, "current score", "inherent score"),
        ),
        (Rule.PRODUCT_DISAGREES, lambda: _disagrees(risk.current)),
        (Rule.REVIEW_OVERDUE, lambda: _review_overdue(risk, today)),
        (Rule.NO_REVIEW_DATE, lambda: _no_review_date(risk, today)),
        (
            Rule.EFFECT_MISSING,
            lambda: (
                "It says what may happen, not what that would lead to."
                if risk.event and not risk.effect
                else ""
            ),
        ),
        (
            Rule.ONE_PIECE,
            lambda: "Its text came in one piece." if risk.description and not risk.event else "",
        ),
        (
            Rule.ABOVE_TOLERANCE,
            lambda: (
                "It is in a worse band than its category tolerates."
                if risk.is_above_tolerance and not risk.is_accepted
                else ""
            ),
        ),
        (Rule.BELOW_ITS_LEVEL, lambda: _below_its_level(risk)),
        (
            Rule.NOTHING_DONE,
            lambda: (
                "It is to be treated, and no action is open."
                if risk.response == "treat" and not risk.open_actions
                else ""
            ),
        ),
    )
    for rule, look in checks:
        if words := look():
            yield QualityFinding(rule, words, risk)
    for control in risk.controls:
        if reads_like_an_action(control):
            yield QualityFinding(Rule.CONTROL_LIKE_ACTION, f"“{control}”", risk)


def _other_matrix(risk: RiskFacts, in_force: set[int]) -> str:
    if risk.current is None or not in_force or risk.current.matrix in in_force:
        return ""
    return f"Its score, {risk.current.words}, is of a matrix that was replaced."


def _unchanged(risk: RiskFacts) -> str:
    if risk.still_right_in_a_row < UNCHANGED_REVIEWS:
        return ""
    return f"{counted(risk.still_right_in_a_row, 'review')} in a row left its score as it was."


def _owner_left(risk: RiskFacts) -> str:
    if risk.owners or not risk.owners_left:
        return ""
    return f"{', '.join(risk.owners_left)} {'has' if len(risk.owners_left) == 1 else 'have'} left."


def _above(score: ScoreFacts | None, other: ScoreFacts | None, name: str, other_name: str) -> str:
    if score is None or other is None or not score.is_above(other):
        return ""
    return f"The {name} is {score.words}, the {other_name} {other.words}."


def _disagrees(score: ScoreFacts | None) -> str:
    if score is None or score.printed is None or score.score is None or score.printed == score.score:
        return ""
    return f"The source prints {score.printed}; its factors give {score.words}."


def _review_overdue(risk: RiskFacts, today: date) -> str:
    if risk.review_due is None or risk.review_due >= today:
        return ""
    days = (today - risk.review_due).days
    return f"It was to be reviewed by {nhs_date(risk.review_due)}, {counted(days, 'day')} ago."


def _no_review_date(risk: RiskFacts, today: date) -> str:
    if risk.review_due or (risk.known_since and today - risk.known_since < FIRST_LOOK):
        return ""
    return "It says not when it is reviewed." if risk.reviewed_on else "It was never reviewed."


def _below_its_level(risk: RiskFacts) -> str:
    if not risk.belongs_at or RiskLevel(risk.level).rung >= RiskLevel(risk.belongs_at).rung:
        return ""
    here, there = RiskLevel(risk.level).label.lower(), RiskLevel(risk.belongs_at).label.lower()
    return f"It is held at {here} level; its band belongs at {there} level at least."
