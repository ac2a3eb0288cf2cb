"""Raising a risk on its own page."""

from datetime import date

import pytest
from django.utils import timezone

from portfolios.models import Person
from risks.models import Risk, RiskOwner
from stp_portal.accounts.roles import Role
from tests.factories import (
    InitiativeFactory,
    PersonFactory,
    RiskCategoryFactory,
    RiskMatrixFactory,
    RoleAssignmentFactory,
    UserFactory,
)
from tests.pages import read, words

ADDRESS = "/northmere/risks/add/"


@pytest.fixture
def matrix(footprint):
    return RiskMatrixFactory(footprint=footprint)


@pytest.fixture
def typed(initiative, matrix):
    return {
        "form": "00000000-0000-0000-0000-000000000007",
        "title": "Vacant posts",
        "event": "that wards close in winter.",
        "cause": "a shortage of nurses",
        "effect": "longer waits",
        "initiative": initiative.pk,
        "likelihood": "4",
        "impact": "5",
    }


def post(client, user, sent, status, follow=False):
    client.force_login(user)
    response = client.post(ADDRESS, sent, follow=follow)
    assert response.status_code == status
    return words(response.content.decode())


def test_a_lead_raises_a_risk_and_reads_it_back_as_one_sentence(client, alice, typed, footprint):
    category = RiskCategoryFactory(footprint=footprint, name="Workforce")
    jo = PersonFactory(footprint=footprint, name="Jo Owner", post="")
    more = {
        "category": category.pk,
        "proximity": "quarter",
        "response": "treat",
        "owner_1": jo.pk,
        "owner_3": Person.objects.get(user=alice).pk,
        "reference_2_register": "baf",
        "reference_2_register_name": "GBAF",
        "reference_2_reference": "CDG 4.1",
    }
    page = post(client, alice, typed | more, 200, follow=True)
    assert "Risk 1 is raised." in page
    assert (
        "There is a risk that wards close in winter. This is as a result of a shortage of nurses. This would lead to "
        "longer waits." in page
    )
    assert "Current Ma Major Likely (4) × Catastrophic (5) = 20" in page
    assert "Category Workforce" in page
    assert "How soon Within three months Response Treat" in page
    assert "Jo Owner" in page
    assert "CDG 4.1 GBAF, Board Assurance Framework" in page
    risk = Risk.objects.get()
    assert risk.level == "portfolio"
    assert {row.person.name for row in RiskOwner.objects.filter(risk=risk)} == {"Jo Owner", "Alice Lead"}
    assert RiskOwner.objects.first().valid_from == timezone.localdate()


def test_posted_twice_it_is_raised_once(client, alice, typed):
    post(client, alice, typed, 302)
    post(client, alice, typed, 302)
    assert Risk.objects.count() == 1


def test_another_one_from_the_same_form_is_refused_and_kept(client, alice, typed):
    post(client, alice, typed, 302)
    page = post(client, alice, typed | {"title": "Another title"}, 422)
    assert "This form has raised risk 1 already" in page


def test_everything_wrong_is_said_at_once_and_what_was_typed_comes_back(client, alice, typed, matrix):
    wrong = {
        "title": " ",
        "event": "",
        "likelihood": "9",
        "impact": "",
        "initiative": "",
        "private_reason": "x" * 201,
        "reference_1_reference": "CDG 4.1",
    }
    page = post(client, alice, typed | wrong, 422)
    for says in (
        "Give the risk a title of a few words.",
        "Say what may happen.",
        "“9” is outside the risk matrix: the likelihood goes from 1 to 5.",
        "Select the impact.",
        "Select the initiative that it threatens.",
        "Shorten the reason to 200 characters or fewer.",
        "Select the register.",
    ):
        assert says in page
    assert "a shortage of nurses" in page
    assert not Risk.objects.exists()


def test_markup_in_its_words_is_refused(client, alice, typed):
    assert "What may happen:" in post(client, alice, typed | {"event": "<script>alert(1)</script>"}, 422)


