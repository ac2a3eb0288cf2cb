"""Measures and money."""

from datetime import date

from factory import SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from portfolios.models import FinanceLine, Measure, MoneyKind, Reading
from tests.factories.portfolios import InitiativeFactory


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = Measure

    initiative = SubFactory(InitiativeFactory)
    footprint = SelfAttribute("initiative.footprint")
    number = Sequence(lambda n: n + 1)
    title = Sequence(lambda n: f"Outcome {n}")


class ReadingFactory(DjangoModelFactory):
    class Meta:
        model = Reading

    measure = SubFactory(MeasureFactory)
    footprint = SelfAttribute("measure.footprint")
    month = date(2018, 1, 1)
    value = 12


class FinanceLineFactory(DjangoModelFactory):
    class Meta:
        model = FinanceLine

    initiative = SubFactory(InitiativeFactory)
    footprint = SelfAttribute("initiative.footprint")
    number = Sequence(lambda n: n + 1)
    title = Sequence(lambda n: f"Line {n}")
    kind = MoneyKind.SPEND
    financial_year = "2017/18"
    plan = 1000
