"""Owners, references, the end of a risk and its story, on their pages."""

import pytest
from django.utils import timezone

from portfolios.models import Notice
from risks.models import Risk, RiskOwner, RiskReference
from stp_portal.core.models import AuditEvent
from tests.factories import (
    ActionFactory,
    EscalationFactory,
    PersonFactory,
    RiskFactory,
    RiskOwnerFactory,
    RiskReferenceFactory,
    UserFactory,
)
from tests.pages import read, words

PAGE = "/northmere/risks/7/"


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(footprint=footprint, initiative=initiative, number=7, title="Vacant posts")


@pytest.fixture
def jo(footprint):
    return PersonFactory(footprint=footprint, name="Jo Owner", post="Director")


def post(client, user, step, sent, status=200):
    client.force_login(user)
    response = client.post(f"{PAGE}{step}/", sent, follow=True)
    assert response.status_code == status
    return words(response.content.decode())


def test_owners_are_named_and_told(client, alice, sam, risk, jo):
    sams = sam.people.get()
    sent = {"version": "1", "owner_1": jo.pk, "owner_2": sams.pk}
    assert "Risk 7 is owned by Jo Owner and Sam Owner." in post(client, alice, "owners", sent)
    assert Notice.objects.get().user == sam
    assert {row.person for row in RiskOwner.objects.on(timezone.localdate())} == {jo, sams}


def test_an_owner_is_taken_off(client, alice, risk, jo):
    RiskOwnerFactory(risk=risk, person=jo)
    client.force_login(alice)
    form = client.get(f"{PAGE}owners/").context["form"]
    assert form["owner_1"].value() == jo.pk
    page = post(client, alice, "owners", {"version": "1", "owner_1": ""})
    assert "Risk 7 is owned by nobody." in page
    assert "Owners None named" in page
    assert RiskOwner.objects.get().valid_to < timezone.localdate()


def test_an_owner_who_left_is_marked_in_the_list_and_a_new_one_refused(client, alice, risk, jo, footprint):
    gone = PersonFactory(
        footprint=footprint, name="Gil Gone", post="Manager", user=UserFactory(is_active=False)
    )
    RiskOwnerFactory(risk=risk, person=gone)
    assert "Gil Gone - Manager (has left)" in read(client, alice, f"{PAGE}owners/")
    RiskOwner.objects.all().delete()
    page = post(client, alice, "owners", {"version": "1", "owner_1": gone.pk}, status=422)
    assert "Gil Gone has left: their account is closed. Name somebody who is here" in page


def test_of_two_who_name_owners_the_second_sees_whom_the_first_named(
    client, alice, priya, risk, jo, footprint
):
    other = PersonFactory(footprint=footprint, name="Al Other", post="Nurse")
    post(client, alice, "owners", {"version": "1", "owner_1": jo.pk})
    page = post(client, priya, "owners", {"version": "1", "owner_1": other.pk}, status=409)
    assert "Owner 1 As saved now Jo Owner As you typed it Al Other" in page
    assert "Alice Lead named Jo Owner as an owner" in page
    assert "Risk 7 is owned by Al Other." in post(
        client, priya, "owners", {"version": "2", "owner_1": other.pk}
    )


def test_the_same_person_twice_is_one_owner(client, alice, risk, jo):
    post(client, alice, "owners", {"version": "1", "owner_1": jo.pk, "owner_2": jo.pk})
    assert RiskOwner.objects.count() == 1


def test_a_reference_is_added_and_taken_off(client, alice, risk):
    page = read(client, alice, f"{PAGE}references/")
    assert "No other register is known to call it anything." in page
    sent = {"register": "baf", "register_name": "GBAF", "reference": "CDG 4.1"}
    page = post(client, alice, "references", sent)
    assert "GBAF CDG 4.1 is added." in page
    assert "Reference CDG 4.1 Register GBAF (Board Assurance Framework) Take off GBAF CDG 4.1" in page
    row = RiskReference.objects.get()
    assert "GBAF CDG 4.1 is taken off." in post(client, alice, "references", {"remove": row.pk})
    assert not RiskReference.objects.exists()


def test_a_reference_without_a_register_is_refused(client, alice, risk):
    page = post(client, alice, "references", {"register": "", "reference": ""}, status=422)
    assert "Select the register." in page
    assert "Enter the reference, such as CDG 4.1." in page


@pytest.mark.parametrize("pk", ["0", "x", "٣", "9" * 30, "99"])
def test_a_reference_that_is_not_there_is_404(client, alice, risk, pk):
    post(client, alice, "references", {"remove": pk}, status=404)


def test_a_reference_of_another_risk_is_404_here(client, alice, risk, footprint):
    other = RiskReferenceFactory(risk=RiskFactory(footprint=footprint, number=8))
    post(client, alice, "references", {"remove": other.pk}, status=404)
    assert RiskReference.objects.exists()


