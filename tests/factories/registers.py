"""What stands beside risks: controls, actions, escalations, issues, dependencies, reviews."""

from datetime import date

from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from risks.models import (
    Acceptance,
    Action,
    ActionUpdate,
    Assurance,
    Control,
    Dependency,
    DependencyUpdate,
    Escalation,
    Issue,
    Overseer,
    Recommendation,
    RecommendationUpdate,
    Review,
    RiskCategory,
    RiskReference,
    RiskReview,
    SavedView,
    SupportingOfficer,
)
from tests.factories.accounts import UserFactory
from tests.factories.portfolios import BodyFactory, FootprintFactory, InitiativeFactory, PersonFactory
from tests.factories.risks import RiskFactory


class RiskCategoryFactory(DjangoModelFactory):
    class Meta:
        model = RiskCategory

    footprint = SubFactory(FootprintFactory)
    key = Sequence(lambda n: f"category-{n}")
    name = Sequence(lambda n: f"Category {n}")


class RiskReferenceFactory(DjangoModelFactory):
    class Meta:
        model = RiskReference

    risk = SubFactory(RiskFactory)
    footprint = SelfAttribute("risk.footprint")
    register = "corporate"
    reference = "S03"


class ControlFactory(DjangoModelFactory):
    class Meta:
        model = Control

    risk = SubFactory(RiskFactory)
    footprint = SelfAttribute("risk.footprint")
    text = Sequence(lambda n: f"Weekly staffing review {n} in place.")


class AssuranceFactory(DjangoModelFactory):
    class Meta:
        model = Assurance

    control = SubFactory(ControlFactory)
    footprint = SelfAttribute("control.footprint")
    line = "second"
    level = "reasonable"
    text = "The board saw the figures of the quarter."
    on = date(2018, 1, 31)


class ActionFactory(DjangoModelFactory):
    """An open action about a risk; ``ActionFactory(risk=None, issue=issue)`` for one about an issue."""

    class Meta:
        model = Action

    risk = SubFactory(RiskFactory)
    issue = None
    ask = None
    footprint = LazyAttribute(lambda o: (o.risk or o.issue or o.ask).footprint)
    number = Sequence(lambda n: n + 1)
    text = Sequence(lambda n: f"Agree the rota {n}.")
    lead = SubFactory(PersonFactory, footprint=SelfAttribute("..footprint"))
    due = "31 March 2018"


class ActionUpdateFactory(DjangoModelFactory):
    class Meta:
        model = ActionUpdate

    action = SubFactory(ActionFactory)
    footprint = SelfAttribute("action.footprint")
    on = date(2018, 1, 31)
    text = "The rota is agreed in two practices."
    status = "on_track"


class RiskReviewFactory(DjangoModelFactory):
    class Meta:
        model = RiskReview

    risk = SubFactory(RiskFactory)
    footprint = SelfAttribute("risk.footprint")
    on = date(2018, 1, 31)
    outcome = "still_right"


class AcceptanceFactory(DjangoModelFactory):
    class Meta:
        model = Acceptance

    risk = SubFactory(RiskFactory)
    footprint = SelfAttribute("risk.footprint")
    accepted_on = date(2018, 1, 31)
    until = date(2018, 12, 31)
    reason = "Nothing more can be done before the new contract."
    accepted_by = SubFactory(UserFactory)


class EscalationFactory(DjangoModelFactory):
    """A proposal that waits, to take a risk from portfolio to system level."""

    class Meta:
        model = Escalation

    risk = SubFactory(RiskFactory)
    issue = None
    footprint = LazyAttribute(lambda o: (o.risk or o.issue).footprint)
    from_level = "portfolio"
    to_level = "system"
    reason = "The portfolio cannot hold it."
    proposed_by = SubFactory(UserFactory)


class IssueFactory(DjangoModelFactory):
    class Meta:
        model = Issue

    footprint = SubFactory(FootprintFactory)
    number = Sequence(lambda n: n + 1)
    title = Sequence(lambda n: f"Issue {n}")
    text = "Two of the four clinics have no doctor."
    raised_on = date(2018, 1, 31)
    is_private = False
    private_reason = LazyAttribute(lambda o: "Section 43: commercial interests." if o.is_private else "")


class DependencyFactory(DjangoModelFactory):
    class Meta:
        model = Dependency

    footprint = SubFactory(FootprintFactory)
    number = Sequence(lambda n: n + 1)
    giver = SubFactory(InitiativeFactory, footprint=SelfAttribute("..footprint"))
    taker = SubFactory(InitiativeFactory, footprint=SelfAttribute("..footprint"))
    text = "The shared care record"
    needed_by = "31 March 2018"
    is_private = False
    private_reason = LazyAttribute(lambda o: "Section 43: commercial interests." if o.is_private else "")


class DependencyUpdateFactory(DjangoModelFactory):
    class Meta:
        model = DependencyUpdate

    dependency = SubFactory(DependencyFactory)
    footprint = SelfAttribute("dependency.footprint")
    on = date(2018, 1, 31)
    reason = "The supplier is late."


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = Review

    footprint = SubFactory(FootprintFactory)
    key = Sequence(lambda n: f"review-{n}")
    kind = "stocktake"
    title = Sequence(lambda n: f"Stocktake {n}")
    is_private = False
    private_reason = LazyAttribute(lambda o: "Section 43: commercial interests." if o.is_private else "")


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = Recommendation

    review = SubFactory(ReviewFactory)
    footprint = SelfAttribute("review.footprint")
    number = Sequence(lambda n: n + 1)
    theme = "Leadership"
    text = Sequence(lambda n: f"Appoint a clinical leader {n}.")
    lead = SubFactory(PersonFactory, footprint=SelfAttribute("..footprint"))
    due = "31 March 2018"
    is_private = False
    private_reason = LazyAttribute(lambda o: "Section 43: commercial interests." if o.is_private else "")


class RecommendationUpdateFactory(DjangoModelFactory):
    class Meta:
        model = RecommendationUpdate

    recommendation = SubFactory(RecommendationFactory)
    footprint = SelfAttribute("recommendation.footprint")
    on = date(2018, 1, 31)
    text = "Recruitment underway."
    status = "on_track"


class SupportingOfficerFactory(DjangoModelFactory):
    class Meta:
        model = SupportingOfficer

    recommendation = SubFactory(RecommendationFactory)
    footprint = SelfAttribute("recommendation.footprint")
    person = SubFactory(PersonFactory, footprint=SelfAttribute("..footprint"))


class OverseerFactory(DjangoModelFactory):
    class Meta:
        model = Overseer

    recommendation = SubFactory(RecommendationFactory)
    footprint = SelfAttribute("recommendation.footprint")
    body = SubFactory(BodyFactory, footprint=SelfAttribute("..footprint"))


class SavedViewFactory(DjangoModelFactory):
    class Meta:
        model = SavedView

    footprint = SubFactory(FootprintFactory)
    user = SubFactory(UserFactory)
    kind = "risks"
    name = Sequence(lambda n: f"View {n}")
    query = "band=major"
