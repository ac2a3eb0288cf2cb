"""An initiative that reports every second period, in the one in which it does not: its last rating stands."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.models import (
    Footprint,
    Initiative,
    PeriodState,
    Rating,
    RatingDimension,
    RatingSource,
    ReportingPeriod,
    ReportingRhythm,
    ReportState,
)
from portfolios.queries.report_before import report_before
from reports.actions import periods
from reports.changes import compare
from reports.checks.ratings import check_ratings
from reports.models import Snapshot
from reports.queries.frozen.record import record_of
from reports.queries.status_rows import NOT_RECORDED
from reports.snapshot_content import build, reading
from stp_portal.accounts.models import User
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    PeriodFactory,
    RatingFactory,
    RatingSchemeFactory,
)
from tests.pages import read, row_of

pytestmark = pytest.mark.django_db

STATUS = "/northmere/?period=2017-09"
CARE = "/northmere/initiatives/urgent-care/?period=2017-09"
FRAILTY = "/northmere/initiatives/frailty/?period=2017-09"
STANDS = "From August 2017: it reports every second period"
NOT_DUE = "Not due: it reports every second period"


@pytest.fixture
def months(footprint: Footprint) -> list[ReportingPeriod]:
    """August, September and October 2017."""
    RatingSchemeFactory(footprint=footprint)
    return [PeriodFactory(footprint=footprint, month=(2017, month)) for month in (8, 9, 10)]


@pytest.fixture
def september(months: list[ReportingPeriod]) -> ReportingPeriod:
    return months[1]


@pytest.fixture
def frailty(initiative: Initiative) -> Initiative:
    """Part of Urgent Care, of which nothing is recorded."""
    return InitiativeFactory(
        footprint=initiative.footprint,
        parent=initiative,
        kind="programme",
        slug="frailty",
        name="Frailty",
        reporting=ReportingRhythm.SECOND,
    )


def rate(initiative: Initiative, period: ReportingPeriod, state: str = ReportState.SIGNED_OFF) -> None:
    """Amber, in a report that was signed off."""
    RatingFactory(initiative=initiative, period=period, word="Amber")
    HighlightReportFactory(initiative=initiative, period=period, state=state)


def lock(period: ReportingPeriod, by: User) -> Snapshot:
    period.refresh_from_db()
    return periods.lock(period=period, version=period.version, by=by)


def node_of(snapshot: Snapshot, slug: str = "frailty") -> dict[str, Any]:
    return next(node for node in snapshot.data["initiatives"] if node["slug"] == slug)


class TestTheLock:
    def test_carries_the_last_signed_off_rating_forward(self, frailty, months, september, priya):
        rate(frailty, months[0])
        node = node_of(lock(september, priya))
        assert reading.standing_rating(node)["level"]["label"] == "Amber"
        assert (reading.not_due(node), reading.not_updated(node)) == ({"since": "August 2017"}, None)
        carried = Rating.objects.current().get(period=september)
        assert (carried.source, carried.carried_from) == (
            RatingSource.CARRIED,
            Rating.objects.get(period=months[0]),
        )
        assert not frailty.highlight_reports.filter(period=september).exists()

    def test_it_is_what_the_period_after_is_compared_with(self, frailty, months, september, priya):
        rate(frailty, months[0])
        lock(september, priya)
        rate(frailty, months[2])
        node = node_of(lock(months[2], priya))
        assert node["previous_rating"]["level"]["label"] == "Amber"
        assert reading.not_due(node) is None

    @pytest.mark.parametrize("rhythm", [ReportingRhythm.EVERY, ReportingRhythm.NEVER])
    def test_nothing_is_carried_for_another_rhythm(self, frailty, months, september, priya, rhythm):
        Initiative.objects.filter(pk=frailty.pk).update(reporting=rhythm)
        rate(frailty, months[0])
        node = node_of(lock(september, priya))
        assert (reading.standing_rating(node), reading.not_due(node)) == (None, None)

    def test_nothing_is_carried_of_a_report_that_was_not_signed_off(self, frailty, months, september, priya):
        rate(frailty, months[0], ReportState.ASSURED)
        node = node_of(lock(september, priya))
        assert (reading.standing_rating(node), reading.not_due(node)) == (None, None)

    def test_nor_for_an_initiative_that_has_ended(self, frailty, months, september, priya):
        rate(frailty, months[0])
        Initiative.objects.filter(pk=frailty.pk).update(ended_on=months[0].last_day)
        lock(september, priya)
        assert not Rating.objects.filter(period=september).exists()

    def test_the_pmos_rating_of_the_period_stands(self, frailty, months, september, priya):
        rate(frailty, months[0])
        RatingFactory(initiative=frailty, period=september, word="Red", source=RatingSource.PMO)
        node = node_of(lock(september, priya))
        assert reading.standing_rating(node)["level"]["label"] == "Red"
        assert (node["ratings"]["carried"], reading.age_of_rating(node)) == (None, "")

    def test_who_reports_in_the_period_is_as_any_other(self, frailty, months, september, priya):
        rate(frailty, months[0])
        rate(frailty, september)
        node = node_of(lock(september, priya))
        assert (node["ratings"]["carried"], reading.not_due(node)) == (None, None)

    def test_opened_again_it_no_longer_stands_and_the_next_lock_looks_anew(
        self, frailty, months, september, priya
    ):
        rate(frailty, months[0])
        first = lock(september, priya)
        september.refresh_from_db()
        periods.reopen(period=september, version=september.version, reason="Late.", by=priya)
        assert not Rating.objects.current().filter(period=september).exists()
        assert lock(september, priya).sha256 == first.sha256

    def test_it_asks_as_often_for_twenty_as_for_two(self, footprint, months, september, priya):
        counts = []
        for number in (1, 1, 18):  # the first lock ever begins the audit trail
            for _ in range(number):
                rate(InitiativeFactory(footprint=footprint, reporting=ReportingRhythm.SECOND), months[0])
            with CaptureQueriesContext(connection) as queries:
                lock(september, priya)
            counts.append(len(queries))
            september.refresh_from_db()
            periods.reopen(period=september, version=september.version, reason="Late.", by=priya)
        assert counts[1] == counts[2]


def test_the_next_form_starts_from_the_ratings_of_the_last_turn(frailty, months, september, priya):
    """What was carried forward is the overall rating alone."""
    rate(frailty, months[0])
    RatingFactory(initiative=frailty, period=months[0], word="Red", dimension=RatingDimension.COST)
    lock(september, priya)
    before = report_before(frailty, months[2])
    assert before.rated_in == months[0]
    assert {name: one.level.label for name, one in before.ratings.items()} == {
        "overall": "Amber",
        "cost": "Red",
    }


def test_nothing_of_it_is_news_and_what_comes_after_is(frailty, months, september, priya):
    rate(frailty, months[0])
    records = [lock(month, priya).data for month in months[:2]]
    assert compare(*records).found == ()
    RatingFactory(initiative=frailty, period=months[2], word="Red", reason="No staff.")
    HighlightReportFactory(initiative=frailty, period=months[2], state=ReportState.SIGNED_OFF)
    told = [change.sentence for change in compare(records[1], lock(months[2], priya).data).found]
    assert any(sentence.startswith("Frailty worsened from Amber to Red") for sentence in told)


class TestPages:
    """Before the lock the rating of the period before is shown, with the same words as what the lock carries."""

    @pytest.fixture(params=["open", "locked"])
    def state(self, request: pytest.FixtureRequest, months: list[ReportingPeriod]) -> str:
        return str(request.param)

    @pytest.fixture
    def rated(self, frailty: Initiative, months: Any, priya: User, state: str) -> Initiative:
        rate(frailty, months[0])
        self.lock_where(state, months[1], priya)
        return frailty

    @staticmethod
    def lock_where(state: str, period: ReportingPeriod, by: User) -> None:
        if state == "locked":
            lock(period, by)
            period.refresh_from_db()
            assert record_of(period.footprint, by, period, sees_private=True) is not None

    def test_the_status_page(self, client, bea, rated):
        row = row_of(client, bea, STATUS, "Frailty")
        assert row == f"Frailty Programme A Amber {STANDS} Unchanged Not due"
        page = read(client, bea, STATUS)
        assert "Frailty A Amber A Amber" in page
        assert "Ratings: 1 not updated" not in page
        assert "without a rating now" not in page

    def test_its_own_page_and_that_of_what_it_is_part_of(self, client, bea, rated):
        page = read(client, bea, FRAILTY)
        assert f"Rating A Amber At Risk of Delay {STANDS} Given by Carried forward" in page
        assert NOT_RECORDED not in page
        assert "No report is due for this period: it reports every second period." in page
        assert f"Frailty Programme A Amber {STANDS}" in read(client, bea, CARE)

    def test_its_lead_is_not_told_that_it_is_unrated(self, client, alice, initiative, months, priya, state):
        Initiative.objects.filter(pk=initiative.pk).update(reporting=ReportingRhythm.SECOND)
        rate(initiative, months[0])
        self.lock_where(state, months[1], priya)
        page = read(client, alice, STATUS)
        assert f"Portfolio. Rated Amber. {STANDS}" in page

    def test_without_a_rating_that_stands_it_is_not_due(self, client, bea, frailty, months, priya, state):
        self.lock_where(state, months[1], priya)
        assert row_of(client, bea, STATUS, "Frailty") == f"Frailty Programme {NOT_DUE} Not due"
        assert f"Rating in September 2017 {NOT_DUE}." in read(client, bea, FRAILTY)
        assert f"Frailty Programme {NOT_DUE}" in read(client, bea, CARE)

    def test_the_pmos_rating_of_the_period_is_no_old_one(self, client, bea, frailty, months, priya, state):
        rate(frailty, months[0])
        RatingFactory(initiative=frailty, period=months[1], word="Red", source=RatingSource.PMO)
        self.lock_where(state, months[1], priya)
        assert row_of(client, bea, STATUS, "Frailty") == "Frailty Programme R Red Worsened, was Amber Not due"

    def test_the_pages_ask_no_more_often_for_it(self, client, bea, rated):
        def asked(address: str) -> int:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            return len(queries)

        client.force_login(bea)
        client.get(STATUS)
        between = [asked(address) for address in (STATUS, FRAILTY, CARE)]
        Initiative.objects.filter(pk=rated.pk).update(reporting=ReportingRhythm.EVERY)
        assert between == [asked(address) for address in (STATUS, FRAILTY, CARE)]


def test_of_an_open_period_what_was_carried_forward_before_is_not_told_of_that_period(
    client, bea, frailty, months, priya
):
    """September was locked with a rating of August: October does not say that it is of September."""
    rate(frailty, months[0])
    lock(months[1], priya)
    row = row_of(client, bea, "/northmere/?period=2017-10", "Frailty")
    assert row == f"Frailty Programme {NOT_DUE} Not due"


def test_of_a_planned_period_nobody_knows_yet_whose_turn_it_is(client, bea, frailty, months):
    rate(frailty, months[0])
    ReportingPeriod.objects.filter(pk=months[1].pk).update(state=PeriodState.PLANNED)
    assert "every second period" not in read(client, bea, STATUS) + read(client, bea, FRAILTY)


@pytest.mark.parametrize("rhythm", ["second", "never", "every"])
def test_a_rating_is_asked_for_unless_none_was_due(frailty, september, rhythm):
    Initiative.objects.filter(pk=frailty.pk).update(reporting=rhythm)
    node = next(node for node in build(september)["initiatives"] if node["slug"] == "frailty")
    assert [one.rule for one in check_ratings([node])] == ([] if rhythm == "second" else ["rating-missing"])


def test_a_snapshot_without_the_key_reads_as_if_nothing_stood():
    node = {"ratings": {"lead": None, "pmo": None}, "report": None, "reporting": "second"}
    assert reading.not_due(node) is None
    assert reading.age_of_rating(node) == "not due: it reports every second period"
