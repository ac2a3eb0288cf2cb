"""Changing a risk: both versions side by side where two save, and a text in one piece that is split."""

import pytest
from django.utils import timezone

from portfolios.models import Person
from risks.models import Risk
from stp_portal.core.models import AuditEvent
from tests.factories import (
    InitiativeFactory,
    PersonFactory,
    RiskCategoryFactory,
    RiskFactory,
    RiskOwnerFactory,
)
from tests.pages import read, words

ADDRESS = "/northmere/risks/7/edit/"
SPLIT = "/northmere/risks/7/split/"


@pytest.fixture
def risk(footprint, initiative):
    return RiskFactory(
        footprint=footprint,
        initiative=initiative,
        number=7,
        title="Vacant posts",
        cause="a shortage of nurses",
        effect="longer waits",
    )


@pytest.fixture
def one_piece(footprint, initiative):
    return RiskFactory(
        footprint=footprint,
        initiative=initiative,
        number=7,
        event="",
        description="There is a risk of posts staying vacant. This is due to low pay. This would lead to waits.",
    )


def form_of(client, user, address=ADDRESS):
    """What the form holds as it is opened."""
    client.force_login(user)
    form = client.get(address).context["form"]
    return {field.html_name: value for field in form if (value := field.value()) is not None}


def post(client, user, sent, status=302, address=ADDRESS):
    client.force_login(user)
    response = client.post(address, sent)
    assert response.status_code == status
    return words(response.content.decode())


def test_its_keeper_changes_what_it_says_and_is(client, alice, risk, footprint):
    category = RiskCategoryFactory(footprint=footprint)
    sent = form_of(client, alice) | {"title": "Empty posts", "category": category.pk, "response": "treat"}
    post(client, alice, sent)
    risk.refresh_from_db()
    assert (risk.title, risk.category, risk.response, risk.cause) == (
        "Empty posts",
        category,
        "treat",
        "a shortage of nurses",
    )


def test_of_two_who_change_the_same_the_second_sees_both_and_loses_nothing(client, alice, priya, risk):
    hers, mine = form_of(client, alice), form_of(client, priya)
    post(client, alice, hers | {"cause": "low pay in the north", "effect": "longer waits and costs"})
    page = post(
        client, priya, mine | {"cause": "low pay everywhere", "title": "Posts without nurses"}, status=409
    )
    assert "Somebody else changed this risk while you were" in page
    assert "Saved now low pay in the north Yours low pay everywhere" in page
    assert "Taken over from them into the form: effect." in page
    assert "Alice Lead changed its cause and its effect." in page
    risk.refresh_from_db()
    assert (risk.cause, risk.title) == ("low pay in the north", "Vacant posts")

    form = client.post(
        ADDRESS, mine | {"cause": "low pay everywhere", "title": "Posts without nurses"}
    ).context["form"]
    post(client, priya, {field.html_name: field.value() for field in form if field.value() is not None})
    risk.refresh_from_db()
    assert (risk.cause, risk.title, risk.effect) == (
        "low pay everywhere",
        "Posts without nurses",
        "longer waits and costs",
    )


def test_of_two_who_choose_otherwise_both_choices_are_shown(client, alice, priya, risk):
    hers, mine = form_of(client, alice), form_of(client, priya)
    post(client, alice, hers | {"response": "treat"})
    page = post(client, priya, mine | {"response": "tolerate"}, status=409)
    assert "Response As saved now Treat As you typed it Tolerate" in page


def test_of_two_who_change_different_things_the_second_keeps_both(client, alice, priya, risk):
    hers, mine = form_of(client, alice), form_of(client, priya)
    post(client, alice, hers | {"title": "Empty posts"})
    page = post(client, priya, mine | {"effect": "costs"}, status=409)
    assert "You did not change the same things: save again to keep both." in page


def test_what_was_typed_into_one_piece_stays_in_sight_where_somebody_split_it_meanwhile(
    client, alice, priya, one_piece
):
    mine = form_of(client, priya)
    post(client, alice, form_of(client, alice, SPLIT), address=SPLIT)
    page = post(client, priya, mine | {"description": "There is a risk of vacant posts."}, status=409)
    assert "There is a risk of vacant posts." in page


def test_the_same_from_an_old_form_is_saved_without_a_word(client, alice, risk):
    sent = form_of(client, alice) | {"title": "Empty posts"}
    post(client, alice, sent)
    post(client, alice, sent)
    assert AuditEvent.objects.filter(event="risk.edited").count() == 1


def test_nonsense_is_refused_and_comes_back_as_typed(client, alice, risk):
    page = post(client, alice, form_of(client, alice) | {"title": "", "effect": "costs"}, status=422)
    assert "Give the risk a title of a few words." in page
    assert "costs" in page


@pytest.mark.parametrize("wrong", [{"version": "x"}, {"version": ""}, {"base": "{nonsense"}])
def test_a_broken_form_never_breaks_the_page(client, alice, risk, wrong):
    client.force_login(alice)
    assert client.post(ADDRESS, form_of(client, alice) | wrong).status_code in {302, 409, 422}


