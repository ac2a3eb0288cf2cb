"""People and roles: for the PMO lead only."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portfolios.models import Membership, RoleAssignment
from stp_portal.accounts.roles import Role
from tests.factories import InitiativeFactory, MembershipFactory, PersonFactory, RoleAssignmentFactory

GRANT = {"grant": "1", "grant-name": "New Person", "grant-email": "new@example.org", "grant-role": "observer"}


@pytest.fixture
def address(footprint) -> str:
    return reverse("portfolios:people", args=[footprint.slug])


def test_pmo_lead_gives_a_role(client, priya, address):
    client.force_login(priya)
    page = client.post(address, GRANT, follow=True).content.decode()
    assert "New Person is now Observer" in page
    assert "new@example.org" in page


@pytest.mark.parametrize("who", ["alice", "sam", "bea", "bob"])
def test_everybody_else_is_refused(client, request, address, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address).status_code == 403
    assert client.post(address, GRANT).status_code == 403
    assert not Membership.objects.filter(user__email="new@example.org").exists()


def test_stranger_gets_404(client, charlie, address):
    client.force_login(charlie)
    assert client.get(address).status_code == 404


def test_wrong_address_is_named_and_the_rest_comes_back(client, priya, address):
    client.force_login(priya)
    response = client.post(address, GRANT | {"grant-email": "nonsense"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "New Person" in page
    assert "Error: " in page


def test_ending_a_role_asks_first(client, priya, bob, address):
    membership = Membership.objects.get(user=bob)
    end = reverse("portfolios:membership-end", args=["northmere", membership.pk])
    client.force_login(priya)
    assert "End the role of Bob Observer?" in client.get(end).content.decode()
    membership.refresh_from_db()
    assert membership.ended_at is None
    assert "no longer Observer" in client.post(end, follow=True).content.decode()


def test_last_pmo_lead_is_told_why_not(client, priya):
    end = reverse("portfolios:membership-end", args=["northmere", Membership.objects.get(user=priya).pk])
    client.force_login(priya)
    assert "last PMO lead" in client.post(end, follow=True).content.decode()


def test_role_in_an_initiative_is_given_and_ended(client, priya, initiative, footprint, address):
    person = PersonFactory(footprint=footprint, name="Pat")
    client.force_login(priya)
    form = {
        "assign": "1",
        "assign-person": person.pk,
        "assign-initiative": initiative.pk,
        "assign-role": "sponsor",
    }
    assert "Pat is now Sponsor" in client.post(address, form, follow=True).content.decode()
    role = RoleAssignment.objects.get(person=person)
    end = reverse("portfolios:assignment-end", args=["northmere", role.pk])
    assert "End the role of Pat?" in client.get(end).content.decode()
    role.refresh_from_db()
    assert role.valid_to is None
    assert "ends today" in client.post(end, follow=True).content.decode()


def test_role_that_has_not_begun_cannot_end_today_and_says_why(client, priya, footprint):
    later = timezone.localdate() + timedelta(days=9)
    role = RoleAssignmentFactory(initiative__footprint=footprint, valid_from=later)
    client.force_login(priya)
    end = reverse("portfolios:assignment-end", args=["northmere", role.pk])
    assert "before the first day" in client.post(end, follow=True).content.decode()


def test_people_of_another_footprint_cannot_be_chosen_or_ended(
    client, priya, initiative, other_footprint, address
):
    stranger = PersonFactory(footprint=other_footprint)
    client.force_login(priya)
    form = {
        "assign": "1",
        "assign-person": stranger.pk,
        "assign-initiative": initiative.pk,
        "assign-role": "sponsor",
    }
    assert client.post(address, form).status_code == 422
    role = RoleAssignmentFactory(initiative__footprint=other_footprint)
    assert client.post(reverse("portfolios:assignment-end", args=["northmere", role.pk])).status_code == 404


def test_no_role_is_chosen_before_somebody_chooses(client, priya, address):
    client.force_login(priya)
    assert "Select a role." in client.post(address, GRANT | {"grant-role": ""}).content.decode()


def test_roles_are_listed_in_the_order_of_the_tree(client, priya, footprint, address):
    """Also where the places of siblings would put a programme before the portfolio of another."""
    first, second = (
        InitiativeFactory(footprint=footprint, slug=slug, name=slug.title(), position=position)
        for slug, position in (("first", 5), ("second", 6))
    )
    below = InitiativeFactory(
        footprint=footprint, slug="below", name="Below", kind="programme", parent=second, position=1
    )
    for initiative in (below, second, first):
        RoleAssignmentFactory(initiative=initiative)
    client.force_login(priya)
    page = client.get(address).content.decode()
    rows = page[page.index("Who holds which role") :]
    assert rows.index("First") < rows.index("Second") < rows.index("Below")


def test_ending_ones_own_role_warns_and_leads_to_a_page_that_is_still_open(client, priya, footprint):
    MembershipFactory(footprint=footprint, role=Role.PMO_LEAD)
    end = reverse("portfolios:membership-end", args=["northmere", Membership.objects.get(user=priya).pk])
    client.force_login(priya)
    assert "This is your own role" in client.get(end).content.decode()
    response = client.post(end, follow=True)
    assert response.status_code == 200
    assert "no longer PMO lead" in response.content.decode()
