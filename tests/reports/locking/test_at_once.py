"""A lock and what others do at the same moment."""

import threading
import time
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from portfolios.actions import highlight_reports
from portfolios.actions import periods as planning
from portfolios.actions.highlight_reports import ReportContent
from portfolios.models import HighlightReport, Initiative, RatingScheme, ReportingPeriod, ReportState
from reports.actions import report_updates, snapshots
from reports.actions.report_updates import NewRisk, Updates
from reports.models import Snapshot, SnapshotKind
from reports.models.snapshots import canonical, digest
from reports.snapshot_content import build
from stp_portal.core.base import Conflict
from tests.factories import InitiativeFactory, PeriodFactory, RatingSchemeFactory, UserFactory
from tests.reports.locking.lock import lock, node_of, report

pytestmark = pytest.mark.django_db


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
