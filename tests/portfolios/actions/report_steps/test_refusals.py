"""Steps of a report that are refused: without words, in a period that is not open, or of an older version."""

import threading
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from portfolios.actions import report_steps
from portfolios.models import PeriodState, ReportComment, ReportState
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Role
from stp_portal.core.base import Conflict
from tests.factories import InitiativeFactory, PeriodFactory, UserFactory
from tests.portfolios.actions.report_steps.reports import report_in
from tests.portfolios.actions.report_steps.steps import ABLE, NAMES, take


@pytest.mark.parametrize("name", ["send_back", "comment"])
@pytest.mark.parametrize("comment", ["", "  \n "])
def test_a_return_and_a_remark_need_words(make, ann, name, comment):
    with pytest.raises(ValidationError) as refused:
        take(name, make("submitted"), ann, comment=comment)
    assert list(refused.value.message_dict) == ["comment"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PeriodState.LOCKED, "can no longer be changed"),
        (PeriodState.PLANNED, "once the PMO has opened it"),
    ],
)
def test_no_step_is_taken_in_a_period_that_is_not_open(make, request, name, state, words, period):
    report = make("assured" if name == "sign_off" else "submitted")
    period.state = state
    period.save()
    with pytest.raises(ValidationError, match=words):
        take(name, report, request.getfixturevalue(ABLE[name]))


@pytest.mark.parametrize(
    ("following", "words"),
    [
        ({"month": (2018, 5)}, "belong in the report for May 2018, which is open"),
        (
            {"month": (2018, 5), "state": PeriodState.PLANNED},
            "in the report for May 2018, once the PMO has opened it",
        ),
        (None, "Ask the PMO to plan the next period"),
    ],
)
def test_after_the_lock_one_learns_where_a_late_edit_belongs(
    make, alice, period, footprint, following, words
):
    report = make()
    period.state = PeriodState.LOCKED
    period.save()
    if following:
        PeriodFactory(footprint=footprint, **following)
        PeriodFactory(footprint=footprint, month=(2018, 6), state=PeriodState.PLANNED)
    with pytest.raises(ValidationError, match=words):
        take("submit", report, alice)


def test_somebody_who_looked_at_an_older_version_is_told(make, ann, priya):
    report = make("submitted")
    take("comment", report, priya)
    with pytest.raises(Conflict):
        take("assure", report, ann, version=1)
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_assures_and_the_other_is_told():
    initiative = InitiativeFactory()
    footprint = initiative.footprint
    period = PeriodFactory(footprint=footprint, month=(2018, 4))
    author = UserFactory(role=Role.LEAD, footprint=footprint)
    report = report_in("submitted", initiative, period, author)
    pmo = [UserFactory(role=Role.PMO_ANALYST, footprint=footprint) for _ in range(2)]
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def press(user: User) -> None:
        try:
            start.wait(timeout=10)
            report_steps.assure(report=report, version=1, by=user)
            outcomes.append("assured")
        except Conflict:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=partial(press, user)) for user in pmo]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["assured", "told"]
    assert ReportComment.objects.count() == 1