def test_an_owner_who_left_after_the_form_was_opened_is_refused_by_name(client, alice, typed, footprint):
    gone = PersonFactory(footprint=footprint, name="Jo Owner", user=UserFactory(is_active=False))
    page = post(client, alice, typed | {"owner_1": gone.pk}, 422)
    assert "Jo Owner" in page
    assert not Risk.objects.exists()


def test_only_initiatives_that_the_person_keeps_are_offered_and_taken(
    client, alice, priya, typed, footprint, initiative
):
    own = InitiativeFactory(footprint=footprint, parent=initiative, kind="project", name="Own project")
    other = InitiativeFactory(footprint=footprint, name="Other portfolio")
    page = read(client, alice, ADDRESS)
    assert "Own project" in page
    assert "Other portfolio" not in page
    assert "Select a valid choice" in post(client, alice, typed | {"initiative": other.pk}, 422)
    post(client, alice, typed | {"initiative": own.pk}, 302)
    assert Risk.objects.get().level == "workstream"
    assert "Other portfolio" in read(client, priya, ADDRESS)


def test_the_only_one_is_chosen_and_the_address_may_name_one(client, alice, priya, footprint, typed):
    client.force_login(alice)
    assert client.get(ADDRESS).context["form"]["initiative"].value() == str(typed["initiative"])
    InitiativeFactory(footprint=footprint, slug="digital")
    client.force_login(priya)
    assert client.get(ADDRESS).context["form"]["initiative"].value() == ""
    named = client.get(ADDRESS, {"initiative": "urgent-care"}).context["form"]["initiative"].value()
    assert named == str(typed["initiative"])


def test_without_a_matrix_nothing_is_raised_and_the_page_says_what_to_do(client, alice, initiative):
    assert "No risk matrix is in force" in read(client, alice, ADDRESS)
    sent = {
        "form": "00000000-0000-0000-0000-000000000007",
        "title": "Vacant posts",
        "event": "wards closing",
        "initiative": initiative.pk,
    }
    assert "Ask the PMO to set one up" in post(client, alice, sent, 422)


def test_axes_are_called_and_ordered_as_the_matrix_has_them(client, alice, footprint, initiative):
    RiskMatrixFactory(footprint=footprint, impact_first=True, impact_name="Severity")
    page = read(client, alice, ADDRESS)
    assert page.index("Select the severity") < page.index("Select the likelihood")


def test_who_reports_on_nothing_is_refused_and_a_stranger_finds_nothing(client, bea, bob, charlie, typed):
    for colleague in (bea, bob):
        client.force_login(colleague)
        assert client.get(ADDRESS).status_code == 403
        assert client.post(ADDRESS, typed).status_code == 403
    client.force_login(charlie)
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, typed).status_code == 404
    assert not Risk.objects.exists()


def test_a_lead_whose_role_ended_raises_nothing_any_more(client, footprint, initiative, typed):
    user = UserFactory(role=Role.LEAD, footprint=footprint)
    person = PersonFactory(footprint=footprint, user=user)
    RoleAssignmentFactory(initiative=initiative, person=person, valid_from=None, valid_to=date(2018, 1, 31))
    client.force_login(user)
    assert client.get(ADDRESS).status_code == 403


@pytest.mark.parametrize("number", [2, 30])
def test_the_form_takes_as_many_queries_for_many_initiatives_and_people(
    client, priya, footprint, initiative, matrix, number, django_assert_max_num_queries
):
    for _ in range(number):
        InitiativeFactory(footprint=footprint, parent=initiative, kind="project")
        PersonFactory(footprint=footprint)
    client.force_login(priya)
    with django_assert_max_num_queries(12):
        client.get(ADDRESS)


def test_the_register_leads_to_it_for_who_edits_risks(client, alice, bea, footprint):
    for user, leads in ((alice, True), (bea, False)):
        client.force_login(user)
        assert (f'href="{ADDRESS}"' in client.get("/northmere/risks/").content.decode()) == leads
