"""Accounts to try the portal with."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from portfolios.access import may_edit_report
from portfolios.models import (
    Footprint,
    HighlightReport,
    Initiative,
    InitiativeRole,
    Membership,
    Person,
    RoleAssignment,
)
from portfolios.queries.holders import holders_of, leads_of
from reports import demo_accounts
from reports.demo_accounts import make_demo_accounts
from reports.synthesise import make_example
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role
from tests.factories import FootprintFactory, InitiativeFactory

PASSWORD = "a word for demonstrations"


@pytest.fixture
def places(db: None) -> tuple[Footprint, Footprint]:
    """Both example footprints, with little in them."""
    made = FootprintFactory(slug="dorset", name="Dorset"), FootprintFactory(slug="northmere")
    for footprint in made:
        for position in (1, 2, 3):
            InitiativeFactory(footprint=footprint, position=position)
    return made


def test_there_is_one_account_for_each_role_of_each_footprint(places):
    make_demo_accounts(password=PASSWORD)

    for footprint, further in zip(places, ([], [Role.LEAD, Role.LEAD]), strict=True):
        held = Membership.objects.filter(footprint=footprint).exclude(user__email="admin@example.org")
        assert sorted(held.values_list("role", flat=True)) == sorted([*Role.values, *further])
        assert held.values("user").distinct().count() == len(Role.values) + len(further)
    assert User.objects.count() == 2 * len(Role.values) + 2 + 1


def test_only_the_administrator_belongs_to_both(places):
    make_demo_accounts(password=PASSWORD)

    both = [
        user for user in User.objects.all() if user.memberships.values("footprint").distinct().count() == 2
    ]
    assert [user.email for user in both] == ["admin@example.org"]
    assert both[0].is_staff
    assert both[0].is_superuser
    assert User.objects.filter(is_superuser=True).count() == 1


def test_everybody_is_made_up_and_can_sign_in(places):
    make_demo_accounts(password=PASSWORD)

    for user in User.objects.all():
        assert user.email.endswith("@example.org")
        assert user.name.endswith("(made up)")
        assert user.is_active
        assert user.check_password(PASSWORD)


def test_the_lead_holds_two_portfolios_and_the_sro_all(places):
    make_demo_accounts(password=PASSWORD)

    lead = User.objects.get(email="lead.northmere@example.org")
    first, second, third = Initiative.objects.filter(footprint=places[1]).order_by("position")
    assert [may_edit_report(lead, initiative) for initiative in (first, second, third)] == [True, True, False]
    assert Person.objects.get(user=lead).name == "Demonstration lead (made up)"
    held = RoleAssignment.objects.filter(role=InitiativeRole.SRO, initiative__footprint=places[1])
    assert {one.initiative for one in held} == {first, second, third}


def test_making_them_again_puts_right_what_was_changed_and_doubles_nothing(places):
    make_demo_accounts(password=PASSWORD)
    before = Membership.objects.count(), RoleAssignment.objects.count(), Person.objects.count()
    User.objects.filter(email="pmo.dorset@example.org").update(is_active=False)

    make_demo_accounts(password="another word for demonstrations")

    assert (Membership.objects.count(), RoleAssignment.objects.count(), Person.objects.count()) == before
    pmo = User.objects.get(email="pmo.dorset@example.org")
    assert pmo.is_active
    assert pmo.check_password("another word for demonstrations")


def test_accounts_are_made_only_for_footprints_that_are_there(db):
    FootprintFactory(slug="dorset", name="Dorset")

    made = make_demo_accounts(password=PASSWORD)

    assert len(made) == len(Role.values) + 1
    assert not User.objects.filter(email__contains="northmere").exists()


def test_the_list_has_an_address_and_a_purpose_for_everybody():
    listed = demo_accounts.demo_accounts()

    assert len({account.email for account in listed}) == len(listed) == 31
    assert all(account.purpose for account in listed)


def test_the_lead_of_the_made_up_footprint_has_a_report_to_write(db):
    make_example(until=date(2026, 4, 1))
    make_demo_accounts(password=PASSWORD)

    lead = User.objects.get(email="lead.northmere@example.org")
    reports = HighlightReport.objects.filter(initiative__roles__person__user=lead, period__state="open")
    assert sorted(reports.values_list("state", flat=True)) == ["draft", "expected"]


def test_most_of_the_made_up_footprint_has_somebody_who_writes_and_all_of_it_somebody_who_signs_off(db):
    make_example(until=date(2026, 4, 1))
    make_demo_accounts(password=PASSWORD)

    everything = Initiative.objects.filter(footprint__slug="northmere").values_list("pk", flat=True)
    assert sum(bool(leads) for leads in leads_of(everything).values()) == 24
    holders = holders_of(everything)
    assert all(holders.signers(pk) for pk in everything)


def test_the_lead_of_one_workstream_lands_on_its_report(db, client):
    make_example(until=date(2026, 4, 1))
    make_demo_accounts(password=PASSWORD)

    client.force_login(User.objects.get(email="third-lead.northmere@example.org"))
    landed = client.get("/", follow=True)
    assert landed.redirect_chain[-1][0].endswith("/reports/2026-03/edit/")


def test_the_command_lists_who_to_sign_in_as_but_not_the_password(db, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    out = StringIO()

    call_command("load_examples", "--accounts", stdout=out)

    printed = out.getvalue()
    assert all(account.email in printed for account in demo_accounts.demo_accounts())
    assert PASSWORD not in printed
    assert set(Footprint.objects.values_list("slug", flat=True)) == {"bsw", "cornwall", "dorset", "northmere"}
