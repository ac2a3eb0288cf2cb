"""Pages of dependencies: who sees and does what, filters, bad input."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from risks.models import Dependency
from stp_portal.core.fuzzy_dates import FuzzyDate
from tests.factories import DependencyFactory, InitiativeFactory
from tests.pages import in_file, shown


def later(days: int) -> str:
    return str(FuzzyDate.of(timezone.localdate() + timedelta(days=days)))


def address(name: str, *args: object) -> str:
    return reverse(f"risks:{name}", args=["northmere", *args])


@pytest.fixture
def digital(footprint):
    return InitiativeFactory(footprint=footprint, slug="digital", name="Digital")


@pytest.fixture
def row(footprint, initiative, digital):
    return DependencyFactory(
        footprint=footprint,
        number=7,
        giver=digital,
        taker=initiative,
        text="The shared care record",
        needed_by=later(10),
        promised=later(24),
    )


@pytest.fixture
def private(footprint, initiative, digital):
    return DependencyFactory(
        footprint=footprint, number=8, giver=digital, taker=initiative, text="MARKERWORD", is_private=True
    )


def test_the_list_says_how_each_stands(client, bea, row):
    client.force_login(bea)
    page = shown(client.get(address("dependencies")))
    assert "Comes 14 days after it is needed" in page
    assert "Not confirmed by Digital" in page
    assert "The shared care record" in page


def test_an_observer_reads_the_public_ones(client, bob, row, private):
    client.force_login(bob)
    for query in ("", "?q=MARKERWORD", "?status=all", "?q=8"):
        page = shown(client.get(address("dependencies") + query))
        assert "MARKERWORD" not in page.replace('value="MARKERWORD"', "").replace("q=MARKERWORD", "")
    assert client.get(address("dependency", 8)).status_code == 404
    assert client.get(address("dependency", 7)).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=care+record", True),
        ("q=7", True),
        ("q=digital", True),
        ("q=estates", False),
        ("state=late", True),
        ("state=overdue", False),
        ("state=unconfirmed", True),
        ("status=met", False),
        ("status=all", True),
        ("initiative=digital", True),
        ("sort=-number", True),
    ],
)
def test_filters_are_kept_in_the_address(client, bea, row, query, found):
    client.force_login(bea)
    page = shown(client.get(f"{address('dependencies')}?{query}"))
    assert ("The shared care record" in page) is found


def test_a_filter_that_is_none_is_said_and_left_out(client, bea, row):
    client.force_login(bea)
    page = shown(client.get(f"{address('dependencies')}?state=nonsense&page=nine"))
    assert "“nonsense” is not a way it can stand" in page
    assert "“nine” is not a page number" in page
    assert "The shared care record" in page


def test_the_same_queries_at_any_size(client, bea, footprint, row, django_assert_max_num_queries):
    client.force_login(bea)
    DependencyFactory.create_batch(60, footprint=footprint, giver=row.giver, taker=row.taker)
    with django_assert_max_num_queries(8):
        assert client.get(address("dependencies")).status_code == 200


def test_a_lead_records_one_and_the_other_end_confirms_it(client, alice, priya, initiative, digital):
    client.force_login(alice)
    form = client.get(address("dependency-add")).context["form"]
    typed = {
        "form": str(form["form"].value()),
        "giver": digital.pk,
        "taker": initiative.pk,
        "text": "The record",
        "needed_by": later(30),
    }
    for _ in range(2):  # posted twice, it is there once
        answer = client.post(address("dependency-add"), typed)
    row = Dependency.objects.get()
    assert answer.url == address("dependency", row.number)
    client.force_login(priya)
    page = shown(client.get(address("dependency", row.number)))
    assert "Confirm for Digital" in page
    assert "Confirm for Urgent Care" not in page
    client.post(address("dependency-confirm", row.number, "giver"), {"version": row.version})
    row.refresh_from_db()
    assert row.is_agreed


def test_what_is_refused_comes_back_as_typed(client, alice, initiative, digital):
    client.force_login(alice)
    typed = {"giver": digital.pk, "taker": initiative.pk, "text": "The record", "needed_by": "Summer 2017"}
    answer = client.post(address("dependency-add"), typed)
    assert answer.status_code == 422
    assert "“Summer 2017” has passed. Enter a later date." in shown(answer)
    assert 'value="Summer 2017"' in answer.content.decode()


def test_who_keeps_neither_end_changes_nothing(client, bob, bea, row):
    for person in (bob, bea):
        client.force_login(person)
        for name, *more in (
            ("dependency-edit",),
            ("dependency-confirm", "giver"),
            ("dependency-meet",),
            ("dependency-withdraw",),
        ):
            assert client.post(address(name, 7, *more)).status_code == 403
        assert client.post(address("dependency-add")).status_code == 403
        assert "Change what is given" not in shown(client.get(address("dependency", 7)))


def test_two_who_change_it_at_once_are_shown_both(client, alice, row):
    client.force_login(alice)
    typed = {"version": 1, "text": "My words", "needed_by": row.needed_by, "promised": row.promised}
    Dependency.objects.update(version=2, text="Their words")
    answer = client.post(address("dependency-edit", 7), typed)
    assert answer.status_code == 409
    page = shown(answer)
    assert "Their words" in page
    assert "My words" in page
    assert client.post(address("dependency-edit", 7), typed | {"version": 2}).status_code == 302
    assert Dependency.objects.get().text == "My words"


def test_one_confirmed_after_it_changed_is_to_be_read_again(client, alice, row):
    client.force_login(alice)
    Dependency.objects.update(version=2)
    for version in ("1", "9" * 5000, "²"):
        answer = client.post(address("dependency-confirm", 7, "taker"), {"version": version}, follow=True)
        assert "was changed since you read it" in shown(answer)
    row.refresh_from_db()
    assert row.taker_confirmed_at is None


def test_there_is_no_third_end(client, alice, row):
    client.force_login(alice)
    assert client.post(address("dependency-confirm", 7, "lender")).status_code == 404


def test_it_is_received_and_withdrawn_on_pages_that_ask(client, alice, row):
    client.force_login(alice)
    assert client.get(address("dependency-meet", 7)).status_code == 200
    answer = client.post(address("dependency-withdraw", 7), {"version": 1, "reason": ""})
    assert answer.status_code == 422
    day = timezone.localdate()
    typed = {"version": 1, "on_day": day.day, "on_month": day.month, "on_year": day.year}
    assert client.post(address("dependency-meet", 7), typed).status_code == 302
    row.refresh_from_db()
    assert row.status == "met"


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_exports_hold_what_the_filter_shows_and_the_person_may_see(client, bob, bea, row, private, kind):
    for person, sees in ((bob, False), (bea, True)):
        client.force_login(person)
        answer = client.get(f"{address('dependencies')}?format={kind}")
        assert answer["Content-Disposition"].startswith('attachment; filename="northmere-dependencies-')
        assert in_file(answer.content, "The shared care record")
        assert in_file(answer.content, "MARKERWORD") is sees
        assert in_file(answer.content, "Why it is private") is sees
