"""Controls: named, changed, ended with a reason, and how well they work appended."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from risks.actions import controls
from risks.models import Assurance, Control, RiskStatus
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import ActionFactory, ControlFactory, RiskFactory


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7)


@pytest.fixture
def control(risk):
    return ControlFactory(risk=risk, position=3, text="Weekly staffing review.")


@pytest.fixture
def assure(control, alice):
    return partial(
        controls.assure,
        control=control,
        line="second",
        level="limited",
        text="Two of four weeks were missed.",
        on=date(2018, 3, 31),
        by=alice,
    )


def close(risk):
    risk.status, risk.closed_reason = RiskStatus.CLOSED, "Over."
    risk.save()


def test_a_new_one_stands_after_all_controls_and_actions(control, risk, alice):
    ActionFactory(risk=risk, position=5)
    made = controls.add(risk=risk, text=" Bank staff. ", gap=" None at night. ", by=alice)
    assert (made.text, made.gap, made.position) == ("Bank staff.", "None at night.", 6)
    event = AuditEvent.objects.get(event="risk.control_added")
    assert (event.subject_type, event.after) == (
        "risks.risk",
        {"control": "Bank staff.", "gap": "None at night."},
    )


def test_added_twice_it_is_there_once(risk, alice):
    first, second = (controls.add(risk=risk, text="Bank staff.", by=alice) for _ in range(2))
    assert first == second


def test_without_words_it_is_refused(control, risk, alice):
    for save in (
        partial(controls.add, risk=risk),
        partial(controls.edit, control=control, version=1, gap=""),
    ):
        with pytest.raises(ValidationError) as refused:
            save(text="  ", by=alice)
        assert list(refused.value.message_dict) == ["text"]


def test_changed_it_keeps_its_place_and_tells_what_it_was(control, alice):
    changed = controls.edit(control=control, version=1, text="Daily staffing review.", gap="", by=alice)
    assert (changed.position, changed.version) == (3, 2)
    event = AuditEvent.objects.get(event="risk.control_changed")
    assert (event.before, event.after) == (
        {"control": "Weekly staffing review."},
        {"control": "Daily staffing review."},
    )
    assert controls.edit(control=control, version=1, text="Daily staffing review.", gap="", by=alice)
    with pytest.raises(Conflict):
        controls.edit(control=control, version=1, text="Monthly.", gap="", by=alice)


def test_it_ends_with_a_reason_and_stays_on_record(control, alice):
    with pytest.raises(ValidationError) as refused:
        controls.end(control=control, version=1, reason=" ", by=alice)
    assert list(refused.value.message_dict) == ["reason"]
    ended = controls.end(control=control, version=1, reason="The group is stood down.", by=alice)
    assert ended.ended_on == timezone.localdate()
    assert controls.end(control=control, version=1, reason="The group is stood down.", by=alice) == ended
    assert list(Control.objects.standing()) == []
    with pytest.raises(ValidationError, match="This control ended on"):
        controls.edit(control=control, version=2, text="Else.", gap="", by=alice)


def test_assurance_is_appended_once(assure, control):
    assert assure() == assure()
    assure(level="reasonable", on=date(2018, 4, 30))
    assert [one.level for one in control.assurances.all()] == ["reasonable", "limited"]
    assert AuditEvent.objects.filter(event="risk.control_assured").count() == 2


def test_assurance_that_cannot_be_is_refused_by_field(assure):
    with pytest.raises(ValidationError) as refused:
        assure(line="fourth", level="", text=" ", on=timezone.localdate() + timedelta(days=1))
    assert set(refused.value.message_dict) == {"line", "level", "text", "on"}
    assert not Assurance.objects.exists()


def test_controls_of_a_closed_risk_stay_as_they_are(control, risk, assure, alice):
    close(risk)
    for save in (
        partial(controls.add, risk=risk, text="Else.", by=alice),
        partial(controls.edit, control=control, version=1, text="Else.", gap="", by=alice),
        partial(controls.end, control=control, version=1, reason="Done.", by=alice),
        assure,
    ):
        with pytest.raises(ValidationError, match="Risk 7 is closed"):
            save()


def test_of_a_private_risk_the_trail_keeps_no_words(risk, alice):
    risk.is_private, risk.private_reason = True, "Section 43"
    risk.save()
    controls.add(risk=risk, text="The secret tender.", by=alice)
    assert AuditEvent.objects.get(event="risk.control_added").after == {"control": "18 characters"}
