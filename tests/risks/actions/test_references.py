"""References of a risk in other registers: several, not unique, kept in the trail when they go."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from risks.actions import references
from risks.actions.references import Reference, distinct
from risks.models import Risk, RiskReference
from stp_portal.core.models import AuditEvent
from tests.factories import RiskFactory


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7)


@pytest.fixture
def add(risk, alice):
    return partial(
        references.add, risk=risk, register="baf", register_name="GBAF", reference="CDG 4.1", by=alice
    )


def test_it_is_added_with_its_register(add):
    row = add(reference=" CDG 4.1 ")
    assert (row.register, str(row), row.folded) == ("baf", "GBAF CDG 4.1", "CDG4.1")
    assert AuditEvent.objects.get().after == {"reference": "GBAF CDG 4.1"}


def test_another_risk_may_have_the_same(add, footprint):
    add()
    add(risk=RiskFactory(footprint=footprint))
    assert RiskReference.objects.count() == 2


def test_the_same_again_is_there_once_whatever_its_spaces(add):
    assert add() == add(reference="CDG4.1")
    assert AuditEvent.objects.count() == 1


def test_the_same_of_another_register_is_another(add):
    add()
    add(register="corporate", register_name="")
    assert RiskReference.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"register": ""}, "register"),
        ({"register": "shelf"}, "register"),
        ({"reference": " "}, "reference"),
        ({"reference": "x" * 41}, "reference"),
        ({"register_name": "x" * 81}, "register_name"),
    ],
)
def test_what_is_missing_or_too_long_is_refused_by_field(add, wrong, field):
    with pytest.raises(ValidationError) as refused:
        add(**wrong)
    assert set(refused.value.message_dict) == {field}


def test_a_closed_risk_keeps_its_references(add, risk, alice):
    row = add()
    Risk.objects.filter(pk=risk.pk).update(status="closed", closed_reason="It has passed.")
    with pytest.raises(ValidationError, match="Risk 7 is closed"):
        add(reference="Other")
    with pytest.raises(ValidationError, match="Risk 7 is closed"):
        references.remove(reference=row, by=alice)


def test_taken_off_the_trail_keeps_it_and_twice_is_once(add, alice):
    row = add()
    references.remove(reference=row, by=alice)
    references.remove(reference=RiskReference(pk=row.pk or 1, risk=row.risk), by=alice)
    assert not RiskReference.objects.exists()
    assert AuditEvent.objects.get(event="risk.reference_removed").before == {"reference": "GBAF CDG 4.1"}


def test_of_a_private_risk_the_trail_does_not_say_which(add, risk):
    Risk.objects.filter(pk=risk.pk).update(is_private=True, private_reason="Section 43")
    add()
    assert AuditEvent.objects.get().after == {"reference": "12 characters"}


def test_of_several_typed_at_once_each_is_kept_once():
    asked = [Reference("baf", "CDG 4.1"), Reference("baf", "CDG4.1"), Reference("corporate", "CDG4.1")]
    assert distinct(asked) == [asked[0], asked[2]]
