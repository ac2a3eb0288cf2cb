"""Locking a period: what has to be accepted, what is carried forward, and that all of it happens or nothing."""

import threading
import time
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portfolios.actions import highlight_reports
from portfolios.actions import periods as planning
from portfolios.actions.highlight_reports import ReportContent
from portfolios.models import (
    Footprint,
    HighlightReport,
    Initiative,
    Rating,
    RatingScheme,
    RatingSource,
    ReportingPeriod,
    ReportState,
)
from reports.actions import periods, report_updates, snapshots
from reports.actions.report_updates import NewRisk, Updates
from reports.models import Snapshot, SnapshotKind
from reports.models.snapshots import canonical, digest
from reports.snapshot_content import build, reading
from stp_portal.accounts.models import User
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    MilestoneFactory,
    PeriodFactory,
    RatingFactory,
    RatingSchemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(footprint: Footprint) -> RatingScheme:
    return RatingSchemeFactory(footprint=footprint, key="rag")


@pytest.fixture
def months(footprint: Footprint, scheme: RatingScheme) -> list[ReportingPeriod]:
    """July, August and September 2017."""
    return [PeriodFactory(footprint=footprint, month=(2017, month)) for month in (7, 8, 9)]


@pytest.fixture
def september(months: list[ReportingPeriod]) -> ReportingPeriod:
    return months[-1]


def report(
    initiative: Initiative, period: ReportingPeriod, state: str = ReportState.SIGNED_OFF, word: str = ""
) -> HighlightReport:
    if word:
        RatingFactory(initiative=initiative, period=period, word=word)
    return HighlightReportFactory(initiative=initiative, period=period, state=state)


def lock(period: ReportingPeriod, by: User, accept: tuple[str, ...] = ()) -> Snapshot:
    return periods.lock(period=period, version=period.version, by=by, accept=accept)


def node_of(snapshot: Snapshot, slug: str) -> dict[str, Any]:
    return next(node for node in snapshot.data["initiatives"] if node["slug"] == slug)