def test_it_is_closed_with_a_reason(client, alice, risk):
    sent = {"version": "1", "ending": "closed", "reason": "The posts are filled."}
    page = post(client, alice, "close", sent)
    assert "Risk 7 is closed." in page
    assert "Closed: The posts are filled." in page


def test_it_is_withdrawn_with_a_reason(client, alice, risk):
    post(client, alice, "close", {"version": "1", "ending": "withdrawn", "reason": "Raised twice."})
    assert Risk.objects.get().status == "withdrawn"


def test_what_keeps_it_open_is_named_with_links_and_what_was_typed_is_kept(client, alice, risk):
    ActionFactory(risk=risk, number=3, text="Agree the rota.")
    waiting = EscalationFactory(risk=risk)
    page = post(
        client, alice, "close", {"version": "1", "ending": "closed", "reason": "The posts are filled."}, 422
    )
    assert "Risk 7 has 1 open action: action 3. Complete, close or withdraw it first." in page
    assert "An escalation of risk 7 waits for its answer." in page
    assert "The posts are filled." in page
    html = client.get(f"{PAGE}close/").content.decode()
    assert 'href="/northmere/actions/3/"' in html
    assert f'href="/northmere/risks/escalations/{waiting.pk}/"' in html
    assert Risk.objects.get().status == "open"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"reason": " "}, "Say why it ends."),
        ({"ending": ""}, "Select how it ends."),
        ({"ending": "deleted"}, "Select a valid choice"),
        ({"reason": "<script>x</script>"}, "Why:"),
    ],
)
def test_an_end_that_makes_no_sense_is_refused(client, alice, risk, wrong, says):
    sent = {"version": "1", "ending": "closed", "reason": "The posts are filled."} | wrong
    assert says in post(client, alice, "close", sent, status=422)
    assert Risk.objects.get().status == "open"


def test_of_two_who_end_it_the_second_is_told_and_what_they_typed_is_kept(client, alice, priya, risk, jo):
    post(client, alice, "owners", {"version": "1", "owner_1": jo.pk})
    page = post(
        client, priya, "close", {"version": "1", "ending": "closed", "reason": "The posts are filled."}, 409
    )
    assert "Somebody else saved this while you were writing" in page
    assert "Alice Lead named Jo Owner as an owner" in page
    assert "The posts are filled." in page


def test_it_is_reopened_with_a_reason(client, alice, risk):
    post(client, alice, "close", {"version": "1", "ending": "closed", "reason": "The posts are filled."})
    assert "Say why it stands again." in post(client, alice, "reopen", {"version": "2", "reason": ""}, 422)
    page = post(client, alice, "reopen", {"version": "2", "reason": "Two have left."})
    assert "Risk 7 stands again." in page
    assert "Status Open" in page


@pytest.mark.parametrize(
    ("status", "step", "says"),
    [
        ("open", "reopen", "Risk 7 is open. There is nothing to reopen."),
        ("closed", "close", "Risk 7 is closed. There is nothing to close."),
        ("closed", "owners", "Risk 7 is closed. Its owners stay on record."),
        ("closed", "references", "Risk 7 is closed. Its references stay on record."),
    ],
)
def test_a_step_that_does_not_fit_leads_back_with_why(client, alice, risk, priya, status, step, says):
    if status == "closed":
        Risk.objects.update(
            status="closed", closed_reason="Filled.", closed_by=priya, closed_at=timezone.now()
        )
    client.force_login(alice)
    assert says in words(client.get(f"{PAGE}{step}/", follow=True).content.decode())


def test_nothing_of_it_is_ever_deleted(client, priya, risk):
    client.force_login(priya)
    assert client.delete(PAGE).status_code == 405
    for step in ("edit", "close", "owners", "references"):
        assert client.delete(f"{PAGE}{step}/").status_code == 405


def test_its_story_is_told_to_who_may_see_it(client, alice, bob, charlie, risk):
    assert "Nothing is in the audit trail yet" in read(client, bob, f"{PAGE}history/")
    post(client, alice, "close", {"version": "1", "ending": "closed", "reason": "The posts are filled."})
    page = read(client, bob, f"{PAGE}history/")
    assert "Alice Lead closed it: The posts are filled." in page
    assert "alice@example.org" not in page
    read(client, charlie, f"{PAGE}history/", status=404)
    Risk.objects.update(is_private=True, private_reason="Section 43")
    read(client, bob, f"{PAGE}history/", status=404)


def test_of_what_was_private_the_story_says_kindly_that_it_keeps_no_words(client, alice, bea, risk):
    Risk.objects.update(is_private=True, private_reason="Section 43")
    post(client, alice, "close", {"version": "1", "ending": "closed", "reason": "The posts are filled."})
    page = read(client, bea, f"{PAGE}history/")
    assert "Alice Lead closed it. It was private then: the audit trail keeps that something was said" in page
    assert "characters" not in page
    assert "characters" in AuditEvent.objects.get(event="risk.closed").reason
