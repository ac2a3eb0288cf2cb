"""The page of deputies: the PMO names them for anybody, leads and SROs their own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portfolios.models import Deputy, Person
from tests.factories import DeputyFactory, PersonFactory
from tests.pages import read

ADDRESS = "/northmere/people/deputies/"


def typed(**fields) -> dict[str, str]:
    today = timezone.localdate()
    parts = {}
    for name, day in (("valid_from", today), ("valid_to", today + timedelta(days=7))):
        parts |= {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
    return parts | {"reason": "Annual leave"} | {name: str(value) for name, value in fields.items()}


@pytest.fixture
def of_sam(sam, bea, footprint) -> Deputy:
    """Bea stands in for Sam."""
    deputy = PersonFactory(footprint=footprint, user=bea, name=bea.name)
    return DeputyFactory(principal=Person.objects.get(user=sam), deputy=deputy)


def test_the_pmo_names_one_for_anybody(client, priya, sam, bea):
    client.force_login(priya)
    form = typed(principal=Person.objects.get(user=sam).pk, deputy=bea.pk)
    page = client.post(ADDRESS, form, follow=True).content.decode()
    assert "Bea Board stands in for Sam Owner from" in page
    assert Deputy.objects.current().get().given_by == priya


@pytest.mark.parametrize("who", ["alice", "sam"])
def test_leads_and_sros_name_their_own_and_nobody_elses(client, request, who, bea, priya, footprint):
    user = request.getfixturevalue(who)
    other = PersonFactory(footprint=footprint, user=priya)
    client.force_login(user)
    client.post(ADDRESS, typed(principal=other.pk, deputy=bea.pk))
    assert Deputy.objects.get().principal.user == user


@pytest.mark.parametrize("who", ["bea", "bob"])
def test_others_have_nothing_to_do_here(client, request, who):
    user = request.getfixturevalue(who)
    client.force_login(user)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, typed(deputy=user.pk)).status_code == 403
    assert not Deputy.objects.exists()


def test_a_stranger_finds_nothing(client, charlie, of_sam):
    client.force_login(charlie)
    assert client.get(ADDRESS).status_code == 404
    assert client.post(reverse("portfolios:deputy-end", args=["northmere", of_sam.pk])).status_code == 404


def test_a_deputy_sees_for_whom_they_stand_in(client, bea, of_sam):
    page = read(client, bea, ADDRESS)
    assert "Bea Board" in page
    assert "Sam Owner" in page
    assert "Name deputy" not in page


def test_a_lead_does_not_see_those_of_others(client, alice, of_sam):
    assert "Nobody stands in for anybody from today on." in read(client, alice, ADDRESS)


def test_those_of_the_past_are_not_listed(client, priya, sam, footprint):
    DeputyFactory(principal=Person.objects.get(user=sam), days=(-9, -1))
    assert "Nobody stands in for anybody" in read(client, priya, ADDRESS)


def test_what_is_refused_comes_back_as_typed_and_named(client, priya, of_sam):
    client.force_login(priya)
    form = typed(principal=of_sam.principal.pk, deputy=of_sam.deputy.user.pk)
    response = client.post(ADDRESS, form)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_valid_from_0">Bea Board stands in for Sam Owner from' in page
    assert "Annual leave" in page


def test_missing_days_are_asked_for(client, sam, bea):
    client.force_login(sam)
    page = client.post(ADDRESS, {"deputy": str(bea.pk)}).content.decode()
    assert "Enter the first day." in page
    assert "Enter the last day." in page


def test_only_who_may_read_private_material_is_offered(client, priya, bob, bea):
    client.force_login(priya)
    page = client.get(ADDRESS).content.decode()
    assert "bea@example.org" in page
    assert "bob@example.org" not in page


@pytest.mark.parametrize("who", ["priya", "sam"])
def test_ending_asks_first(client, request, who, of_sam):
    end = reverse("portfolios:deputy-end", args=["northmere", of_sam.pk])
    client.force_login(request.getfixturevalue(who))
    assert "Should Bea Board no longer stand in for Sam Owner?" in client.get(end).content.decode()
    of_sam.refresh_from_db()
    assert of_sam.ended_at is None
    assert "no longer stands in for Sam Owner" in client.post(end, follow=True).content.decode()
    assert not Deputy.objects.current().exists()


@pytest.mark.parametrize("who", ["alice", "bea", "bob"])
def test_ending_is_not_for_others(client, request, who, of_sam):
    client.force_login(request.getfixturevalue(who))
    end = reverse("portfolios:deputy-end", args=["northmere", of_sam.pk])
    assert client.post(end).status_code == 403
    assert Deputy.objects.current().exists()


def test_the_page_of_people_leads_here(client, priya):
    client.force_login(priya)
    assert f'href="{ADDRESS}"' in client.get("/northmere/people/").content.decode()
