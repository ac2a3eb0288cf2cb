"""What changed since last time, as a page: which records are compared, and who reads what of it."""

from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse

from portfolios.models import Ask, Footprint, Initiative, Milestone, PeriodState, ReportingPeriod, ReportState
from reports.actions import periods, snapshots
from reports.changes import Change, Kind
from reports.models import Snapshot, SnapshotKind
from reports.queries.changes import changes_for
from reports.queries.moves import LINES
from reports.views.changes import linked
from risks.models import Risk
from tests.factories import (
    AskFactory,
    HighlightReportFactory,
    InitiativeFactory,
    MilestoneFactory,
    PeriodFactory,
    RatingFactory,
    RiskFactory,
)
from tests.pages import read, words

pytestmark = pytest.mark.django_db

DECEMBER, JANUARY, FEBRUARY = (
    f"/northmere/periods/{month}/changes/" for month in ("2017-12", "2018-01", "2018-02")
)
WORSENED = "Urgent Care worsened from Green to Amber: Recruitment is behind plan."
PRIVATE = {"is_private": True, "private_reason": "Section 43"}


def lock(period: ReportingPeriod) -> Snapshot:
    ReportingPeriod.objects.filter(pk=period.pk).update(state=PeriodState.LOCKED)
    return snapshots.take(period=ReportingPeriod.objects.get(pk=period.pk), kind=SnapshotKind.LOCKED, by=None)


def rate(initiative: Initiative, period: ReportingPeriod, word: str) -> None:
    RatingFactory(initiative=initiative, period=period, word=word)


@pytest.fixture
def december(footprint: Footprint) -> ReportingPeriod:
    return PeriodFactory(footprint=footprint, month=(2017, 12), state=PeriodState.LOCKED)


@pytest.fixture
def green_january(january: ReportingPeriod, initiative: Initiative) -> ReportingPeriod:
    """Locked, with Urgent Care Green."""
    rate(initiative, january, "Green")
    lock(january)
    return january


# --- Which records are compared


def test_an_open_period_is_compared_as_it_stands_now(client, priya, initiative, green_january, february):
    rate(initiative, february, "Amber")
    page = read(client, priya, FEBRUARY)
    assert "1 change between January 2018 and February 2018." in page
    assert f"Ratings (1) {WORSENED}" in page
    assert "February 2018 is open: it is compared as it stands now, and still moves." in page
    RiskFactory(footprint=initiative.footprint, number=4, title="Staff leave")
    assert "Risk 4 (Staff leave) was opened at portfolio level, with no score yet." in read(
        client, priya, FEBRUARY
    )


def test_a_locked_period_is_compared_as_it_was_locked(client, priya, initiative, green_january, february):
    rate(initiative, february, "Amber")
    lock(february)
    RiskFactory(footprint=initiative.footprint)
    Initiative.objects.update(name="Renamed afterwards")
    page = read(client, priya, FEBRUARY)
    assert WORSENED in page
    assert "1 change between" in page
    assert "still moves" not in page


def test_of_a_period_locked_again_the_last_lock_counts(client, priya, initiative, green_january, february):
    rate(initiative, february, "Amber")
    lock(february)
    initiative.ratings.filter(period=february).delete()
    rate(initiative, february, "Green")
    lock(february)
    assert "Nothing changed between January 2018 and February 2018." in read(client, priya, FEBRUARY)
    initiative.ratings.filter(period=green_january).delete()
    rate(initiative, green_january, "Red")
    lock(green_january)
    assert "Urgent Care improved from Red to Green." in read(client, priya, FEBRUARY)


def test_what_the_lock_carries_forward_is_told_as_not_updated(
    client, priya, initiative, green_january, february
):
    HighlightReportFactory(initiative=initiative, period=green_january, state=ReportState.SIGNED_OFF)
    report = HighlightReportFactory(initiative=initiative, period=february, state=ReportState.EXPECTED)
    periods.lock(period=february, version=february.version, by=priya, accept={initiative.slug})
    report.refresh_from_db()
    page = read(client, priya, FEBRUARY)
    days = f"Urgent Care has not been updated for {report.not_updated_days} days"
    assert (
        f"1 change between January 2018 and February 2018. Reports (1) {days}: Green is carried forward"
        in page
    )
    assert "carried forward from January 2018." in page
    assert "Ratings that stayed" not in page
    assert "Ratings: 1 not updated." in read(client, priya, "/northmere/?period=2018-02")


