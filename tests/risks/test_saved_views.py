"""Saved views: filters of a list under a name, one's own or shared."""

import pytest

from risks.models import ListKind, SavedView
from risks.queries.saved_views import address_of
from stp_portal.core.models import AuditEvent
from tests.factories import FootprintFactory, SavedViewFactory
from tests.pages import read

ADDRESS = "/northmere/risks/saved-views/"
LIST = "/northmere/risks/"


def save(client, user, **more):
    client.force_login(user)
    return client.post(ADDRESS, {"kind": "risks", "name": "Major ones", "query": "band=major", **more})


def test_saved_filters_lead_back_to_the_list_without_its_page_or_file(client, bea, footprint):
    answer = save(client, bea, query="band=major&q=&page=3&format=csv&risk=1.1&status=all")

    assert answer["Location"] == f"{LIST}?band=major&status=all"
    view = SavedView.objects.get()
    assert (view.user, view.kind, view.query, view.is_shared) == (
        bea,
        "risks",
        "band=major&status=all",
        False,
    )
    assert AuditEvent.objects.get(event="saved_view.saved").subject_label == "Major ones"


def test_a_view_stands_above_its_list_and_no_other(client, bea, footprint):
    SavedViewFactory(footprint=footprint, user=bea, name="Mine")
    SavedViewFactory(footprint=footprint, user=bea, name="Of issues", kind="issues")

    page = read(client, bea, LIST)

    assert "Mine" in page
    assert "Of issues" not in page
    assert 'href="/northmere/risks/?band=major"' in client.get(LIST).content.decode()
    assert 'aria-current="page">Mine' in client.get(f"{LIST}?band=major").content.decode()


def test_what_is_shared_is_seen_by_colleagues_and_what_is_not_by_nobody_else(
    client, bea, bob, charlie, footprint
):
    SavedViewFactory(footprint=footprint, user=bea, name="Kept to myself")
    SavedViewFactory(footprint=footprint, user=bea, name="For all", is_shared=True)
    SavedViewFactory(footprint=FootprintFactory(), name="Of elsewhere", is_shared=True)

    page = read(client, bob, LIST)

    assert "For all shared by Bea Board" in page
    assert "Kept to myself" not in page
    assert "Of elsewhere" not in page
    client.force_login(charlie)
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": " "}, "Enter name of the view"),
        ({"name": "x" * 81}, "at most 80 characters"),
        ({"query": "q=" + "x" * 1500}, "at most 1000 characters"),
        ({"kind": "cakes"}, "cakes is not one of the available choices"),
    ],
)
def test_what_cannot_be_saved_is_said(client, bea, footprint, typed, said):
    answer = save(client, bea, **typed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not SavedView.objects.exists()


def test_a_name_is_used_once_by_a_person_and_posted_twice_it_is_there_once(client, bea, bob, footprint):
    assert save(client, bea).status_code == save(client, bea).status_code == 302
    assert SavedView.objects.count() == 1
    assert AuditEvent.objects.filter(event="saved_view.saved").count() == 1

    answer = save(client, bea, query="band=low")
    assert answer.status_code == 422
    assert "You have a view of this name already." in answer.content.decode()

    assert save(client, bob, query="band=low").status_code == 302


def test_an_address_of_elsewhere_cannot_be_saved(client, bea, footprint):
    answer = save(client, bea, query="//example.org/?a=1")

    assert answer["Location"].startswith(f"{LIST}?")


def test_ones_own_view_is_renamed_and_shared(client, bea, footprint):
    view = SavedViewFactory(footprint=footprint, user=bea, name="Old")
    client.force_login(bea)

    assert client.post(f"{ADDRESS}{view.pk}/", {"name": "New", "is_shared": "on"}).status_code == 302

    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("New", True)
    assert AuditEvent.objects.get(event="saved_view.changed").before["name"] == "Old"
    assert client.post(f"{ADDRESS}{view.pk}/", {"name": "New", "is_shared": "on"}).status_code == 302
    assert AuditEvent.objects.filter(event="saved_view.changed").count() == 1


def test_removing_is_asked_before_it_is_done(client, bea, footprint):
    view = SavedViewFactory(footprint=footprint, user=bea, name="Mine")

    assert "Should the view “Mine” be removed?" in read(client, bea, f"{ADDRESS}{view.pk}/remove/")
    assert SavedView.objects.exists()
    assert client.post(f"{ADDRESS}{view.pk}/remove/").status_code == 302
    assert not SavedView.objects.exists()
    assert AuditEvent.objects.get(event="saved_view.removed").before["filters"] == "band=major"


def test_a_pmo_lead_removes_what_others_share_and_changes_nothing_of_it(client, bea, priya, alice, footprint):
    shared = SavedViewFactory(footprint=footprint, user=bea, is_shared=True)
    own = SavedViewFactory(footprint=footprint, user=bea)

    client.force_login(alice)
    assert client.post(f"{ADDRESS}{shared.pk}/remove/").status_code == 403
    assert client.post(f"{ADDRESS}{shared.pk}/", {"name": "Alice's"}).status_code == 403
    assert client.get(f"{ADDRESS}{shared.pk}/").status_code == 403
    page = read(client, priya, f"{ADDRESS}{shared.pk}/")
    assert "It is shared by Bea Board, who alone can rename it. Remove this view" in page
    assert client.post(f"{ADDRESS}{shared.pk}/", {"name": "Priya's"}).status_code == 403
    assert client.post(f"{ADDRESS}{own.pk}/remove/").status_code == 404
    assert client.post(f"{ADDRESS}{shared.pk}/remove/").status_code == 302
    assert list(SavedView.objects.all()) == [own]


def test_all_views_are_listed_with_who_sees_them(client, bea, bob, footprint):
    SavedViewFactory(footprint=footprint, user=bea, name="Mine")
    SavedViewFactory(footprint=footprint, user=bea, name="Ours", is_shared=True)
    SavedViewFactory(footprint=footprint, user=bob, name="Theirs", is_shared=True)

    page = read(client, bea, ADDRESS)

    assert "Mine List Risks Seen by You alone" in page
    assert "Ours List Risks Seen by Everybody here, shared by you" in page
    assert "Theirs List Risks Seen by Everybody here, shared by Bob Observer" in page
    SavedView.objects.all().delete()
    assert "No view is saved yet." in read(client, bea, ADDRESS)


def test_every_list_has_an_address(footprint):
    for kind in ListKind:
        assert address_of(kind, footprint, "").startswith("/northmere/")
