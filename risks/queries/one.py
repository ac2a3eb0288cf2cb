"""One risk with everything that was said about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from portfolios.models import Ask, Footprint, Someone
from risks.models import Assessment, AssessmentKind, Risk, RiskOwner
from risks.queries.bands import Band


@dataclass(frozen=True)
class Score:
    """An assessment. Factors and score are None where the source prints a band alone."""

    kind: str
    band: Band
    likelihood: int | None
    likelihood_word: str
    impact: int | None
    impact_word: str
    score: int | None
    printed_score: int | None
    reason: str
    assessed_on: date
    is_standing: bool

    @property
    def kind_words(self) -> str:
        return AssessmentKind(self.kind).label

    @property
    def in_words(self) -> str:
        """“Likely (4) × Major (4) = 16”, or that the source does not print it."""
        if self.score is None:
            return "Not published: the source prints the band only"
        return (
            f"{self.likelihood_word} ({self.likelihood}) × {self.impact_word} ({self.impact}) = {self.score}"
        )

    @property
    def disagrees(self) -> bool:
        """Whether the source printed another product than the matrix gives (DOMAIN A8 rule 5)."""
        return self.printed_score is not None and self.printed_score != self.score


@dataclass(frozen=True)
class Owner:
    """Who answers for the risk, from and to a day."""

    name: str
    organisation: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class OneRisk:
    """Everything the page of a risk shows, of what one person may see."""

    risk: Risk
    standing: tuple[Score, ...]
    history: tuple[Score, ...]
    owners: tuple[Owner, ...]
    ask: Ask | None

    @property
    def current(self) -> Score | None:
        return next((score for score in self.standing if score.kind == AssessmentKind.CURRENT), None)


def one_risk(footprint: Footprint, user: Someone, number: int, *, today: date) -> OneRisk | None:
    """The risk of that number; None where ``user`` sees none. Four queries at most."""
    risk = (
        Risk.objects.visible_to(user)
        .filter(footprint=footprint, number=number)
        .select_related("initiative", "closed_by")
        .first()
    )
    if risk is None:
        return None
    history = tuple(_scores(risk, user))
    ask = None
    if risk.raised_in_ask_id:
        # The risk may be public and the ask private.
        ask = (
            Ask.objects.visible_to(user)
            .filter(pk=risk.raised_in_ask_id)
            .select_related("body", "period", "initiative", "raised_by", "printed_under")
            .first()
        )
    return OneRisk(
        risk=risk,
        standing=tuple(score for score in history if score.is_standing),
        history=history,
        owners=_owners(risk, user, today),
        ask=ask,
    )


def _scores(risk: Risk, user: Someone) -> Iterable[Score]:
    rows = (
        Assessment.objects.visible_to(user)
        .filter(risk=risk)
        .order_by("-assessed_on", "-recorded_at", "-pk")
        .values(
            "kind",
            "band__label",
            "band__letter",
            "band__shape",
            "band__colour",
            "matrix__likelihood_words",
            "matrix__impact_words",
            "cell__likelihood",
            "cell__impact",
            "cell__score",
            "printed_score",
            "reason",
            "assessed_on",
            "superseded_at",
        )
    )
    for row in rows:
        yield Score(
            kind=row["kind"],
            band=Band(*(row[f"band__{name}"] for name in ("label", "letter", "shape", "colour"))),
            likelihood=row["cell__likelihood"],
            likelihood_word=_word(row["matrix__likelihood_words"], row["cell__likelihood"]),
            impact=row["cell__impact"],
            impact_word=_word(row["matrix__impact_words"], row["cell__impact"]),
            score=row["cell__score"],
            printed_score=row["printed_score"],
            reason=row["reason"],
            assessed_on=row["assessed_on"],
            is_standing=row["superseded_at"] is None,
        )


def _word(words: list[Any], number: int | None) -> str:
    """The axis word of a factor; factors count from one."""
    return str(words[number - 1]) if number and number <= len(words) else ""


def _owners(risk: Risk, user: Someone, today: date) -> tuple[Owner, ...]:
    rows = (
        RiskOwner.objects.visible_to(user)
        .filter(Q(valid_to=None) | Q(valid_to__gte=today), risk=risk)
        .order_by("person__name", "person__post")
        .select_related("person__organisation")
    )
    return tuple(
        Owner(
            name=row.person.name_and_post,
            organisation=row.person.organisation.name if row.person.organisation else "",
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
    )
