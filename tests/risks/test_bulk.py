"""Several risks at once: another owner, or reviewed as still right."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from risks.models import Risk, RiskOwner, RiskReview
from stp_portal.core.models import AuditEvent
from tests.factories import (
    AssessmentFactory,
    InitiativeFactory,
    PersonFactory,
    RiskFactory,
    RiskOwnerFactory,
)
from tests.pages import read, shown

ADDRESS = "/northmere/risks/bulk/"
LIST = "/northmere/risks/"


@pytest.fixture
def ann(footprint):
    return PersonFactory(footprint=footprint, name="Ann First")


@pytest.fixture
def zoe(footprint):
    return PersonFactory(footprint=footprint, name="Zoe Second")


@pytest.fixture
def risks(footprint, initiative, ann):
    """Three of Ann's with scores, the second kept by nobody in particular."""
    other = InitiativeFactory(footprint=footprint, slug="estates", name="Estates")
    rows = [
        RiskFactory(footprint=footprint, number=1, title="Vacant posts", score=(4, 4), initiative=initiative),
        RiskFactory(footprint=footprint, number=2, title="Late supplier", score=(3, 4), initiative=other),
        RiskFactory(footprint=footprint, number=3, title="Old roof", score=(2, 2), initiative=initiative),
    ]
    for row in rows:
        RiskOwnerFactory(risk=row, person=ann)
    return rows


def tickets(*rows: Risk) -> str:
    return " ".join(f"{row.number}.{row.version}" for row in rows)


def owners(risk: Risk) -> list[str]:
    rows = RiskOwner.objects.on(timezone.localdate()).filter(risk=risk).order_by("person__name")
    return [row.person.name for row in rows]


def to_zoe(risks, zoe, ann=None, **more):
    return {
        "what": "owners",
        "tickets": tickets(*risks),
        "leaving": ann.pk if ann else "",
        "coming": zoe.pk,
        **more,
    }


def post(client, user, data):
    client.force_login(user)
    return client.post(ADDRESS, data)


def events(name: str) -> int:
    return AuditEvent.objects.filter(event=name).count()


def test_what_is_ticked_is_listed_before_anything_is_asked(client, priya, risks):
    page = read(client, priya, f"{ADDRESS}?risk=1.1&risk=3.1&risk=nonsense&level=portfolio")

    assert "2 risks chosen" in page
    assert "Risk 1: Vacant posts" in page
    assert "Late supplier" not in page


def test_all_that_a_filter_shows_are_chosen_with_their_number(client, priya, risks):
    assert "Change all 3" in _html(client, priya, LIST)
    assert "Change all 2 that match" in _html(client, priya, f"{LIST}?initiative=urgent-care")
    page = read(client, priya, f"{ADDRESS}?all=1&initiative=urgent-care")
    assert "2 risks chosen" in page
    assert "Old roof" in page


def _html(client, user, address):
    client.force_login(user)
    return client.get(address).content.decode()


def test_without_a_tick_nothing_is_asked(client, priya, risks):
    assert "No risk is ticked." in read(client, priya, ADDRESS)


def test_more_than_may_be_changed_at_once_are_refused(client, priya, risks, monkeypatch):
    monkeypatch.setattr("risks.bulk.MOST", 2)
    monkeypatch.setattr("risks.views.bulk.MOST", 2)

    assert "No more than 2" in read(client, priya, f"{ADDRESS}?all=1").replace("no more", "No more")


def test_a_preview_says_what_will_happen_and_changes_nothing(client, priya, risks, ann, zoe):
    RiskOwnerFactory(risk=risks[0], person=PersonFactory(footprint=risks[0].footprint, name="Ben Both"))

    page = shown(post(client, priya, to_zoe(risks, zoe, ann)))

    assert "Give to Zoe Second in place of Ann First" in page
    assert "What will happen: 3 risks" in page
    assert "Owned by Ann First and Ben Both, will be owned by Ben Both and Zoe Second." in page
    assert owners(risks[0]) == ["Ann First", "Ben Both"]
    assert events("risk.owner_named") == 0


def test_confirmed_each_risk_changes_hands_with_its_own_events(client, priya, risks, ann, zoe):
    answer = post(client, priya, to_zoe(risks, zoe, ann, confirmed="1", back="level=portfolio&page=2"))

    assert answer.status_code == 302
    assert answer["Location"] == f"{LIST}?level=portfolio"
    assert [owners(risk) for risk in risks] == [["Zoe Second"]] * 3
    assert events("risk.owner_named") == events("risk.owner_ended") == 3
    assert "Zoe Second now owns 3 risks" in shown(client.get(answer["Location"]))


def test_posted_twice_it_is_done_once_and_said_again(client, priya, risks, ann, zoe):
    data = to_zoe(risks, zoe, ann, confirmed="1")

    assert [post(client, priya, data).status_code for _ in range(2)] == [302, 302]
    assert events("risk.owner_named") == 3


def test_without_somebody_to_replace_the_new_owner_is_the_only_one(client, priya, risks, zoe):
    RiskOwnerFactory(risk=risks[0], person=PersonFactory(footprint=risks[0].footprint, name="Ben Both"))

    post(client, priya, to_zoe(risks, zoe, confirmed="1"))

    assert owners(risks[0]) == ["Zoe Second"]


