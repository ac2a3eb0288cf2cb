"""The administration pages of the record."""

import pytest
from django.urls import reverse

from portfolios.models import Membership
from stp_portal.accounts.roles import Role
from tests.factories import MailFactory, NoticeFactory, UserFactory


@pytest.fixture
def admin_user_in(client, db):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))


def test_a_role_held_already_is_refused_with_a_message(client, admin_user_in, bob, footprint):
    """The rule speaks of a column that the page does not show, which Django by itself would not check."""
    form = {"footprint": footprint.pk, "user": bob.pk, "role": Role.OBSERVER, "valid_from": "01/02/2018"}
    before = Membership.objects.count()
    response = client.post(reverse("admin:portfolios_membership_add"), form)
    assert response.status_code == 200
    assert "This person has this role already." in response.content.decode()
    assert Membership.objects.count() == before


def test_a_role_is_given(client, admin_user_in, bob, footprint):
    form = {"footprint": footprint.pk, "user": bob.pk, "role": Role.AUDITOR, "valid_from": "01/02/2018"}
    assert client.post(reverse("admin:portfolios_membership_add"), form).status_code == 302
    assert Membership.objects.filter(user=bob, role=Role.AUDITOR).exists()


def test_the_administrator_finds_the_way_there(client, admin_user_in, bea):
    link = f'href="{reverse("admin:index")}"'
    assert link in client.get("/northmere/").content.decode()
    client.force_login(bea)
    assert link not in client.get("/northmere/").content.decode()


@pytest.mark.parametrize("model", ["mail", "notice"])
def test_mail_is_looked_at_and_not_changed(client, admin_user_in, footprint, alice, model):
    mail = MailFactory(footprint=footprint, user=alice)
    notice = NoticeFactory(footprint=footprint, user=alice, mail=mail)
    pk = {"mail": mail, "notice": notice}[model].pk
    assert client.get(reverse(f"admin:portfolios_{model}_changelist")).status_code == 200
    page = reverse(f"admin:portfolios_{model}_change", args=[pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"subject": "Other"}).status_code == 403
    assert client.get(reverse(f"admin:portfolios_{model}_add")).status_code == 403
