"""A new risk in the form: raised once however often it is sent, or refused in words."""

from portfolios.models import HighlightReport
from risks.models import Assessment, Risk
from tests.factories import DeputyFactory, PersonFactory, RiskFactory
from tests.reports.report_form.rows import NEW_RISK, errors


def test_a_new_risk_is_raised_once_however_often_the_form_is_sent(opened, send, matrix):
    values = opened() | NEW_RISK
    for _ in range(2):
        assert send(values).status_code == 302
    raised = Risk.objects.get()
    assert (raised.number, raised.initiative.slug) == (1, "urgent-care")
    assert "risk_1" in opened()
    assert send(opened() | NEW_RISK).status_code == 302
    assert Risk.objects.count() == 2


def test_a_second_risk_from_the_same_copy_of_the_form_is_refused_not_swallowed(opened, send, matrix):
    values = opened() | NEW_RISK
    send(values)
    found = errors(send(values | {"new_risk_title": "Another"}))
    assert "has raised risk 1 already" in found["new_risk_title"][0]


def test_half_a_risk_is_refused_and_stands_open(opened, send, typed, matrix):
    response = send(opened() | typed | {"new_risk_cause": "KEEP THIS"})
    assert set(errors(response)) == {
        "new_risk_title",
        "new_risk_event",
        "new_risk_likelihood",
        "new_risk_impact",
    }
    assert "KEEP THIS" in response.content.decode()
    assert not HighlightReport.objects.exists()


def test_a_risk_may_be_private_from_birth(opened, send, matrix):
    send(opened() | NEW_RISK | {"new_risk_private_reason": "Section 43"})
    assert Risk.objects.get().is_private


def test_who_may_not_edit_risks_is_not_asked_about_them(client, alice, bea, address, typed, risk):
    DeputyFactory(principal=alice.people.get(), deputy=PersonFactory(footprint=risk.footprint, user=bea))
    client.force_login(bea)
    page = client.get(address)
    assert not [name for name in page.context["form"].fields if "risk" in name]
    scored = {"risk_7": "new", "risk_7_likelihood": "5", "risk_7_impact": "4", "risk_7_reason": "So."}
    assert client.post(address, typed | scored | NEW_RISK).status_code == 302
    assert Assessment.objects.count() == 1
    assert Risk.objects.count() == 1


def test_without_a_matrix_it_says_who_can_help(client, opened, send, initiative, footprint, address):
    RiskFactory(footprint=footprint, initiative=initiative, number=7)
    opened()
    assert "No risk matrix is in force" in client.get(address).content.decode()
    assert send(opened()).status_code == 302
