"""Every factory makes rows that hold to the models' rules, in one footprint."""

import inspect
from pathlib import Path

import pytest
from factory.django import DjangoModelFactory

from portfolios.access import may_edit_report
from portfolios.models import Footprint, Initiative
from tests import factories

FACTORIES = {name: value for name, value in vars(factories).items() if name.endswith("Factory")}


@pytest.mark.parametrize("name", FACTORIES)
def test_every_factory_makes_valid_rows_of_one_footprint(db, name):
    made = FACTORIES[name]()

    made.full_clean()
    for field in made._meta.concrete_fields:
        related = getattr(made, field.name) if field.is_relation else None
        if hasattr(made, "footprint_id") and hasattr(related, "footprint_id"):
            assert related.footprint_id == made.footprint_id, field.name


def test_all_factories_are_named_in_the_package():
    modules = [value for value in vars(factories).values() if inspect.ismodule(value)]
    defined = {name for module in modules for name, value in vars(module).items() if is_factory(value)}

    assert len(modules) == len(list(Path(factories.__file__).parent.glob("[a-z]*.py")))
    assert defined == set(FACTORIES)


def is_factory(value: object) -> bool:
    return (
        isinstance(value, type) and issubclass(value, DjangoModelFactory) and value is not DjangoModelFactory
    )


def test_a_report_can_be_made_with_its_narrative(db):
    report = factories.HighlightReportFactory(progress=["First.", "Second."], planned=["Third."])

    assert [p.text for p in report.paragraphs.filter(part="progress")] == ["First.", "Second."]
    assert [p.text for p in report.paragraphs.filter(part="planned")] == ["Third."]


def test_a_risk_can_be_made_with_its_score(db):
    risk = factories.RiskFactory(score=(3, 5))

    assert risk.assessments.get().cell.score == 15


def test_the_cast_sees_what_its_roles_say(alice, sam, priya, bea, bob, charlie, footprint, initiative):

    for person in (alice, sam, priya, bea, bob):
        assert list(Footprint.objects.visible_to(person)) == [footprint]
    assert not Initiative.objects.visible_to(charlie).exists()
    assert [may_edit_report(person, initiative) for person in (alice, sam, priya, bob)] == [
        True,
        True,
        True,
        False,
    ]
