"""Naming deputies: for whom, who, and on which days."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portfolios.actions import deputies
from portfolios.models import Deputy, Person
from stp_portal.core.models import AuditEvent
from tests.factories import PersonFactory


def day(number: int) -> date:
    """Counted from today."""
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def give(footprint, sam, bea, priya):
    """Name Bea as Sam's deputy."""
    return partial(
        deputies.give, footprint=footprint, principal=Person.objects.get(user=sam), deputy=bea, by=priya
    )


def refusal(give, **fields) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        give(**({"valid_from": day(0), "valid_to": day(7)} | fields))
    assert (
        not Deputy.objects.filter(valid_from=fields.get("valid_from", day(0)))
        .exclude(reason="first")
        .exists()
    )
    return refused.value.message_dict


def test_holds_from_a_day_to_a_day(give, bea, priya):
    given = give(valid_from=day(0), valid_to=day(7), reason=" Annual leave ")
    assert list(Deputy.objects.current()) == [given]
    assert (given.reason, given.given_by) == ("Annual leave", priya)
    event = AuditEvent.objects.get(event="deputy.given")
    assert (event.after["to"], event.reason) == (day(7).isoformat(), "Annual leave")


def test_an_account_that_is_nobody_on_record_is_added(give, bea):
    give(valid_from=day(0), valid_to=day(7))
    assert Person.objects.get(user=bea).name == "Bea Board"


def test_somebody_on_record_is_not_added_again(give, bea, footprint):
    person = PersonFactory(footprint=footprint, user=bea)
    assert give(valid_from=day(0), valid_to=day(7)).deputy == person


def test_days_the_wrong_way_round(give):
    assert refusal(give, valid_to=day(-1)) == {"valid_to": ["The last day is before the first day."]}


def test_days_that_have_passed(give):
    told = refusal(give, valid_from=day(-9), valid_to=day(-1))
    assert told == {"valid_to": ["The last day has passed: give today or a later day."]}


def test_nobody_stands_in_for_themselves(give, sam):
    with pytest.raises(ValidationError, match="Nobody stands in for themselves"):
        give(deputy=sam, valid_from=day(0), valid_to=day(7))


def test_who_may_not_read_private_material_is_no_deputy(give, bob):
    assert "may not read private material" in refusal(give, deputy=bob)["deputy"][0]


def test_there_must_be_something_to_stand_in_for(give, footprint, bea):
    nobody = PersonFactory(footprint=footprint, name="Norma Nobody")
    assert (
        "Norma Nobody has no account that writes or signs off"
        in refusal(give, principal=nobody)["principal"][0]
    )
    reader = PersonFactory(footprint=footprint, user=bea)
    assert "nothing to stand in for" in refusal(give, principal=reader)["principal"][0]


@pytest.mark.parametrize("days", [(0, 7), (7, 14), (-3, 0), (2, 3), (-9, 99)])
def test_the_same_two_on_days_that_overlap(give, days):
    give(valid_from=day(0), valid_to=day(7), reason="first")
    told = refusal(give, valid_from=day(days[0]), valid_to=day(days[1]))
    assert "Bea Board stands in for Sam Owner from" in told["valid_from"][0]
    assert "end that one first" in told["valid_from"][0]


def test_the_same_two_on_other_days(give):
    give(valid_from=day(0), valid_to=day(7))
    give(valid_from=day(8), valid_to=day(14))
    assert Deputy.objects.count() == 2


def test_two_deputies_at_once(give, alice):
    give(valid_from=day(0), valid_to=day(7))
    give(deputy=alice, valid_from=day(0), valid_to=day(7))
    assert Deputy.objects.current().count() == 2


def test_ended_it_holds_no_longer_and_the_days_are_free(give, priya):
    given = give(valid_from=day(0), valid_to=day(7))
    first, second = (deputies.end(deputy=given, by=priya) for _ in range(2))
    assert first.ended_at == second.ended_at is not None
    assert not Deputy.objects.current().exists()
    assert AuditEvent.objects.filter(event="deputy.ended").count() == 1
    assert give(valid_from=day(0), valid_to=day(7)).pk != given.pk
