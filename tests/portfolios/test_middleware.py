"""A second factor, where a footprint asks it of a role."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.urls import reverse

from stp_portal.accounts.roles import Role
from tests.factories import PASSWORD, UserFactory


@pytest.fixture
def asked(footprint):
    footprint.second_factor_roles = [Role.PMO_LEAD]
    footprint.full_clean()
    footprint.save()
    return footprint


def test_role_that_needs_it_lands_on_the_set_up_page(client, asked, priya):
    client.force_login(priya)
    response = client.get(reverse("portfolios:people", args=[asked.slug]))
    assert response.status_code == 302
    assert response.url == reverse("mfa_activate_totp")


def test_set_up_page_and_sign_out_stay_open(client, asked, priya):
    client.force_login(priya)
    assert (
        reverse("portfolios:people", args=[asked.slug])
        not in client.get(reverse("mfa_activate_totp")).headers
    )
    assert client.get(reverse("account_logout")).status_code == 200


def test_with_a_factor_the_pages_open(client, asked, priya):
    Authenticator.objects.create(user=priya, type=Authenticator.Type.TOTP, data={})
    client.force_login(priya)
    assert client.get(reverse("portfolios:people", args=[asked.slug])).status_code == 200


def test_other_roles_are_not_asked(client, asked, bob):
    client.force_login(bob)
    assert client.get(reverse("home")).status_code == 302
    assert client.get(reverse("home")).url == f"/{asked.slug}/"


def test_unknown_role_is_refused(footprint):
    footprint.second_factor_roles = ["emperor"]
    with pytest.raises(ValidationError, match="Not a role: 'emperor'"):
        footprint.full_clean()


@pytest.mark.parametrize("flag", ["is_superuser", "is_staff"])
def test_administrators_need_one_as_soon_as_a_footprint_asks(client, asked, flag):
    client.force_login(UserFactory(**{flag: True}))
    assert client.get("/admin/").url == reverse("mfa_activate_totp")
    assert client.get("/").url == reverse("mfa_activate_totp")


def test_the_sign_in_page_of_the_administration_does_not_pass_by_the_second_factor(client, asked):
    UserFactory(email="admin@example.org", is_superuser=True, is_staff=True)
    form = {"username": "admin@example.org", "password": PASSWORD}
    assert client.get("/admin/login/").url.startswith(reverse("account_login"))
    client.post("/admin/login/", form)
    assert "_auth_user_id" not in client.session
