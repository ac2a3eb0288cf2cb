"""My work: what of the registers waits for somebody, theirs and nobody else's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from risks.actions import dependencies
from risks.models import Risk
from stp_portal.core.fuzzy_dates import FuzzyDate
from tests.factories import (
    DependencyFactory,
    EscalationFactory,
    InitiativeFactory,
    RiskFactory,
    RiskOwnerFactory,
)
from tests.pages import read

ADDRESS = "/northmere/my-work/"


def day(days):
    """So many days from today."""
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(
        footprint=footprint, initiative=initiative, number=4, title="Staff leave", review_due=day(-3)
    )


def test_a_risk_is_reviewed_by_its_owner(client, alice, sam, priya, risk):
    RiskOwnerFactory(risk=risk, person=sam.people.get())
    found = read(client, sam, ADDRESS)
    assert "Review risk 4: Staff leave" in found
    assert "Overdue by 3 days" in found
    for other in (alice, priya):
        assert "Review risk 4" not in read(client, other, ADDRESS)


def test_one_that_nobody_with_an_account_owns_by_who_reports(client, alice, priya, risk):
    RiskOwnerFactory(risk=risk)
    assert "Review risk 4" in read(client, alice, ADDRESS)
    assert "Review risk 4" not in read(client, priya, ADDRESS)


def test_neither_closed_ones_nor_those_due_much_later(client, alice, risk):
    Risk.objects.update(review_due=day(30))
    assert "Review risk" not in read(client, alice, ADDRESS)
    Risk.objects.update(review_due=day(-1), status="closed", closed_reason="Gone.")
    assert "Review risk" not in read(client, alice, ADDRESS)


def test_many_are_summed(client, alice, footprint, initiative):
    RiskFactory.create_batch(13, footprint=footprint, initiative=initiative, review_due=day(1))
    found = read(client, alice, ADDRESS)
    assert found.count("Review risk") == 10
    assert "Review 3 more risks" in found


def test_a_slip_shows_to_the_taker_the_same_day(client, alice, priya, footprint, initiative):
    row = DependencyFactory(
        footprint=footprint,
        number=7,
        giver=InitiativeFactory(footprint=footprint, name="Digital"),
        taker=initiative,
        needed_by=FuzzyDate.of(day(20)),
    )
    dependencies.confirm(dependency=row, version=1, end="taker", by=alice)
    assert "dependency 7" not in read(client, alice, ADDRESS)
    dependencies.change(
        dependency=row,
        version=2,
        text=row.text,
        needed_by=row.needed_by,
        promised=FuzzyDate.of(day(41)),
        reason="Late supplier.",
        on=day(0),
        by=priya,
    )
    # The PMO keeps both ends, so it confirms both; the lead of Digital would leave the taker's to the taker.
    row.refresh_from_db()
    row.taker_confirmed_at = row.taker_confirmed_by = None
    row.save()
    found = read(client, alice, ADDRESS)
    assert "Confirm dependency 7: Digital gives Urgent Care" in found
    assert "Comes 21 days after it is needed" in found


def test_an_escalation_waits_for_who_can_answer_it(client, alice, priya, bea, risk):
    EscalationFactory(risk=risk, proposed_by=alice)
    assert "Answer the escalation of risk 4: Staff leave" in read(client, priya, ADDRESS)
    for other in (alice, bea):
        assert "Answer the escalation" not in read(client, other, ADDRESS)


def test_what_should_be_looked_at_is_one_line(client, alice, priya, risk):
    found = read(client, alice, ADDRESS)
    assert "Look over 1 risk of yours" in found
    assert "signs to look at" in found
    assert "Look over" not in read(client, priya, ADDRESS)


def test_who_leads_nothing_has_none_of_it(client, bob, bea, risk):
    EscalationFactory(risk=risk)
    for person in (bob, bea):
        found = read(client, person, ADDRESS)
        for words in ("Review risk", "Answer the escalation", "Confirm dependency", "Look over"):
            assert words not in found