def refusals(period: ReportingPeriod, by: User, accept: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        lock(period, by, accept)
    return refused.value.message_dict["accept"]


class TestWhatMustBeAccepted:
    @pytest.fixture(autouse=True)
    def reports(self, footprint: Footprint, initiative: Initiative, alice: User, sam: User, september: Any):
        """Alice's draft, one that waits for the PMO, one that waits for Sam, and one that is done."""
        report(initiative, september, ReportState.DRAFT, "Green")
        for slug, name, state in (
            ("frailty", "Frailty", ReportState.SUBMITTED),
            ("stroke", "Stroke", ReportState.ASSURED),
            ("cancer", "Cancer", ReportState.SIGNED_OFF),
        ):
            child = InitiativeFactory(
                footprint=footprint, parent=initiative, kind="programme", slug=slug, name=name
            )
            report(child, september, state, "Green")

    def test_every_report_that_is_not_signed_off_is_named_with_who_has_it(self, september, priya):
        assert refusals(september, priya) == [
            "Urgent Care is not signed off (Draft; Alice Lead has it). "
            "Wait for it, or choose to lock the period without it.",
            "Frailty is not signed off (Submitted; PMO has it). "
            "Wait for it, or choose to lock the period without it.",
            "Stroke is not signed off (Assured by PMO; Sam Owner has it). "
            "Wait for it, or choose to lock the period without it.",
        ]
        september.refresh_from_db()
        assert september.is_open
        assert not Snapshot.objects.exists()

    def test_those_that_were_not_accepted_are_named_alone(self, september, priya):
        (refusal,) = refusals(september, priya, ("urgent-care", "stroke", "no-such-initiative"))
        assert refusal.startswith("Frailty is not signed off")

    def test_all_of_them_accepted_the_period_is_locked(self, september, priya):
        snapshot = lock(september, priya, ("urgent-care", "frailty", "stroke"))
        september.refresh_from_db()
        assert (september.state, september.locked_by, september.version) == ("locked", priya, 2)
        assert september.locked_at is not None
        assert snapshot.kind == SnapshotKind.LOCKED
        assert snapshot.sha256 == digest(snapshot.content) == digest(canonical(build(september)))
        event = AuditEvent.objects.get(event="period.locked")
        assert event.after == {
            "sha256": snapshot.sha256,
            "not_returned": ["urgent-care"],
            "not_signed_off": ["frailty", "stroke"],
            "carried_forward": 0,
        }

    def test_what_was_returned_stands_as_it_was_returned(self, september, priya):
        snapshot = lock(september, priya, ("urgent-care", "frailty", "stroke"))
        for slug in ("frailty", "stroke", "cancer"):
            node = node_of(snapshot, slug)
            assert reading.standing_rating(node)["level"]["label"] == "Green"
            assert reading.not_updated(node) is None


class TestCarryingForward:
    def test_the_last_signed_off_rating_is_carried_forward_with_its_age(
        self, initiative, months, september, priya
    ):
        """Two periods ago it was signed off; last period it was handed in and no more."""
        july, august, _ = months
        report(initiative, july, word="Red")
        report(initiative, august, ReportState.SUBMITTED, "Green")
        expected = report(initiative, september, ReportState.EXPECTED)
        snapshot = lock(september, priya, ("urgent-care",))
        carried = Rating.objects.current().get(period=september, source=RatingSource.CARRIED)
        assert (carried.level.label, carried.reason) == ("Red", "Recruitment is behind plan.")
        assert carried.carried_from == Rating.objects.get(period=july)
        expected.refresh_from_db()
        assert (expected.carried_from, expected.not_updated_days) == (july, 61)
        node = node_of(snapshot, "urgent-care")
        assert reading.standing_rating(node)["level"]["label"] == "Red"
        assert reading.not_updated(node) == {"since": "July 2017", "days": 61}

    def test_days_are_counted_between_the_days_of_the_data(self, initiative, months, september, priya):
        july = months[0]
        ReportingPeriod.objects.filter(pk=july.pk).update(data_cut_off="2017-07-21")
        ReportingPeriod.objects.filter(pk=september.pk).update(data_cut_off=None)
        report(initiative, july, word="Red")
        report(initiative, september, ReportState.EXPECTED)
        node = node_of(lock(september, priya, ("urgent-care",)), "urgent-care")
        assert reading.not_updated(node)["days"] == 71

    def test_the_pmos_judgement_of_then_is_carried_before_the_leads(
        self, initiative, months, september, priya
    ):
        report(initiative, months[1], word="Green")
        RatingFactory(initiative=initiative, period=months[1], word="Amber", source=RatingSource.PMO)
        report(initiative, september, ReportState.EXPECTED)
        node = node_of(lock(september, priya, ("urgent-care",)), "urgent-care")
        assert reading.standing_rating(node)["level"]["label"] == "Amber"

    def test_a_rating_carried_once_is_carried_again_from_where_it_was_signed_off(
        self, initiative, months, september, priya
    ):
        report(initiative, months[0], word="Red")
        for month in months[1:]:
            report(initiative, month, ReportState.EXPECTED)
            node = node_of(lock(month, priya, ("urgent-care",)), "urgent-care")
        assert reading.standing_rating(node)["level"]["label"] == "Red"
        assert reading.not_updated(node) == {"since": "July 2017", "days": 61}

    def test_a_drafts_rating_counts_for_nothing(self, initiative, months, september, priya):
        report(initiative, months[1], ReportState.DRAFT, "Green")
        report(initiative, september, ReportState.DRAFT, "Green")
        node = node_of(lock(september, priya, ("urgent-care",)), "urgent-care")
        assert reading.standing_rating(node) is None
        assert reading.not_updated(node) is None
        assert not Rating.objects.filter(source=RatingSource.CARRIED).exists()

    def test_beside_the_pmos_rating_of_the_period_nothing_is_carried(
        self, initiative, months, september, priya
    ):
        report(initiative, months[1], word="Green")
        report(initiative, september, ReportState.EXPECTED)
        RatingFactory(initiative=initiative, period=september, word="Red", source=RatingSource.PMO)
        node = node_of(lock(september, priya, ("urgent-care",)), "urgent-care")
        assert reading.standing_rating(node)["level"]["label"] == "Red"
        assert reading.not_updated(node) == {"since": "August 2017", "days": 30}
        assert not Rating.objects.filter(source=RatingSource.CARRIED).exists()

    def test_an_initiative_of_which_no_report_is_expected_is_not_silent(
        self, initiative, months, september, priya
    ):
        report(initiative, months[1], word="Green")
        node = node_of(lock(september, priya), "urgent-care")
        assert reading.not_updated(node) is None
        assert reading.standing_rating(node) is None


def test_calculated_ratings_are_kept_with_the_rule_that_gave_them(initiative, september, priya):
    MilestoneFactory(initiative=initiative, title="Open the ward", baseline="June 2017", forecast="June 2017")
    report(initiative, september, word="Green")
    node = node_of(lock(september, priya), "urgent-care")
    assert node["ratings"]["calculated"]["level"]["label"] == "Red"
    assert "“Open the ward” is overdue by 92 days" in node["ratings"]["calculated"]["reason"]
    assert reading.standing_rating(node)["level"]["label"] == "Green"


@pytest.mark.parametrize("state", ["planned", "locked"])
def test_only_an_open_period_is_locked(september, priya, state):
    ReportingPeriod.objects.filter(pk=september.pk).update(state=state)
    with pytest.raises(ValidationError, match=f"September 2017 is {state}: only a period that is open"):
        lock(september, priya)


def test_whoever_comes_second_is_told_who_came_first(september, priya):
    lock(september, priya)
    with pytest.raises(ValidationError, match=r"September 2017 was locked by Priya Office on \d+ \w+ 20\d\d"):
        lock(september, UserFactory())
    assert Snapshot.objects.count() == 1


def test_a_period_that_was_changed_meanwhile_is_not_locked(september, priya):
    ReportingPeriod.objects.filter(pk=september.pk).update(version=5)
    with pytest.raises(Conflict):
        lock(september, priya)


def test_without_its_snapshot_the_period_stays_open(initiative, months, september, priya, monkeypatch):
    report(initiative, months[1], word="Green")
    report(initiative, september, ReportState.EXPECTED)

    def fail(**_: Any) -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr(snapshots, "take", fail)
    with pytest.raises(OSError, match="The disk is full"):
        lock(september, priya, ("urgent-care",))
    september.refresh_from_db()
    assert (september.state, september.locked_at, september.version) == ("open", None, 1)
    assert not Rating.objects.filter(source__in=["carried", "calculated"]).exists()
    assert not HighlightReport.objects.exclude(carried_from=None).exists()
    assert not AuditEvent.objects.filter(event="period.locked").exists()


def test_it_asks_as_often_for_forty_initiatives_as_for_four(footprint, months, september, priya):
    def locked_with(number: int) -> int:
        made = [InitiativeFactory(footprint=footprint) for _ in range(number)]
        for one in made:
            report(one, months[0], word="Red")
            report(one, september, ReportState.EXPECTED)
        slugs = tuple(Initiative.objects.values_list("slug", flat=True))
        september.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            lock(september, priya, slugs)
        return len(queries)

    counts = []
    for number in (1, 3, 36):  # the first lock ever begins the audit trail
        counts.append(locked_with(number))
        september.refresh_from_db()
        periods.reopen(period=september, version=september.version, reason="A late report.", by=priya)
    assert counts[1] == counts[2] <= 96


class TestAtOnce:
    """Threads of their own, as in two web processes."""

    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture
    def place(self) -> tuple[Initiative, RatingScheme, ReportingPeriod]:
        initiative = InitiativeFactory(slug="urgent-care")
        scheme = RatingSchemeFactory(footprint=initiative.footprint)
        period = PeriodFactory(footprint=initiative.footprint, month=(2017, 9))
        return initiative, scheme, period

    @staticmethod
    def run(*tasks: Any) -> list[str]:
        outcomes: list[str] = []
        start = threading.Barrier(len(tasks))

        def work(task: Any) -> None:
            try:
                start.wait(timeout=10)
                task()
                outcomes.append("done")
            except (ValidationError, Conflict) as refused:
                outcomes.append(type(refused).__name__)
            finally:
                connection.close()

        threads = [threading.Thread(target=work, args=(task,)) for task in tasks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        return sorted(outcomes)

    def test_of_two_locks_one_takes_the_snapshot(self, place):
        _, _, period = place
        one, other = UserFactory(), UserFactory()
        outcomes = self.run(lambda: lock(period, one), lambda: lock(period, other))
        assert outcomes == ["ValidationError", "done"]
        assert Snapshot.objects.filter(kind=SnapshotKind.LOCKED).count() == 1

    @pytest.mark.parametrize("attempt", range(3))
    def test_a_report_saved_meanwhile_is_in_the_record_or_refused(self, place, attempt):
        initiative, scheme, period = place
        report(initiative, period, ReportState.SIGNED_OFF, "Green")
        other = InitiativeFactory(footprint=initiative.footprint, slug="frailty")
        user, author = UserFactory(), UserFactory()
        content = ReportContent(level=scheme.level_for("Green"), progress="Written in the last minute.")
        outcomes = self.run(
            lambda: lock(period, user, ("frailty",)),
            lambda: highlight_reports.save(
                initiative=other, period=period, version=1, content=content, by=author
            ),
        )
        assert outcomes in (["done", "done"], ["ValidationError", "done"])
        period.refresh_from_db()
        snapshot = Snapshot.objects.get()
        assert snapshot.sha256 == digest(canonical(build(period))), "nothing moved after the lock"
        assert bool(node_of(snapshot, "frailty")["report"]) is (outcomes[0] == "done")

    def test_an_author_who_raises_a_risk_meanwhile_and_the_lock_do_not_wait_for_each_other(self, place):
        """The lock holds the reports and is about to take the footprint, under which risks are numbered."""
        initiative, scheme, period = place
        report(initiative, period, ReportState.DRAFT)
        user, author = UserFactory(), UserFactory()
        holds_reports = threading.Event()

        def slowly(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if 'FROM "portfolios_footprint"' in sql and not holds_reports.is_set():
                holds_reports.set()
                time.sleep(0.5)
            return execute(sql, params, many, context)

        def locking() -> None:
            with connection.execute_wrapper(slowly):
                lock(period, user, ("urgent-care",))

        def saving() -> None:
            holds_reports.wait(timeout=10)
            report_updates.save(
                initiative=initiative,
                period=period,
                version=1,
                content=ReportContent(level=scheme.level_for("Green"), progress="In the last minute."),
                updates=Updates(new_risk=NewRisk(UUID(int=1), "Rain", "", "of rain", "", 1, 1, "")),
                by=author,
            )

        assert self.run(locking, saving) == ["ValidationError", "done"]
        period.refresh_from_db()
        assert Snapshot.objects.get().sha256 == digest(canonical(build(period)))

    def test_a_first_word_without_a_rating_waits_for_the_lock_and_is_refused(self, place):
        """Its report is not there yet when the lock looks for reports to wait for."""
        initiative, _, period = place
        user, author = UserFactory(), UserFactory()
        holds_initiatives = threading.Event()

        def slowly(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if 'FROM "portfolios_footprint"' in sql and not holds_initiatives.is_set():
                holds_initiatives.set()
                time.sleep(0.5)
            return execute(sql, params, many, context)

        def locking() -> None:
            with connection.execute_wrapper(slowly):
                lock(period, user)

        def hesitant(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.startswith("INSERT") and "reportparagraph" in sql:
                time.sleep(2)
            return execute(sql, params, many, context)

        def saving() -> None:
            holds_initiatives.wait(timeout=10)
            with connection.execute_wrapper(hesitant):
                highlight_reports.save(
                    initiative=initiative,
                    period=period,
                    version=1,
                    content=ReportContent(progress="In the last minute."),
                    by=author,
                )

        assert self.run(locking, saving) == ["ValidationError", "done"]
        assert not HighlightReport.objects.exists()

    @pytest.mark.parametrize("hold", ["snapshot", "dates"])
    def test_a_report_that_is_saved_while_the_period_is_held_waits_for_nobody(self, place, hold):
        """Its rows refer to the period, which the database sees to at the end, under the lock of the audit trail."""
        initiative, scheme, period = place
        user, author = UserFactory(), UserFactory()
        holds_period = threading.Event()

        def slowly(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            result = execute(sql, params, many, context)
            if sql.startswith("SELECT") and 'FROM "portfolios_reportingperiod"' in sql and "FOR" in sql:
                holds_period.set()
                time.sleep(1)
            return result

        def holding() -> None:
            with connection.execute_wrapper(slowly):
                if hold == "snapshot":
                    snapshots.take(period=period, kind=SnapshotKind.WORKING, by=user)
                else:
                    planning.change_dates(period=period, version=1, by=user, note="Moved.")
            holds_period.set()

        def saving() -> None:
            holds_period.wait(timeout=10)
            highlight_reports.save(
                initiative=initiative,
                period=period,
                version=1,
                content=ReportContent(level=scheme.level_for("Green"), progress="Meanwhile."),
                by=author,
            )

        assert self.run(holding, saving) == ["done", "done"]
