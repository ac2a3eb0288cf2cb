"""Changing how often initiatives report."""

import pytest
from django.core.exceptions import ValidationError

from portfolios.actions import rhythms
from portfolios.actions.rhythms import RhythmChange
from portfolios.models import Initiative, ReportingRhythm
from stp_portal.core.models import AuditEvent
from tests.factories import InitiativeFactory

EVERY, SECOND, NEVER = ReportingRhythm.values


def change(footprint, by, *changes: tuple[Initiative, str, str]) -> list[Initiative]:
    wanted = [RhythmChange(initiative.pk, was, new) for initiative, was, new in changes]
    return rhythms.change(footprint=footprint, changes=wanted, by=by)


def test_only_what_was_chosen_anew_is_written_and_recorded(footprint, initiative, priya):
    other = InitiativeFactory(footprint=footprint)
    changed = change(footprint, priya, (initiative, EVERY, SECOND), (other, EVERY, EVERY))
    assert changed == [initiative]
    initiative.refresh_from_db()
    assert initiative.reporting == SECOND
    event = AuditEvent.objects.get(event="initiative.reporting_changed")
    assert (event.before, event.after) == ({"reporting": EVERY}, {"reporting": SECOND})


def test_what_somebody_else_chose_meanwhile_is_not_overwritten(footprint, initiative, priya):
    other = InitiativeFactory(footprint=footprint)
    change(footprint, priya, (initiative, EVERY, NEVER))
    with pytest.raises(ValidationError, match="Urgent Care: somebody else has just chosen “Does not report”"):
        change(footprint, priya, (initiative, EVERY, SECOND), (other, EVERY, SECOND))
    other.refresh_from_db()
    assert other.reporting == EVERY


def test_the_same_choice_by_two_people_is_made_once(footprint, initiative, priya):
    change(footprint, priya, (initiative, EVERY, NEVER))
    assert change(footprint, priya, (initiative, EVERY, NEVER)) == []


def test_a_word_that_is_no_rhythm_is_refused(footprint, initiative, priya):
    with pytest.raises(ValidationError, match="“weekly” is not one of: Every period"):
        change(footprint, priya, (initiative, EVERY, "weekly"))


def test_initiatives_of_another_footprint_are_left_alone(footprint, priya):
    stranger = InitiativeFactory()
    assert change(footprint, priya, (stranger, EVERY, NEVER)) == []
    stranger.refresh_from_db()
    assert stranger.reporting == EVERY
