"""Risks, their scores and owners."""

from datetime import date
from typing import Any

from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory, post_generation
from factory.django import DjangoModelFactory

from portfolios.models import Footprint
from risks.actions import matrices
from risks.actions.matrices import BandSpec
from risks.models import Assessment, Risk, RiskMatrix, RiskMatrixCell, RiskOwner
from tests.factories.portfolios import FIRST_DAY, FootprintFactory, PersonFactory

LIKELIHOOD = ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]
IMPACT = ["Negligible", "Minor", "Moderate", "Major", "Catastrophic"]
BANDS = [
    BandSpec("Low", "L", "circle", "green", 1, 3),
    BandSpec("Moderate", "Mo", "diamond", "yellow", 4, 6),
    BandSpec("Significant", "S", "triangle", "amber", 8, 12),
    BandSpec("Major", "Ma", "square", "red", 15, 25),
]


class RiskMatrixFactory(DjangoModelFactory):
    """A 5x5 matrix with Dorset's bands, made by the action, so cells and bands are there too."""

    class Meta:
        model = RiskMatrix

    footprint = SubFactory(FootprintFactory)
    key = Sequence(lambda n: f"matrix-{n}")
    name = "5x5 matrix"
    valid_from = FIRST_DAY
    likelihood_words = LIKELIHOOD
    impact_words = IMPACT
    bands = BANDS

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **fields: Any) -> RiskMatrix:
        return matrices.create(**fields, by="tests")


def cell_of(footprint: Footprint, likelihood: int, impact: int) -> RiskMatrixCell:
    """A cell of the footprint's matrix; the matrix is made if there is none."""
    matrix = RiskMatrix.objects.filter(footprint=footprint).last() or RiskMatrixFactory(footprint=footprint)
    return matrix.cells.get(likelihood=likelihood, impact=impact)


class RiskFactory(DjangoModelFactory):
    """An open risk; ``score=(4, 5)`` also gives it a current assessment of likelihood 4 and impact 5."""

    class Meta:
        model = Risk
        skip_postgeneration_save = True

    footprint = SubFactory(FootprintFactory)
    number = Sequence(lambda n: n + 1)
    title = Sequence(lambda n: f"Risk {n}")
    event = "staff leaving before the new service opens"
    private_reason = LazyAttribute(lambda o: "Section 43: commercial interests." if o.is_private else "")
    is_private = False

    @post_generation
    def score(self, create: bool, extracted: tuple[int, int] | None, **kwargs: Any) -> None:
        if extracted:
            AssessmentFactory(risk=self, factors=extracted)


class AssessmentFactory(DjangoModelFactory):
    """A current score; ``factors`` are likelihood and impact."""

    class Meta:
        model = Assessment

    class Params:
        factors = (3, 4)

    risk = SubFactory(RiskFactory)
    footprint = SelfAttribute("risk.footprint")
    cell = LazyAttribute(lambda o: cell_of(o.footprint, *o.factors))
    matrix = SelfAttribute("cell.matrix")
    band = SelfAttribute("cell.band")
    assessed_on = date(2018, 1, 31)


class RiskOwnerFactory(DjangoModelFactory):
    class Meta:
        model = RiskOwner

    risk = SubFactory(RiskFactory)
    footprint = SelfAttribute("risk.footprint")
    person = SubFactory(PersonFactory, footprint=SelfAttribute("..footprint"))
    valid_from = FIRST_DAY
