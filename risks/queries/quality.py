"""The facts that the rules of a register's quality look at, for many risks at once."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from portfolios.models import Footprint, Person, Someone
from portfolios.queries.leavers import who_left
from risks.axes import Axes
from risks.models import (
    Acceptance,
    Action,
    Assessment,
    AssessmentKind,
    Control,
    ReviewOutcome,
    RiskMatrix,
    RiskOwner,
    RiskReview,
)
from risks.models.risks import RiskQuerySet
from risks.quality import WORDS, QualityFinding, RiskFacts, Rule, ScoreFacts, findings
from risks.queries.above_tolerance import above_tolerance
from risks.queries.lines import axes_of


@dataclass(frozen=True)
class RuleCount:
    """How often a rule found something."""

    rule: Rule
    count: int

    @property
    def title(self) -> str:
        return WORDS[self.rule].title

    @property
    def cure(self) -> str:
        return WORDS[self.rule].cure


def quality(footprint: Footprint, user: Someone, risks: RiskQuerySet, today: date) -> list[QualityFinding]:
    """What should be looked at in ``risks``, narrowed to what ``user`` may see. Up to 15 queries at any size."""
    in_force = RiskMatrix.objects.filter(footprint=footprint, valid_from__lte=today)
    matrices = set(
        in_force.filter(Q(valid_to=None) | Q(valid_to__gte=today)).order_by().values_list("pk", flat=True)
    )
    return findings(facts(risks.open(), user, today), matrices, today)


def counts(found: Collection[QualityFinding]) -> list[RuleCount]:
    """How often each rule found something, in the order of the rules; those that found nothing are left out."""
    number = Counter(one.rule for one in found)
    return [RuleCount(rule, number[rule]) for rule in Rule if number[rule]]


def facts(risks: RiskQuerySet, user: Someone, today: date) -> list[RiskFacts]:
    """``risks`` as the rules know them, by number. Up to 14 queries at any size."""
    rows = list(
        risks.order_by("number").values(
            "pk",
            "number",
            "title",
            "is_private",
            "initiative__name",
            "initiative__slug",
            "level",
            "description",
            "event",
            "effect",
            "is_published",
            "response",
            "logged",
            "created_at",
            "reviewed_on",
            "review_due",
        )
    )
    if not rows:
        return []
    # Read by its query rather than by ten thousand keys, which SQLite would refuse.
    concerned = risks.order_by().values("pk")
    scores = _scores(concerned)
    owners, left = _owners(concerned, today)
    controls = _controls(concerned, user)
    reviews = _still_right_in_a_row(concerned)
    actions = _open_actions(concerned)
    accepted = set(
        Acceptance.objects.standing(today)
        .filter(risk__in=concerned)
        .order_by()
        .values_list("risk_id", flat=True)
    )
    too_bad = set(above_tolerance(risks, today).order_by().values_list("pk", flat=True))
    found = []
    for row in rows:
        pk = row["pk"]
        of_risk = scores.get(pk, {})
        current, belongs_at = of_risk.get(AssessmentKind.CURRENT, (None, ""))
        found.append(
            RiskFacts(
                number=row["number"],
                title=row["title"],
                is_private=row["is_private"],
                initiative=row["initiative__name"] or "",
                initiative_slug=row["initiative__slug"] or "",
                level=row["level"],
                description=row["description"],
                event=row["event"],
                effect=row["effect"],
                is_published=row["is_published"],
                response=row["response"],
                known_since=row["logged"].last or timezone.localdate(row["created_at"]),
                reviewed_on=row["reviewed_on"],
                review_due=row["review_due"],
                owners=tuple(owners[pk]),
                owners_left=tuple(left[pk]),
                controls=tuple(controls[pk]),
                open_actions=actions.get(pk, 0),
                still_right_in_a_row=reviews.get(pk, 0),
                current=current,
                inherent=of_risk.get(AssessmentKind.INHERENT, (None, ""))[0],
                target=of_risk.get(AssessmentKind.TARGET, (None, ""))[0],
                is_above_tolerance=pk in too_bad,
                is_accepted=pk in accepted,
                belongs_at=belongs_at,
            )
        )
    return found


def _scores(concerned: Any) -> dict[int, dict[str, tuple[ScoreFacts, str]]]:
    """The standing scores, each with the level that its band asks for, by risk and kind. Two queries."""
    found: defaultdict[int, dict[str, tuple[ScoreFacts, str]]] = defaultdict(dict)
    given = Assessment.objects.standing().filter(risk__in=concerned).order_by()
    rows = list(
        given.values_list(
            "risk_id",
            "kind",
            "band__belongs_at",
            "cell__likelihood",
            "cell__impact",
            "cell__score",
            "band__label",
            "band__rank",
            "matrix_id",
            "printed_score",
        )
    )
    axes = axes_of({row[8] for row in rows})
    for risk_id, kind, belongs_at, likelihood, impact, score, band, rank, matrix, printed in rows:
        words = _words(likelihood, impact, band, axes[matrix])
        score_facts = ScoreFacts(matrix, likelihood, impact, score, rank, printed, words)
        found[risk_id][kind] = (score_facts, belongs_at or "")
    return found


def _words(likelihood: int | None, impact: int | None, band: str | None, axes: Axes) -> str:
    """“4 x 4 = 16, Extreme”."""
    if likelihood is None or impact is None:
        return f"in the band {band}"
    figures = axes.in_figures(likelihood, impact)
    return f"{figures}, {band}" if band else figures


def _owners(concerned: Any, today: date) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Who owns each risk today and is still here, and who owns it and has left. Four queries."""
    rows = list(RiskOwner.objects.on(today).filter(risk__in=concerned).values_list("risk_id", "person_id"))
    people = Person.objects.filter(pk__in={person for _, person in rows}).select_related("user")
    known = {person.pk: person for person in people.order_by("name", "post")}
    gone = who_left(known.values())
    here: defaultdict[int, list[str]] = defaultdict(list)
    left: defaultdict[int, list[str]] = defaultdict(list)
    for risk_id, person_id in rows:
        (left if person_id in gone else here)[risk_id].append(str(known[person_id]))
    return here, left


def _controls(concerned: Any, user: Someone) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Control.objects.visible_to(user).standing().filter(risk__in=concerned)
    for risk_id, text in rows.order_by("risk", "position", "pk").values_list("risk_id", "text"):
        found[risk_id].append(text)
    return found


def _still_right_in_a_row(concerned: Any) -> dict[int, int]:
    """How many of the latest reviews of each risk, without a break, left its score as it was. One query."""
    found: Counter[int] = Counter()
    broken: set[int] = set()
    rows = RiskReview.objects.filter(risk__in=concerned).order_by("-on", "-pk")
    for risk_id, outcome in rows.values_list("risk_id", "outcome"):
        if outcome != ReviewOutcome.STILL_RIGHT:
            broken.add(risk_id)
        elif risk_id not in broken:
            found[risk_id] += 1
    return found


def _open_actions(concerned: Any) -> dict[int, int]:
    rows = Action.objects.open().filter(risk__in=concerned).order_by().values("risk_id")
    return dict(rows.annotate(number=Count("pk")).values_list("risk_id", "number"))