def test_it_becomes_private_and_public_again_with_a_reason_each(client, alice, bob, risk):
    post(client, alice, form_of(client, alice) | {"private_reason": "Commercial interests."})
    read(client, bob, "/northmere/risks/7/", status=404)
    sent = form_of(client, alice) | {"private_reason": ""}
    assert "Say why everybody may read this risk from now on." in post(client, alice, sent, status=422)
    post(client, alice, sent | {"public_reason": "The contract is signed."})
    assert "Vacant posts" in read(client, bob, "/northmere/risks/7/")


def test_it_moves_only_to_initiatives_that_the_person_keeps(client, alice, risk, footprint):
    other = InitiativeFactory(footprint=footprint)
    sent = form_of(client, alice) | {"initiative": other.pk}
    assert "Select a valid choice" in post(client, alice, sent, status=422)


def test_an_owner_keeps_it_where_it_is(client, footprint, sam, initiative):
    elsewhere = InitiativeFactory(footprint=footprint, name="Elsewhere")
    row = RiskFactory(footprint=footprint, initiative=elsewhere, number=7)
    RiskOwnerFactory(risk=row, person=Person.objects.get(user=sam))
    post(client, sam, form_of(client, sam) | {"title": "Sharper"})
    row.refresh_from_db()
    assert (row.title, row.initiative) == ("Sharper", elsewhere)


def test_a_retired_category_stays_where_it_is_and_is_offered_to_nobody_else(client, alice, risk, footprint):
    risk.category = RiskCategoryFactory(footprint=footprint, name="Old words", is_retired=True)
    risk.save()
    assert "Old words" in read(client, alice, ADDRESS)
    Risk.objects.update(category=None)
    assert "Old words" not in read(client, alice, ADDRESS)


def test_a_text_in_one_piece_stays_one_until_somebody_splits_it(client, alice, one_piece):
    sent = form_of(client, alice)
    assert "event" not in sent
    post(client, alice, sent | {"description": "There is a risk of vacant posts."})
    one_piece.refresh_from_db()
    assert (one_piece.event, one_piece.statement) == ("", "There is a risk of vacant posts.")


def test_splitting_offers_the_parts_and_keeps_the_text_beside(client, alice, bea, one_piece):
    assert "Its text came in one piece." in read(client, alice, "/northmere/risks/7/")
    sent = form_of(client, alice, SPLIT)
    assert (sent["event"], sent["cause"], sent["effect"]) == ("posts staying vacant", "low pay", "waits")
    post(client, alice, sent | {"effect": "longer waits"}, address=SPLIT)
    page = read(client, bea, "/northmere/risks/7/")
    assert (
        "There is a risk of posts staying vacant. This is as a result of low pay. This would lead to longer waits."
        in page
    )
    assert "The text as it came There is a risk of posts staying vacant. This is due to low pay." in page


def test_of_two_who_split_it_the_second_sees_both(client, alice, priya, one_piece):
    hers, mine = form_of(client, alice, SPLIT), form_of(client, priya, SPLIT)
    post(client, alice, hers, address=SPLIT)
    page = post(client, priya, mine | {"cause": "rent"}, status=409, address=SPLIT)
    assert "Cause As saved now low pay As you typed it rent" in page
    assert "Alice Lead wrote its text" in page


def test_there_is_nothing_to_split_twice(client, alice, risk):
    client.force_login(alice)
    page = words(client.get(SPLIT, follow=True).content.decode())
    assert "There is no text in one piece to be split." in page


def test_a_closed_one_leads_back_to_its_page(client, alice, risk, priya):
    Risk.objects.update(status="closed", closed_reason="Passed.", closed_by=priya, closed_at=timezone.now())
    client.force_login(alice)
    page = words(client.get(ADDRESS, follow=True).content.decode())
    assert "Risk 7 is closed. Reopen it to change it." in page


@pytest.mark.parametrize("step", ["edit", "split", "owners", "references", "close", "reopen"])
def test_who_does_not_keep_it_is_refused_and_a_stranger_finds_nothing(
    client, alice, bea, bob, charlie, footprint, risk, step
):
    elsewhere = InitiativeFactory(footprint=footprint)
    Risk.objects.update(initiative=elsewhere)
    address = f"/northmere/risks/7/{step}/"
    for user, status in ((alice, 403), (bea, 403), (bob, 403), (charlie, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
        assert client.post(address, {"version": "1"}).status_code == status
    Risk.objects.update(is_private=True, private_reason="Section 43")
    client.force_login(bob)
    assert client.get(address).status_code == 404


def test_nobody_may_choose_a_person_of_elsewhere(client, alice, risk, other_footprint):
    stranger = PersonFactory(footprint=other_footprint)
    client.force_login(alice)
    response = client.post("/northmere/risks/7/owners/", {"version": "1", "owner_1": stranger.pk})
    assert response.status_code == 422


def test_a_long_text_that_came_with_other_records_can_be_edited_and_split(client, alice, one_piece):
    long = "There is a risk of delay. " + "It is long. " * 400
    Risk.objects.update(description=long.strip())
    post(client, alice, form_of(client, alice) | {"response": "treat"})
    post(client, alice, form_of(client, alice, SPLIT), address=SPLIT)
    one_piece.refresh_from_db()
    assert (one_piece.description, one_piece.response) == (long.strip(), "treat")
    assert one_piece.event.startswith("delay. It is long.")
