"""The pages about controls: named, changed, ended, assured; two at once shown both."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from risks.models import Assurance, Control, RiskStatus
from risks.queries.risk_parts.controls import age_of, controls
from tests.factories import AssuranceFactory, ControlFactory, RiskFactory
from tests.pages import words

PAGE = "/northmere/risks/7/controls/"


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7)


@pytest.fixture
def control(risk):
    return ControlFactory(risk=risk, text="Weekly staffing review.", position=1)


@pytest.fixture
def addresses(control):
    own = f"{PAGE}{control.pk}/"
    return [f"{PAGE}add/", own, f"{own}end/", f"{own}assurance/"]


@pytest.fixture
def as_alice(client, alice):
    client.force_login(alice)
    return client


def part_of(risk, user, *, may_edit=True):
    context = {
        "part": controls(risk, user, timezone.localdate()),
        "may_edit": may_edit,
        "footprint": risk.footprint,
    }
    return words(render_to_string("risks/risk/_controls.html", context))


def test_a_stranger_gets_404_and_a_colleague_403(client, charlie, bea, alice, addresses):
    for address in addresses:
        for user, status in ((charlie, 404), (bea, 403), (alice, 200)):
            client.force_login(user)
            assert client.get(address).status_code == status


def test_a_control_of_another_risk_is_404(as_alice, control, initiative):
    other = ControlFactory(risk=RiskFactory(footprint=control.footprint, initiative=initiative, number=8))
    assert as_alice.get(f"{PAGE}{other.pk}/").status_code == 404


def test_of_a_closed_risk_they_lead_back_and_what_is_sent_is_refused(as_alice, addresses, risk):
    risk.status, risk.closed_reason = RiskStatus.CLOSED, "Over."
    risk.save()
    for address in addresses:
        assert as_alice.get(address).url == "/northmere/risks/7/"
    response = as_alice.post(addresses[0], {"text": "KEEP THIS"})
    assert response.status_code == 422
    assert "KEEP THIS" in response.content.decode()


def test_one_is_added_and_one_that_reads_like_an_action_is_told(as_alice, risk, addresses):
    response = as_alice.post(addresses[0], {"text": "Bank staff.", "gap": "None at night."}, follow=True)
    assert "The control is added." in words(response.content.decode())
    response = as_alice.post(addresses[0], {"text": "A rota to be agreed."}, follow=True)
    assert "It reads like something still to be done" in words(response.content.decode())
    assert [one.text for one in Control.objects.filter(risk=risk)] == [
        "Weekly staffing review.",
        "Bank staff.",
        "A rota to be agreed.",
    ]


def test_without_words_it_is_refused(as_alice, addresses):
    response = as_alice.post(addresses[0], {"text": " "})
    assert response.status_code == 422
    assert "Say what is in place that holds the risk down" in response.content.decode()


def test_two_who_change_one_at_once_are_shown_both(as_alice, control):
    address = f"{PAGE}{control.pk}/"
    first = {"text": "Daily review.", "gap": "", "version": "1"}
    assert as_alice.post(address, first).status_code == 302
    response = as_alice.post(address, first | {"text": "Monthly review."})
    page = words(response.content.decode())
    assert response.status_code == 409
    assert "Daily review." in page
    assert "Monthly review." in page
    again = first | {"text": "Monthly review.", "version": "2"}
    assert as_alice.post(address, again).status_code == 302
    control.refresh_from_db()
    assert control.text == "Monthly review."


def test_it_ends_with_a_reason(as_alice, control, risk, alice):
    address = f"{PAGE}{control.pk}/end/"
    assert as_alice.post(address, {"version": "1", "reason": ""}).status_code == 422
    assert as_alice.post(address, {"version": "1", "reason": "Stood down."}).status_code == 302
    part = part_of(risk, alice)
    assert "Nothing is recorded that holds it down." in part
    assert "Weekly staffing review. Ended on" in part
    assert ": Stood down." in part


def test_assurance_is_added_with_its_line_level_and_day(as_alice, control):
    address = f"{PAGE}{control.pk}/assurance/"
    given = {
        "line": "third",
        "level": "limited",
        "text": "Audit 12/17.",
        "on_day": "31",
        "on_month": "1",
        "on_year": "2018",
    }
    assert as_alice.post(address, given | {"on_year": "2999"}).status_code == 422
    assert as_alice.post(address, given | {"line": "ninth"}).status_code == 422
    assert as_alice.post(address, given).status_code == 302
    assert str(Assurance.objects.get()) == "Limited assurance on 31/01/2018"


def test_the_part_shows_each_with_its_gap_its_assurance_and_how_old_that_is(control, risk, alice):
    control.gap = "Not at weekends."
    control.save()
    AssuranceFactory(control=control, on=timezone.localdate())
    ControlFactory(risk=risk, text="A rota to be agreed.", position=2)
    part = part_of(risk, alice)
    assert "Gap: Not at weekends." in part
    assert "Reasonable assurance, second line: those who oversee it" in part
    assert "(new today" in part
    assert part.count("This reads like something still to be done.") == 1
    assert part.index("Weekly") < part.index("A rota")
    reader = part_of(risk, alice, may_edit=False)
    assert "Add a control" not in reader
    assert "This reads like" not in reader


def test_private_controls_are_seen_by_those_alone_who_may(control, risk, bob, bea):
    risk.is_private, risk.private_reason = True, "Section 43"
    risk.save()
    assert controls(risk, bob, timezone.localdate()).standing == ()
    assert len(controls(risk, bea, timezone.localdate()).standing) == 1


@pytest.mark.parametrize(
    ("year", "month", "day", "age"),
    [
        (2018, 4, 30, "new today"),
        (2018, 4, 29, "1 day old"),
        (2018, 3, 1, "60 days old"),
        (2018, 2, 28, "2 months old"),
        (2016, 5, 30, "23 months old"),
        (2015, 1, 1, "3 years old"),
    ],
)
def test_how_old_assurance_is(year, month, day, age):
    assert age_of(date(year, month, day), date(2018, 4, 30)) == age