def test_a_period_reopened_is_compared_as_it_stands_and_not_with_itself(
    client, priya, initiative, december, green_january
):
    rate(initiative, december, "Red")
    lock(december)
    ReportingPeriod.objects.filter(pk=green_january.pk).update(state=PeriodState.OPEN)
    assert "Urgent Care improved from Red to Green." in read(client, priya, JANUARY)


def test_a_period_without_snapshot_is_passed_over(client, priya, initiative, december, january, february):
    rate(initiative, december, "Green")
    lock(december)
    rate(initiative, february, "Amber")
    page = read(client, priya, FEBRUARY)
    assert "between December 2017 and February 2018." in page
    assert WORSENED in page


def test_working_snapshots_are_no_record_to_compare_with(client, priya, initiative, january, february):
    snapshots.take(period=january, kind=SnapshotKind.WORKING, by=None)
    first = "This is the first period on record, so there is nothing to compare with."
    assert first in read(client, priya, FEBRUARY)


def test_nothing_changed(client, priya, initiative, green_january, february):
    rate(initiative, february, "Green")
    page = read(client, priya, FEBRUARY)
    assert "Nothing changed between January 2018 and February 2018." in page
    assert (
        "Ratings that stayed (1) Show the ratings that stayed as they were Urgent Care is unchanged at Green."
        in page
    )


def test_asks_that_wait_say_for_how_many_periods(
    client, priya, initiative, december, green_january, february
):
    AskFactory(initiative=initiative, period=december, body__name="SLT")
    lock(green_january)
    page = read(client, priya, FEBRUARY)
    assert "Still waiting for an answer (1) Asked by Urgent Care in December 2017 to discuss" in page
    assert "SLT have not answered for 2 periods." in page


def test_a_period_that_is_planned_has_nothing_to_compare(client, priya, green_january, february):
    ReportingPeriod.objects.filter(pk=february.pk).update(state=PeriodState.PLANNED)
    assert "February 2018 is planned and not open yet" in read(client, priya, FEBRUARY)


def test_a_period_that_there_is_not_says_which_there_are(client, priya, february):
    page = read(client, priya, "/northmere/periods/2031-01/changes/", status=404)
    assert "has no period “2031-01”. Its latest periods are: 2018-02." in page


def test_the_pages_of_other_periods_are_one_step_away(client, priya, december, green_january, february):
    client.force_login(priya)
    html = client.get(JANUARY).content.decode()
    assert f'href="{DECEMBER}" rel="prev"' in html
    assert f'href="{FEBRUARY}" rel="next"' in html


# --- Where a sentence leads


def test_a_sentence_leads_to_what_it_is_about(client, priya, initiative, green_january, february):
    rate(initiative, february, "Amber")
    RiskFactory(footprint=initiative.footprint, number=4, title="Staff leave")
    client.force_login(priya)
    html = client.get(FEBRUARY).content.decode()
    address = "/northmere/initiatives/urgent-care/?period=2018-02"
    assert f'<li><a href="{address}">Urgent Care</a> worsened from Green' in html
    assert '<li><a href="/northmere/risks/4/">Risk 4</a> (Staff leave) was opened' in html


def test_a_sentence_about_nothing_that_has_a_page_leads_nowhere(footprint):
    asked = Change(Kind.ASK_RAISED, "PMO asked SLT.")
    assert linked(footprint, "2018-02", asked) == {"before": "PMO asked SLT."}


# --- Who reads what


def test_a_stranger_gets_404(client, charlie, footprint, green_january, february):
    client.force_login(charlie)
    assert client.get(FEBRUARY).status_code == 404
    with pytest.raises(Http404):
        changes_for(footprint, charlie, february)


@pytest.fixture
def private_things(initiative: Initiative, green_january: ReportingPeriod) -> Initiative:
    """A risk, a milestone and an ask, public as January was locked; Zanzibar is in each."""
    RiskFactory(footprint=initiative.footprint, number=4, title="Zanzibar leaves")
    MilestoneFactory(initiative=initiative, title="Zanzibar signs")
    AskFactory(initiative=initiative, period=green_january, key="sale", text="the sale to Zanzibar.")
    lock(green_january)
    return initiative


def change_them(**changes: Any) -> None:
    Risk.objects.update(level="system", **changes)
    Milestone.objects.update(forecast="June 2018", **changes)
    Ask.objects.update(state="answered", **changes)


