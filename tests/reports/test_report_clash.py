"""Two people write one report at once: nothing that either typed is lost, and the second chooses."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from portfolios.models import (
    Footprint,
    HighlightReport,
    Initiative,
    PeriodState,
    RatingLevel,
    ReportingPeriod,
)
from portfolios.report_content import content_of
from stp_portal.accounts.models import User
from tests.factories import PeriodFactory, RatingSchemeFactory

pytestmark = pytest.mark.django_db


class Writer:
    """Somebody with the form open in a browser."""

    def __init__(self, user: User, address: str) -> None:
        self.address = address
        self.client = Client()
        self.client.force_login(user)
        self.read(self.client.get(address).content.decode())

    def read(self, page: str) -> None:
        self.page = html.unescape(page)
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
        self.hidden = {name: html.unescape(value) for name, value in hidden if name != "csrfmiddlewaretoken"}

    def save(self, **typed: str) -> int:
        answer = self.client.post(self.address, self.hidden | typed)
        if answer.status_code != 302:
            self.read(answer.content.decode())
        return answer.status_code


@pytest.fixture
def period(footprint: Footprint) -> ReportingPeriod:
    RatingSchemeFactory(footprint=footprint)
    return PeriodFactory(footprint=footprint, slug="2017-09", state=PeriodState.OPEN)


@pytest.fixture
def writers(
    alice: User, priya: User, initiative: Initiative, period: ReportingPeriod
) -> tuple[Writer, Writer]:
    address = reverse("reports:report-edit", args=[initiative.footprint.slug, initiative.slug, period.slug])
    first = Writer(alice, address)
    assert first.save(progress="Two posts are filled.", planned="- Fill the third.") == 302
    return Writer(alice, address), Writer(priya, address)


def saved(initiative: Initiative, period: ReportingPeriod) -> tuple[str, str]:
    content = content_of(HighlightReport.objects.get(), initiative=initiative, period=period)
    return content.progress, content.planned


START = {"progress": "Two posts are filled.", "planned": "- Fill the third."}


def test_both_versions_stand_side_by_side_and_the_second_keeps_theirs(
    writers: tuple[Writer, Writer], initiative: Initiative, period: ReportingPeriod
):
    alice, priya = writers
    assert priya.save(**START | {"progress": "Three posts are filled."}) == 302
    assert alice.save(**START | {"progress": "All posts are filled."}) == 409
    assert "<del>All</del> posts" in alice.page
    assert "<ins>Three</ins> posts" in alice.page
    assert "Priya Office" in alice.page
    assert alice.save(**START | {"progress": "All posts are filled.", "keep_progress": "mine"}) == 302
    assert saved(initiative, period) == ("All posts are filled.", "- Fill the third.")


def test_the_second_leaves_it_to_the_first(
    writers: tuple[Writer, Writer], initiative: Initiative, period: ReportingPeriod
):
    alice, priya = writers
    priya.save(**START | {"progress": "Three."})
    alice.save(**START | {"progress": "All.", "planned": "- Rest."})
    assert alice.save(progress="All.", planned="- Rest.", keep_progress="theirs") == 302
    assert saved(initiative, period) == ("Three.", "- Rest.")


def test_without_a_choice_nothing_is_saved_and_nothing_lost(
    writers: tuple[Writer, Writer], initiative: Initiative, period: ReportingPeriod
):
    alice, priya = writers
    priya.save(**START | {"progress": "Three."})
    alice.save(**START | {"progress": "All."})
    assert alice.save(**START | {"progress": "All."}) == 422
    assert "say whether to keep yours or what is saved" in alice.page
    assert "Three." in alice.page
    assert saved(initiative, period) == ("Three.", "- Fill the third.")
    assert alice.save(**START | {"progress": "All.", "keep_progress": "mine"}) == 302


def test_whoever_leaves_the_page_without_choosing_is_asked_again(
    writers: tuple[Writer, Writer], initiative: Initiative, period: ReportingPeriod
):
    alice, priya = writers
    priya.save(**START | {"progress": "Three."})
    alice.save(**START | {"progress": "All."})
    alice.client.post(
        alice.address.replace("/edit/", "/autosave/"), alice.hidden | START | {"progress": "All."}
    )
    alice.read(alice.client.get(alice.address).content.decode())
    assert "<ins>Three.</ins>" in alice.page
    assert alice.save(**START | {"progress": "All."}) == 422
    assert saved(initiative, period)[0] == "Three."


def test_what_only_the_other_changed_is_taken_over_and_said_so(
    writers: tuple[Writer, Writer], initiative: Initiative, period: ReportingPeriod
):
    alice, priya = writers
    priya.save(**START | {"planned": "- Fill the fourth."})
    assert alice.save(**START | {"progress": "All."}) == 409
    assert "Taken over from Priya Office" in alice.page
    assert "- Fill the fourth.</textarea>" in alice.page
    assert "Which is kept?" not in alice.page
    assert alice.save(progress="All.", planned="- Fill the fourth.") == 302
    assert saved(initiative, period) == ("All.", "- Fill the fourth.")


def test_who_is_overtaken_again_sees_the_newest(
    writers: tuple[Writer, Writer], initiative: Initiative, period: ReportingPeriod
):
    alice, priya = writers
    priya.save(**START | {"progress": "Three."})
    alice.save(**START | {"progress": "All."})
    again = Writer(User.objects.get(email="priya@example.org"), alice.address)
    assert again.save(**START | {"progress": "Four."}) == 302
    assert alice.save(**START | {"progress": "All.", "keep_progress": "mine"}) == 409
    assert "Four." in alice.page
    assert alice.save(**START | {"progress": "All.", "keep_progress": "mine"}) == 302
    assert saved(initiative, period)[0] == "All."


def test_a_rating_is_told_apart_by_its_words(
    writers: tuple[Writer, Writer], initiative: Initiative, period: ReportingPeriod
):
    alice, priya = writers
    best, *_, worst = RatingLevel.objects.order_by("rank")
    priya.save(**START | {"rating": str(worst.pk), "reason": "Late."})
    assert alice.save(**START | {"rating": str(best.pk)}) == 409
    assert re.search(rf"<del>[^<]*{best.label}", alice.page)
    assert re.search(rf"<ins>[^<]*{worst.label}", alice.page)


def test_what_was_left_to_the_other_stays_so_where_a_third_comes_between(
    writers: tuple[Writer, Writer], initiative: Initiative, period: ReportingPeriod
):
    alice, priya = writers
    assert priya.save(**START | {"progress": "Three."}) == 302
    assert alice.save(**START | {"progress": "All."}) == 409
    third = Writer(User.objects.get(email="priya@example.org"), alice.address)
    assert third.save(progress="Three.", planned="- Fill the fourth.") == 302
    assert alice.save(**START | {"progress": "All.", "keep_progress": "theirs"}) == 409
    assert "Three.</textarea>" in alice.page
    assert "- Fill the fourth.</textarea>" in alice.page
