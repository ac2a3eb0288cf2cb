"""Pages of escalations: who may propose and answer, what waits and for how long, what the second of two is told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from risks.models import Escalation, RiskBand
from risks.queries.risk_parts.escalations import escalations as part_of
from stp_portal.accounts.roles import Role
from tests.factories import (
    EscalationFactory,
    IssueFactory,
    RiskFactory,
    RiskReferenceFactory,
    UserFactory,
)
from tests.pages import read, row_of, words

LIST = "/northmere/risks/escalations/"


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(
        footprint=footprint, initiative=initiative, number=7, title="Vacant posts", score=(4, 5)
    )


@pytest.fixture
def waiting(risk, alice):
    made = EscalationFactory(risk=risk, proposed_by=alice, reason="The portfolio cannot hold it.")
    long_ago = timezone.now() - timezone.timedelta(days=12)
    Escalation.objects.filter(pk=made.pk).update(proposed_at=long_ago)
    made.refresh_from_db()
    return made


def page_of(escalation):
    return reverse("risks:escalation-answer", args=["northmere", escalation.pk])


def post(client, user, address, status=302, **data):
    client.force_login(user)
    response = client.post(address, data)
    assert response.status_code == status
    return words(response.content.decode())


def test_a_keeper_proposes_the_next_level_up(client, alice, priya, risk):
    address = "/northmere/risks/7/escalate/"
    page = read(client, alice, address)
    assert "It stands at portfolio level" in page
    assert "Programme (hand down)" in page
    post(client, alice, address, to_level="system", reason="The portfolio cannot hold it.")
    assert Escalation.objects.get().to_level == "system"
    page = words(client.get("/northmere/risks/7/").content.decode())
    assert "Risk 7 is proposed for system leadership level. It can be answered by Priya Office." in page


def test_where_nobody_can_answer_it_says_so_and_what_to_do(client, priya, risk):
    post(client, priya, "/northmere/risks/7/escalate/", to_level="system", reason="Too much for us.")
    said = words(client.get("/northmere/risks/7/").content.decode())
    assert "Nobody can answer it, because nobody answers their own proposal: ask the PMO lead" in said
    assert "Nobody can answer it" in row_of(client, priya, LIST, "Risk 7")


def test_what_is_missing_comes_back_as_typed(client, alice, priya, risk):
    page = post(client, alice, "/northmere/risks/7/escalate/", 422, to_level="system", reason="")
    assert "Say why another level should look after it" in page


@pytest.mark.parametrize("address", ["/northmere/risks/7/escalate/", "/northmere/issues/3/escalate/"])
def test_only_keepers_propose(client, bob, bea, charlie, sam, risk, initiative, address):
    IssueFactory(footprint=risk.footprint, initiative=initiative, number=3)
    for user, status in ((bob, 403), (bea, 403), (charlie, 404)):
        post(client, user, address, status, to_level="system", reason="Mine.")
    assert not Escalation.objects.exists()
    post(client, sam, address, to_level="system", reason="Mine to say.")
    assert Escalation.objects.count() == 1


def test_accepted_it_stands_there(client, priya, risk, waiting):
    assert "The portfolio cannot hold it." in read(client, priya, page_of(waiting))
    post(client, priya, page_of(waiting), accept="1", answer="")
    risk.refresh_from_db()
    assert risk.level == "system"


def test_returned_it_needs_a_reason(client, priya, risk, waiting):
    page = post(client, priya, page_of(waiting), 422, answer="", **{"return": "1"})
    assert "Say why risk 7 is returned: Alice Lead reads this." in page
    post(client, priya, page_of(waiting), answer="Ask the board.", **{"return": "1"})
    risk.refresh_from_db()
    assert risk.level == "portfolio"


def test_only_those_who_may_answer_it(client, alice, sam, bob, charlie, waiting):
    for user, status in ((alice, 403), (sam, 403), (bob, 403), (charlie, 404)):
        post(client, user, page_of(waiting), status, accept="1")
    waiting.refresh_from_db()
    assert waiting.state == "proposed"
    assert "Your answer" not in read(client, bob, page_of(waiting))


def test_the_second_of_two_is_told_and_keeps_what_was_typed(client, priya, footprint, waiting):
    other = UserFactory(name="Ana Lyst", role=Role.PMO_ANALYST, footprint=footprint)
    post(client, other, page_of(waiting), accept="1")
    page = post(client, priya, page_of(waiting), 409, answer="Not for the board.", **{"return": "1"})
    assert "Ana Lyst accepted this, so it stands at system leadership level now" in page
    assert "What you typed Not for the board." in page


def test_taken_back_by_who_proposed_it(client, alice, bea, waiting):
    address = reverse("risks:escalation-withdraw", args=["northmere", waiting.pk])
    post(client, bea, address, 403)
    post(client, alice, address)
    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"


def test_the_list_shows_ones_own_to_answer_first_with_their_age(client, priya, alice, footprint, waiting):
    EscalationFactory(risk=RiskFactory(footprint=footprint, number=1), proposed_by=priya)
    page = read(client, priya, LIST)
    assert "1 waits for your answer." in page
    assert page.index("Risk 7: Vacant posts") < page.index("Risk 1:")
    line = row_of(client, priya, LIST, "Risk 7")
    assert "by Alice Lead, 12 days ago" in line
    assert "Portfolio to system leadership" in line
    assert "Waits for somebody else" not in row_of(client, alice, LIST, "Risk 1")


def test_the_list_is_narrowed_by_level(client, priya, waiting):
    assert "Risk 7" in read(client, priya, f"{LIST}?level=system")
    assert "Nothing waits for that level" in read(client, priya, f"{LIST}?level=governing")
    assert "is not a level here" in read(client, priya, f"{LIST}?level=moon")


def test_what_waits_is_there_as_a_file(client, priya, bob, waiting):
    client.force_login(priya)
    text = client.get(f"{LIST}?format=csv").content.decode("utf-8-sig")
    assert '"Risk",7,"Vacant posts","Urgent Care","Portfolio","System leadership"' in text
    waiting.risk.is_private, waiting.risk.private_reason = True, "Section 43"
    waiting.risk.save()
    client.force_login(bob)
    assert "Vacant" not in client.get(f"{LIST}?format=csv").content.decode()


def test_each_level_is_counted_once(client, priya, footprint, waiting):
    IssueFactory(footprint=footprint, level="governing")
    RiskFactory(footprint=footprint, level="system", status="closed", closed_reason="Over.")
    page = read(client, priya, LIST)
    assert "Governing body 0 open risks at governing body level 1 open issues" in page
    assert "Portfolio 1 open risks at portfolio level 0 open issues at portfolio level 0" in page
    assert row_of(client, priya, LIST, "System leadership").endswith("system leadership level 1")


@pytest.mark.parametrize("row", ["risk", "issue"])
def test_an_observer_sees_nothing_of_what_is_private(client, bob, bea, footprint, row):
    make = {"risk": RiskFactory, "issue": IssueFactory}[row]
    secret = make(footprint=footprint, title="Takeover", is_private=True, number=5)
    made = EscalationFactory(**({"risk": None} | {row: secret}), reason="Merger talks")
    assert "Takeover" in read(client, bea, LIST)
    page = read(client, bob, LIST)
    assert "Takeover" not in page
    assert "Nothing public waits" in page
    assert "Portfolio 0 open risks at portfolio level 0 open issues" in page
    assert row_of(client, bob, LIST, "System leadership").endswith(" 0")
    for address in (page_of(made), f"/northmere/{row}s/5/escalate/"):
        read(client, bob, address, 404)


def test_the_list_asks_the_same_number_of_queries_at_any_size(
    client, priya, footprint, alice, waiting, django_assert_max_num_queries
):
    for number in range(30, 60):
        EscalationFactory(risk=RiskFactory(footprint=footprint, number=number), proposed_by=alice)
    client.force_login(priya)
    with django_assert_max_num_queries(13):
        client.get(LIST)


def test_the_part_says_where_a_worse_risk_belongs(risk, priya, waiting):
    RiskReferenceFactory(risk=risk, register="baf", register_name="GBAF", reference="3.2")
    today = timezone.localdate()
    assert part_of(risk, priya, today).belongs == ""
    RiskBand.objects.filter(label="Major").update(belongs_at="system")
    part = part_of(risk, priya, today)
    assert part.belongs == "A risk in band Major belongs at system leadership level at least."
    assert part.references == ("GBAF 3.2",)
    assert (part.age, part.may_answer, len(part.history)) == ("12 days", True, 1)
    risk.level = "governing"
    assert part_of(risk, priya, today).belongs == ""


def test_the_part_of_who_proposed_it_offers_no_answer(risk, alice, priya, waiting):
    part = part_of(risk, alice, timezone.localdate())
    assert (part.is_own, part.may_answer) == (True, False)
    assert part.who == "It can be answered by Priya Office."


def test_the_page_of_a_risk_leads_its_keepers_on(client, alice, bob, risk):
    RiskBand.objects.filter(label="Major").update(belongs_at="governing")
    client.force_login(alice)
    html = client.get("/northmere/risks/7/").content.decode()
    assert "A risk in band Major belongs at governing body level. Escalate it" in words(html)
    assert 'href="/northmere/risks/7/happened/"' in html
    assert 'value="governing" id="id_to_level_0" checked' in client.get(
        "/northmere/risks/7/escalate/"
    ).content.decode().replace("  ", " ")
    client.force_login(bob)
    html = client.get("/northmere/risks/7/").content.decode()
    assert "belongs at governing body level" in html
    assert "/escalate/" not in html
    assert "/happened/" not in html