@pytest.mark.parametrize("is_locked", [True, False])
def test_what_is_private_now_and_was_public_leaves_no_trace_for_an_observer(
    client, bob, bea, private_things, february, is_locked
):
    change_them(**PRIVATE)
    if is_locked:
        lock(february)
    page = read(client, bob, FEBRUARY)
    assert "Nothing changed between January 2018 and February 2018." not in page  # the rating is missing
    assert "1 change between" in page
    assert "Only what is public is compared." in page
    for word in ("Zanzibar", "Risk 4", "escalated", "closed", "no longer", "answered", "waiting"):
        assert word not in page
    page = read(client, bea, FEBRUARY)
    assert "Only what is public" not in page
    assert page.count("Zanzibar") == 3
    assert "4 changes between" in page


def test_a_mark_given_after_both_locks_counts_too(client, bob, bea, private_things, february):
    change_them()
    lock(february)
    assert read(client, bob, FEBRUARY).count("Zanzibar") == 3
    for model in (Risk, Milestone, Ask):
        model.objects.update(**PRIVATE)
    assert "Zanzibar" not in read(client, bob, FEBRUARY)
    assert read(client, bea, FEBRUARY).count("Zanzibar") == 3


@pytest.mark.parametrize("who", ["alice", "sam", "priya", "bea", "bob"])
def test_everybody_of_the_footprint_may_read_it(client, request, who, green_january, february):
    read(client, request.getfixturevalue(who), FEBRUARY)


@pytest.mark.parametrize(("who", "queries"), [("bea", 8), ("bob", 12)])
@pytest.mark.parametrize("number", [2, 20])
def test_queries_stay_the_same_at_any_size(
    client, request, django_assert_num_queries, initiative, green_january, february, who, queries, number
):
    for count in range(number):
        other = InitiativeFactory(footprint=initiative.footprint)
        rate(other, february, "Amber")
        RiskFactory(footprint=initiative.footprint, number=count + 1)
        MilestoneFactory(initiative=other)
        AskFactory(initiative=other, period=february)
    lock(february)
    client.force_login(request.getfixturevalue(who))
    with django_assert_num_queries(queries):
        client.get(FEBRUARY)


# --- On the portfolio page


def test_the_portfolio_page_says_how_ratings_moved_and_leads_on(
    client, priya, initiative, green_january, february
):
    others = [InitiativeFactory(footprint=initiative.footprint, name=f"Programme {n}") for n in range(2)]
    for other, before, after in zip(others, ("Red", "Green"), ("Amber", "Green"), strict=True):
        rate(other, green_january, before)
        rate(other, february, after)
    rate(initiative, february, "Amber")
    page = read(client, priya, "/northmere/")
    assert (
        "What changed since January 2018 Ratings: 1 worsened, 1 improved, 1 unchanged. "
        "Urgent Care worsened from Green to Amber. "
        "Everything that changed in February 2018: ratings, milestones, risks and asks"
    ) in page
    assert (
        f'href="{reverse("reports:changes", args=["northmere", "2018-02"])}"'
        in client.get("/northmere/").content.decode()
    )


def test_the_portfolio_page_says_so_when_no_rating_changed(
    client, priya, initiative, green_january, february
):
    rate(initiative, february, "Green")
    assert "What changed since January 2018 No rating changed. Everything that changed" in read(
        client, priya, "/northmere/"
    )


def test_the_first_period_and_a_list_of_one_rating_have_no_such_part(
    client, priya, initiative, green_january
):
    assert "What changed since" not in read(client, priya, "/northmere/")
    later = PeriodFactory(footprint=initiative.footprint, month=(2018, 2))
    rate(initiative, later, "Amber")
    assert "What changed since" in read(client, priya, "/northmere/?rating=")
    assert "What changed since" not in read(client, priya, "/northmere/?rating=amber")


def test_the_portfolio_page_shows_the_worst_few(client, priya, footprint, green_january, february):
    for number in range(LINES + 3):
        other = InitiativeFactory(footprint=footprint, name=f"Programme {number}")
        rate(other, green_january, "Green")
        rate(other, february, "Red" if number == 7 else "Amber")
    client.force_login(priya)
    html = client.get("/northmere/").content.decode()
    listed = words(html[html.index('id="changes"') :]).split("Everything")[0]
    assert listed.count("worsened from") == LINES
    assert listed.index("Programme 7 worsened from Green to Red.") < listed.index("Programme 0 worsened")
