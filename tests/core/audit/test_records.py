"""Recording: what an event keeps, in which chain, and what is refused."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from stp_portal.core import audit
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.models import AuditEvent, AuditHead
from tests.core.audit.events import ALICE, DORSET, PLAN, Person, saved
from tests.core.planning import Plan, PlanOnPaper

pytestmark = pytest.mark.django_db


def test_record_keeps_who_when_what_on_what_before_after_why_and_from_where():
    started = datetime.now(UTC)
    event = audit.record(
        "plan.rescheduled",
        on=PLAN,
        by=ALICE,
        before={"due": FuzzyDate.parse("Q2 17/18")},
        after={"due": FuzzyDate.parse("Q3 17/18"), "cost": Decimal("650000.00"), "on": date(2017, 9, 20)},
        reason="supplier late",
        source="browser",
    )
    event.refresh_from_db()
    assert (event.chain, event.seq) == ("dorset", 1)
    assert (event.actor, event.actor_id) == ("alice@example.org", 7)
    assert (event.event, event.reason, event.source) == ("plan.rescheduled", "supplier late", "browser")
    assert (event.subject_type, event.subject_id) == ("core_tests.plan", "5")
    assert event.subject_label == "Digital shared service"
    assert event.before == {"due": "Q2 17/18"}
    assert event.after == {"due": "Q3 17/18", "cost": "650000.00", "on": "2017-09-20"}
    assert started <= event.at <= datetime.now(UTC)


def test_record_chains_events_of_a_footprint():
    first, second = saved(), saved()
    assert (first.seq, second.seq) == (1, 2)
    assert first.previous_hash == ""
    assert second.previous_hash == first.hash == audit.digest(first)
    assert audit.heads() == {"dorset": (2, second.hash)}


@pytest.mark.parametrize(
    ("on", "chain", "expected"),
    [
        (PLAN, None, "dorset"),
        (DORSET, None, "dorset"),  # a footprint has no footprint: it is one
        (Plan(pk=6, due="TBC"), None, "portal"),
        (AuditHead(pk=1), None, "portal"),
        (PLAN, "cornwall", "cornwall"),
    ],
)
def test_record_finds_the_chain(on, chain, expected):
    assert audit.record("plan.saved", on=on, by=ALICE, chain=chain).chain == expected


def test_record_names_the_system_when_nobody_acts():
    event = audit.record("period.locked", on=PLAN, by="nightly run")
    assert (event.actor, event.actor_id) == ("system: nightly run", None)
    assert audit.record("period.locked", on=PLAN, by="system: nightly run").actor == "system: nightly run"


@pytest.mark.parametrize(
    "nobody",
    ["", "  ", "system:", None, 7, AnonymousUser(), Person(pk=None, email="a@b.c"), Person(pk=1, email="")],
)
def test_record_refuses_to_not_know_who_it_was(nobody):
    with pytest.raises(ValueError, match="needs to know who did it"):
        saved(by=nobody)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "word", ["", "saved", "Report.Saved", "report saved", "report.", ".saved", "a." + "b" * 99]
)
def test_record_refuses_an_event_that_is_no_dotted_word(word):
    with pytest.raises(ValueError, match="is not an event"):
        audit.record(word, on=PLAN, by=ALICE)


def test_record_refuses_a_subject_that_is_not_saved():
    with pytest.raises(ValueError, match="on a plan that is not saved yet"):
        saved(on=Plan(due="TBC"))


@pytest.mark.parametrize("value", [object(), PLAN, {1, 2}])
def test_record_refuses_values_that_are_not_plain(value):
    with pytest.raises(TypeError, match="not JSON serializable"):
        saved(after={"value": value})


def test_record_refuses_numbers_that_are_none():
    with pytest.raises(ValueError, match="not JSON compliant"):
        saved(after={"value": float("nan")})


def test_record_is_undone_with_the_action_it_tells_of():
    saved()
    with pytest.raises(RuntimeError), transaction.atomic():
        saved()
        raise RuntimeError
    assert AuditEvent.objects.count() == 1
    assert audit.verify() == []
    assert saved().seq == 2


def test_about_finds_events_of_a_record_however_it_is_held():
    event = saved(on=PlanOnPaper(pk=5, footprint=DORSET, due="TBC"))
    saved(on=Plan(pk=6, footprint=DORSET, due="TBC"))
    saved(on=DORSET)
    assert list(AuditEvent.objects.about(PLAN)) == [event]
