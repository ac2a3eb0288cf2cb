"""Accepting a risk on its page, ending that, and what the part of the page of the risk says."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from risks.models import Acceptance, RiskBand, RiskStatus
from risks.queries.risk_parts.acceptance import acceptance
from tests.factories import AcceptanceFactory, RiskCategoryFactory, RiskFactory
from tests.pages import words

ACCEPT, END = "/northmere/risks/7/accept/", "/northmere/risks/7/accept/end/"


@pytest.fixture
def risk(footprint, initiative):
    risk = RiskFactory(footprint=footprint, initiative=initiative, number=7, score=(4, 5))
    risk.category = RiskCategoryFactory(
        footprint=footprint,
        name="Workforce",
        appetite="cautious",
        tolerated=RiskBand.objects.get(label="Moderate"),
    )
    risk.save()
    return risk


@pytest.fixture
def accepted(risk, priya):
    today = timezone.localdate()
    return AcceptanceFactory(
        risk=risk,
        accepted_on=today,
        until=today + timedelta(days=30),
        accepted_by=priya,
        reason="No posts.",
    )


def typed(until: date, reason: str = "No posts before the review.") -> dict[str, str]:
    return {f"until_{part}": str(getattr(until, part)) for part in ("day", "month", "year")} | {
        "reason": reason
    }


def part_of(risk, user):
    context = {
        "part": acceptance(risk, user, timezone.localdate()),
        "may_edit": True,
        "footprint": risk.footprint,
    }
    return words(render_to_string("risks/risk/_acceptance.html", context))


@pytest.mark.parametrize("address", [ACCEPT, END])
def test_a_stranger_gets_404_and_who_keeps_the_risk_alone_403(
    client, charlie, alice, priya, risk, accepted, address
):
    accepted_page = {charlie: 404, alice: 403}
    for user, status in accepted_page.items():
        client.force_login(user)
        assert client.get(address).status_code == status
        assert client.post(address).status_code == status
    client.force_login(priya)
    assert client.get(address).status_code == 200


def test_it_is_accepted_until_a_day(client, priya, risk):
    client.force_login(priya)
    assert "Major is above what is tolerated" in words(client.get(ACCEPT).content.decode())
    until = timezone.localdate() + timedelta(days=100)
    assert client.post(ACCEPT, typed(until)).url == "/northmere/risks/7/#acceptance"
    part = part_of(risk, priya)
    assert f"Accepted until {until.day} {until:%B %Y} by Priya Office" in part
    assert "No posts before the review." in part


@pytest.mark.parametrize(
    ("values", "field", "told"),
    [
        (typed(date(2018, 1, 1)), "until", "is past"),
        (typed(date(2918, 1, 1)), "until", "within 2 years"),
        ({"reason": "Why"}, "until", "Enter the last day"),
        ({"until_day": "x", "until_month": "1", "until_year": "2030"}, "until", "must be a real date"),
        (typed(date(2918, 1, 1), " "), "reason", "Say why the risk is carried as it is"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(client, priya, risk, values, field, told):
    client.force_login(priya)
    response = client.post(ACCEPT, values)
    assert response.status_code == 422
    assert told in response.context["form"].errors[field][0]
    assert not Acceptance.objects.exists()


def test_a_second_one_is_refused_with_who_accepted_it(client, priya, risk, accepted):
    client.force_login(priya)
    response = client.post(ACCEPT, typed(timezone.localdate() + timedelta(days=5)))
    assert response.status_code == 422
    assert "Priya Office accepted risk 7 until" in response.content.decode()


def test_it_ends_with_a_reason_and_who_comes_second_is_told(client, priya, risk, accepted):
    client.force_login(priya)
    assert client.post(END, {"reason": ""}).status_code == 422
    assert client.post(END, {"reason": "The posts came."}).status_code == 302
    assert "Ended on" in part_of(risk, priya)
    response = client.post(END, {"reason": "Else."})
    assert response.status_code == 422
    assert "took it back on" in response.content.decode()
    assert client.get(END).status_code == 302


def test_nothing_accepted_leaves_nothing_to_end(client, priya, risk):
    client.force_login(priya)
    page = client.get(END, follow=True)
    assert "there is nothing to end" in page.content.decode()


def test_one_that_ran_out_says_so_and_may_be_accepted_anew(risk, priya, alice):
    AcceptanceFactory(risk=risk, accepted_by=priya)
    part = part_of(risk, priya)
    assert "Acceptance ran out on 31 December 2018" in part
    assert "accepted anew" in part
    assert "Accept the risk as it is" in part
    assert "Accept the risk as it is" not in part_of(risk, alice)


def test_a_closed_risk_is_not_accepted(client, priya, risk):
    risk.status, risk.closed_reason = RiskStatus.CLOSED, "Over."
    risk.save()
    client.force_login(priya)
    assert client.get(ACCEPT).status_code == 302
    assert client.post(ACCEPT, typed(timezone.localdate())).status_code == 422
    assert "Accept it" not in part_of(risk, priya)


def test_what_is_tolerated_is_said_and_within_it_nothing_is_offered(risk, priya):
    assert (
        "Major is above what is tolerated of Workforce: Moderate at worst, with the appetite “cautious”"
        in (part_of(risk, priya))
    )
    risk.category.tolerated = RiskBand.objects.get(label="Major")
    risk.category.save()
    part = part_of(risk, priya)
    assert "Major is within what is tolerated" in part
    assert "Accept it" not in part
    risk.category = None
    risk.save()
    assert "It has no category" in part_of(risk, priya)
