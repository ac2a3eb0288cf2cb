"""Changing how a footprint runs its cycle."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from portfolios.actions import cycles
from portfolios.models import Cadence, Cycle
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import BodyFactory


def change(footprint, by, version=1, **settings) -> Cycle:
    return cycles.change(footprint=footprint, version=version, by=by, **settings)


def test_the_first_change_makes_the_row_and_the_rest_is_as_usual(footprint, priya):
    body = BodyFactory(footprint=footprint, name="Governing Body")
    change(footprint, priya, body=body, returns_due=13)
    cycle = Cycle.objects.get()
    assert (cycle.body, cycle.returns_due, cycle.data_cut_off, cycle.version) == (body, 13, 15, 2)
    event = AuditEvent.objects.get(event="cycle.changed")
    assert event.before == {"returns_due": 12, "body": ""}
    assert event.after == {"returns_due": 13, "body": "Governing Body"}


def test_the_same_settings_again_change_nothing(footprint, priya):
    change(footprint, priya, returns_due=13)
    change(footprint, priya, version=1, returns_due=13)
    assert Cycle.objects.get().version == 2
    assert AuditEvent.objects.filter(event="cycle.changed").count() == 1


def test_somebody_elses_change_is_not_overwritten_from_the_very_first(footprint, priya):
    change(footprint, priya, returns_due=13)
    with pytest.raises(Conflict):
        change(footprint, priya, returns_due=14)
    assert Cycle.objects.get().returns_due == 13


@pytest.mark.django_db(transaction=True)
def test_of_two_who_set_it_up_at_once_one_is_told(footprint, priya):
    def set_up(days: int) -> str:
        try:
            change(footprint, priya, returns_due=days)
        except Conflict:
            return "conflict"
        finally:
            connections.close_all()
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(set_up, (13, 14))) == ["conflict", "saved"]


def test_steps_out_of_order_are_refused_and_both_are_named(footprint, priya):
    with pytest.raises(ValidationError) as refused:
        change(footprint, priya, assurance=13)
    assert refused.value.message_dict == {
        "assurance": [
            "Assurance by the PMO is 13 working days before the meeting, so it comes before returns due, at 12. "
            "Give it 12 or fewer."
        ]
    }
    assert not Cycle.objects.exists()


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"cadence": Cadence.FOUR_WEEKLY}, "first_day"),
        ({"cadence": "weekly"}, "cadence"),
        ({"first_day": date(1066, 10, 14)}, "first_day"),
        ({"data_cut_off": 61}, "data_cut_off"),
        ({"stale_after_days": 367}, "stale_after_days"),
        ({"reminder_days": [-21]}, "reminder_days"),
        ({"reminder_days": [1, 1]}, "reminder_days"),
        ({"sponsor_after": 2}, "sponsor_after"),  # the last reminder is 3 days after
        ({"dimensions": ["overall"]}, "dimensions"),
        ({"dimensions": ["colour"]}, "dimensions"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(footprint, priya, settings, field):
    with pytest.raises(ValidationError) as refused:
        change(footprint, priya, **settings)
    assert set(refused.value.message_dict) == {field}


def test_meetings_of_another_footprints_body_do_not_count_here(footprint, other_footprint, priya):
    with pytest.raises(ValidationError, match="another footprint"):
        change(footprint, priya, body=BodyFactory(footprint=other_footprint))


def test_reminders_are_kept_in_order_and_may_be_none(footprint, priya):
    change(footprint, priya, reminder_days=[3, -5, 1], reminder_time=time(7, 30))
    assert Cycle.objects.get().reminder_days == [-5, 1, 3]
    change(footprint, priya, version=2, reminder_days=[])
    assert Cycle.objects.get().reminder_days == []
