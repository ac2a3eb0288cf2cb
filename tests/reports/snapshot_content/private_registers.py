"""A private row of every register, with words that stand nowhere else, and which rows those are."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from portfolios.models import AskMinute, Footprint, ReportingPeriod
from risks.models import Risk
from stp_portal.accounts.models import User
from tests.factories import AskFactory, InitiativeFactory, RiskFactory
from tests.factories.registers import (
    ActionFactory,
    AssuranceFactory,
    ControlFactory,
    DependencyFactory,
    IssueFactory,
    RecommendationFactory,
    RecommendationUpdateFactory,
    ReviewFactory,
    RiskReferenceFactory,
)


class Words:
    """Words that stand nowhere else, a new one on each call."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def __call__(self) -> str:
        self.given.append(f"Quagga{len(self.given)}x")
        return self.given[-1]


def private_registers(
    footprint: Footprint, period: ReportingPeriod, priya: User, mark: dict[str, Any]
) -> Words:
    """A private row of each kind with a word of its own in every text, all that hangs from it, and public kin."""
    word = Words()
    risk = RiskFactory(
        footprint=footprint,
        number=1,
        **{
            name: word()
            for name in ("title", "cause", "event", "effect", "description", "heading", "reference")
        },
        **mark,
    )
    RiskReferenceFactory(risk=risk, reference=word(), register_name=word())
    AssuranceFactory(control=ControlFactory(risk=risk, text=word(), gap=word()), text=word())
    issue = IssueFactory(
        footprint=footprint, number=1, title=word(), text=word(), effect=word(), closed_reason=word(), **mark
    )
    initiative = InitiativeFactory(footprint=footprint, slug="care")
    ask = AskFactory(
        initiative=initiative,
        period=period,
        key="purchase",
        text=word(),
        context=word(),
        outcome_text=word(),
        done_text=word(),
        done_at=datetime(2017, 9, 2, tzinfo=UTC),
        done_by=priya,
        **mark,
    )
    AskMinute.objects.create(
        footprint=footprint, ask=ask, on=date(2017, 9, 2), outcome="noted", text=word(), recorded_by=priya
    )
    for number, source in enumerate(
        ({"risk": risk}, {"risk": None, "issue": issue}, {"risk": None, "ask": ask})
    ):
        action = ActionFactory(number=number + 1, text=word(), ended_reason=word(), **source)
        action.updates.create(footprint=footprint, on=date(2017, 9, 2), text=word(), status="new")
    dependency = DependencyFactory(
        footprint=footprint, number=1, giver=initiative, text=word(), closed_reason=word(), **mark
    )
    dependency.updates.create(footprint=footprint, on=date(2017, 9, 2), reason=word())
    closed = ReviewFactory(
        footprint=footprint, key="hush", title=word(), reviewer=word(), note=word(), **mark
    )
    half = ReviewFactory(footprint=footprint, key="open", title="A stocktake")
    for review, marked in ((closed, {}), (half, mark)):
        asked = RecommendationFactory(
            review=review,
            number=1,
            **{name: word() for name in ("theme", "text", "response", "oversight_note", "closed_reason")},
            **marked,
        )
        RecommendationUpdateFactory(recommendation=asked, text=word(), evidence=word())
    # What is public stands beside it and points at it.
    IssueFactory(footprint=footprint, number=2, risk=risk, title="Public issue")
    public_risk = RiskFactory(footprint=footprint, number=2, title="Public risk", raised_in_ask=ask)
    IssueFactory(footprint=footprint, number=3, risk=public_risk, title=word(), **mark)
    together = uuid4()
    RecommendationUpdateFactory(recommendation=half.recommendations.get(), said_with=together, text="Both.")
    RecommendationUpdateFactory(
        recommendation=RecommendationFactory(review=half, number=2), said_with=together, text="Both."
    )
    return word


def everything_marked(footprint: Footprint) -> Iterator[Any]:
    """The rows that ``private_registers`` would have marked."""
    from portfolios.models import Ask
    from risks.models import Dependency, Issue, Recommendation, Review

    yield Risk.objects.filter(footprint=footprint, number=1)
    yield Issue.objects.filter(footprint=footprint).exclude(number=2)
    yield Dependency.objects.filter(footprint=footprint)
    yield Ask.objects.filter(footprint=footprint)
    yield Review.objects.filter(footprint=footprint, key="hush")
    yield Recommendation.objects.filter(footprint=footprint, review__key="open", number=1)
