"""Forms that are sent at the same moment: nothing is raised twice, no number is given twice, nobody waits for ever."""

import threading
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection

from portfolios.models import Ask, HighlightReport
from portfolios.report_content import ReportContent
from reports.actions import report_updates
from reports.actions.report_updates import MilestoneChange, NewAsk, NewRisk, RiskScore, Updates
from risks.models import Risk
from stp_portal.core import audit
from stp_portal.core.base import Conflict
from stp_portal.core.fuzzy_dates import FuzzyDate
from tests.factories import (
    BodyFactory,
    InitiativeFactory,
    MilestoneFactory,
    PeriodFactory,
    RatingSchemeFactory,
    RiskFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[str]:
    """Do all of it in threads that start together; how each ended."""
    start = threading.Barrier(len(works))
    ended: list[str] = []

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait(timeout=20)
            work()
            ended.append("saved")
        except Conflict:
            ended.append("told")
        except Exception as error:
            ended.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(ended)


def new_risk(form: UUID) -> NewRisk:
    return NewRisk(form, "No lease", "", "the landlord withdrawing", "", 4, 4, "")


@pytest.fixture
def place():
    """A footprint with an open period, a scheme, and a risk matrix with the first risk."""
    initiative = InitiativeFactory()
    footprint = initiative.footprint
    RatingSchemeFactory(footprint=footprint)
    RiskFactory(footprint=footprint, number=1, score=(3, 4))
    return footprint


def test_one_form_sent_twice_at_once_raises_one_risk_and_one_ask(place):
    initiative = InitiativeFactory(footprint=place)
    period, body = PeriodFactory(footprint=place), BodyFactory(footprint=place)
    user = UserFactory()
    form = UUID(int=7)
    ask = NewAsk(f"raised-{form}", body, "decision", "decide on", "the site.", "", "")

    def send() -> None:
        report_updates.save(
            initiative=initiative,
            period=period,
            version=1,
            content=ReportContent(progress="The lease is late."),
            updates=Updates(new_risk=new_risk(form), new_ask=ask),
            by=user,
        )

    assert at_once(send, send, send) == ["saved"] * 3
    assert Risk.objects.filter(initiative=initiative).count() == 1
    assert Ask.objects.count() == 1
    assert HighlightReport.objects.get().version == 2


def test_forms_of_many_initiatives_at_once_get_numbers_of_their_own_and_no_deadlock(place):
    """Each locks the footprint for its new risk; two the same milestone and risk; all in the end the audit trail."""
    period, user = PeriodFactory(footprint=place), UserFactory()
    shared = InitiativeFactory(footprint=place)
    milestone = MilestoneFactory(initiative=shared, number=1, baseline="March 2098")
    risk = Risk.objects.get()

    def send(number: int) -> Callable[[], object]:
        initiative = InitiativeFactory(footprint=place)
        updates = Updates(
            milestones=(
                MilestoneChange(
                    milestone, "milestone_1", 1, False, FuzzyDate.parse(f"{number} June 2098"), "Late."
                ),
            )
            if number < 3
            else (),
            scores=(RiskScore(risk, "risk_1", 1, 5, number, "Worse."),) if number < 3 else (),
            new_risk=new_risk(UUID(int=number)),
        )
        return lambda: report_updates.save(
            initiative=initiative,
            period=period,
            version=1,
            content=ReportContent(progress=f"Report {number}."),
            updates=updates,
            by=user,
        )

    ended = at_once(*(send(number) for number in range(1, 6)))
    assert ended.count("saved") == 4
    assert sum("Somebody else changed" in one for one in ended) == 1
    numbers = list(Risk.objects.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2, 3, 4, 5]
    assert audit.verify() == []
