"""Signing in: by mail address, with limits, and no accounts of one's own making."""

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse

from stp_portal.accounts.models import User
from tests.factories import PASSWORD, UserFactory


@pytest.fixture(autouse=True)
def no_earlier_attempts():
    cache.clear()


def sign_in(client, email: str, password: str):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_address_in_any_case_signs_in(client, db):
    UserFactory(email="ada@example.org")
    assert sign_in(client, "Ada@Example.ORG", PASSWORD).status_code == 302
    assert "_auth_user_id" in client.session


def test_session_gets_a_new_name_at_sign_in(client, db):
    UserFactory(email="ada@example.org")
    client.get(reverse("account_login"))
    client.session["seen"] = True
    before = client.session.session_key
    sign_in(client, "ada@example.org", PASSWORD)
    assert client.session.session_key != before


def test_right_password_is_refused_after_too_many_wrong_ones(client, db):
    UserFactory(email="ada@example.org")
    for _ in range(12):
        sign_in(client, "ada@example.org", "wrong")
    sign_in(client, "ada@example.org", PASSWORD)
    assert "_auth_user_id" not in client.session


def test_account_that_may_not_sign_in_is_turned_away(client, db):
    UserFactory(email="ada@example.org", is_active=False)
    sign_in(client, "ada@example.org", PASSWORD)
    assert "_auth_user_id" not in client.session


def test_nobody_makes_an_account_for_themselves(client, db):
    form = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), form)
    assert not User.objects.exists()


def test_nobody_changes_their_own_address(client, db):
    client.force_login(UserFactory(email="ada@example.org"))
    response = client.post("/accounts/email/", {"email": "other@example.org", "action_add": ""})
    assert response.status_code == 302
    assert response.url == reverse("home")


def test_sign_in_never_leads_to_another_host(client, db):
    UserFactory(email="ada@example.org")
    response = client.post(
        reverse("account_login") + "?next=https://evil.example/",
        {"login": "ada@example.org", "password": PASSWORD, "next": "https://evil.example/"},
    )
    assert "evil" not in response.url


def test_two_accounts_cannot_share_an_address_in_another_case(db):
    UserFactory(email="ada@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email="ADA@example.org", name="Another").save()


def test_account_without_a_password_gets_one_by_mail(client, db, mailoutbox):
    """How a person whom the PMO has just added gets in."""
    User.objects.create_user("new@example.org", name="New Person")
    client.post(reverse("account_reset_password"), {"email": "new@example.org"})
    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]
    assert "/accounts/password/reset/key/" in mailoutbox[0].body