def test_what_is_left_out_is_listed_with_why(client, alice, footprint, risks, ann, zoe):
    """Alice leads urgent care: the second risk is not hers, the others are left out for other reasons."""
    closed = RiskFactory(
        footprint=footprint,
        number=4,
        title="Gone",
        initiative=risks[0].initiative,
        status="closed",
        closed_reason="It passed.",
    )
    RiskOwner.objects.filter(risk=risks[2]).update(person=zoe)
    data = to_zoe([*risks, closed], zoe, ann)
    data["tickets"] += " 77.1"

    page = shown(post(client, alice, data))

    assert "What will happen: 1 risk " in page
    assert "Risk 2: Late supplier Why It is kept by its owners, those who report" in page
    assert "Risk 3: Old roof Why Zoe Second owns it already." in page
    assert "Risk 4: Gone Why It is closed." in page
    assert "Risk 77 Why There is no such risk here." in page
    assert 'name="tickets" value="1.1"' in post(client, alice, data).content.decode()


def test_one_that_the_person_to_replace_does_not_own_is_left_out(client, priya, risks, ann, zoe):
    RiskOwner.objects.filter(risk=risks[0]).delete()

    assert "Risk 1: Vacant posts Why Ann First does not own it." in shown(
        post(client, priya, to_zoe(risks, zoe, ann))
    )


def test_a_risk_changed_since_it_was_ticked_is_left_out_and_stops_what_was_confirmed(
    client, priya, risks, ann, zoe
):
    data = to_zoe(risks, zoe, ann)
    Risk.objects.filter(pk=risks[1].pk).update(version=2)

    assert "Somebody changed it since you ticked it" in shown(post(client, priya, data))

    answer = post(client, priya, data | {"confirmed": "1"})
    assert answer.status_code == 409
    assert "Nothing was changed" in shown(answer)
    assert "Somebody else changed risk 2" in shown(answer)
    assert [owners(risk) for risk in risks] == [["Ann First"]] * 3
    assert events("risk.owner_named") == 0


def test_what_others_keep_is_refused_even_when_confirmed_by_hand(client, alice, risks, ann, zoe):
    answer = post(client, alice, to_zoe(risks, zoe, ann, confirmed="1"))

    assert answer.status_code == 409
    assert "Risk 2 is kept by others" in shown(answer)
    assert owners(risks[0]) == ["Ann First"]


def test_the_form_says_what_is_missing(client, priya, risks):
    answer = post(client, priya, {"what": "owners", "tickets": tickets(*risks)})
    assert answer.status_code == 422
    assert "Select new owner" in shown(answer)

    answer = post(client, priya, {"what": "review", "tickets": tickets(*risks)})
    assert answer.status_code == 422
    assert "Enter why the scores are still right" in shown(answer)


def test_reviews_are_made_for_all_with_one_reason(client, priya, risks, footprint):
    unscored = RiskFactory(footprint=footprint, number=5, title="Not scored")
    data = {
        "what": "review",
        "tickets": tickets(*risks, unscored),
        "reason": "Looked at in the board of this month.",
        "next_due_day": "1",
        "next_due_month": "2",
        "next_due_year": str(timezone.localdate().year + 1),
    }
    page = shown(post(client, priya, data))
    assert "4 x 4 = 16, Major: still right; next review due 1 February" in page
    assert "Risk 5: Not scored Why It has no current score that could be right" in page
    assert not RiskReview.objects.exists()

    data |= {"tickets": tickets(*risks), "confirmed": "1"}
    assert [post(client, priya, data).status_code for _ in range(2)] == [302, 302]
    due = date(timezone.localdate().year + 1, 2, 1)
    assert list(RiskReview.objects.values_list("next_due", flat=True)) == [due] * 3
    assert set(Risk.objects.exclude(pk=unscored.pk).values_list("review_due", flat=True)) == {due}
    assert events("risk.reviewed") == 3


def test_a_review_that_is_refused_changes_none(client, priya, risks, footprint):
    data = {
        "what": "review",
        "tickets": tickets(*risks),
        "reason": "Still so.",
        "next_due_day": "1",
        "next_due_month": "2",
        "next_due_year": "2017",
        "confirmed": "1",
    }
    answer = post(client, priya, data)
    assert answer.status_code == 409
    assert "The next review must be after this one" in shown(answer)
    assert not RiskReview.objects.exists()


def test_who_may_not_keep_risks_is_refused_and_sees_no_ticks(client, bea, bob, charlie, risks):
    for user, status in ((bea, 403), (bob, 403), (charlie, 404)):
        client.force_login(user)
        assert client.get(ADDRESS).status_code == status
        assert client.post(ADDRESS, {}).status_code == status
    assert "Change the ticked risks" not in read(client, bea, LIST)


def test_a_post_without_its_token_is_refused(priya, risks, ann, zoe):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(priya)
    assert strict.post(ADDRESS, to_zoe(risks, zoe, ann, confirmed="1")).status_code == 403
    assert owners(risks[0]) == ["Ann First"]


def test_a_preview_costs_the_same_for_few_risks_and_many(client, priya, footprint, initiative, ann, zoe):
    rows = [RiskFactory(footprint=footprint, number=n, initiative=initiative) for n in range(1, 21)]
    for row in rows:
        AssessmentFactory(risk=row)
        RiskOwnerFactory(risk=row, person=ann)
    counts = []
    for some in (rows[:2], rows):
        post(client, priya, to_zoe(some, zoe, ann))
        with CaptureQueriesContext(connection) as queries:
            assert client.post(ADDRESS, to_zoe(some, zoe, ann)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16
