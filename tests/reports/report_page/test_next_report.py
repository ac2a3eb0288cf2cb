"""Whoever is done with a report goes on to the next one that waits for them."""

import pytest
from django.urls import reverse

from portfolios.models import HighlightReport, InitiativeRole, PeriodState, Person, ReportState
from tests.factories import (
    DeputyFactory,
    HighlightReportFactory,
    InitiativeFactory,
    PersonFactory,
    RoleAssignmentFactory,
)
from tests.pages import read, words


class TestNextReport:
    @pytest.fixture
    def others(self, footprint, period) -> list[HighlightReport]:
        """Reports of three initiatives that follow the first in printed order: only the last two wait for the PMO."""
        states = (ReportState.EXPECTED, ReportState.SUBMITTED, ReportState.SUBMITTED)
        return [
            HighlightReportFactory(
                initiative=InitiativeFactory(footprint=footprint, position=place, name=f"Number {place}"),
                period=period,
                state=state,
            )
            for place, state in enumerate(states, start=50)
        ]

    def test_who_assures_goes_on_to_the_next_that_waits_or_back_to_the_room(
        self, client, priya, address, report, others
    ):
        client.force_login(priya)
        done = client.post(f"{address}assure/", {"version": report.version}, follow=True).content.decode()

        assert "Next for you: Assure the report of Number 51 (1 more after it)" in words(done)
        following = [place(others[1]), reverse("reports:period-room", args=["northmere", "2018-04"])]
        assert all(f'<a href="{page}">' in done for page in following)

    def test_it_begins_again_at_the_end_of_the_list(self, client, priya, report, others):
        assert f"Assure the report of {report.initiative.name}" in read(client, priya, place(others[2]))

    def test_a_deputy_goes_on_to_what_waits_for_whom_they_stand_in_for(
        self, client, bea, sam, address, report, others
    ):
        answers = Person.objects.get(user=sam)
        DeputyFactory(principal=answers, deputy=PersonFactory(footprint=report.footprint, user=bea))
        RoleAssignmentFactory(initiative=others[1].initiative, person=answers, role=InitiativeRole.SRO)
        HighlightReport.objects.filter(pk=others[1].pk).update(state=ReportState.ASSURED)
        assert "Next for you: Sign off the report of Number 51" in read(client, bea, address)

    def test_nothing_is_next_for_who_only_reads_or_writes(self, client, alice, bob, address, others):
        for person in (alice, bob):
            assert "Next for you" not in read(client, person, address)

    def test_nothing_is_next_once_the_period_is_locked(self, client, priya, address, period, others):
        period.state = PeriodState.LOCKED
        period.save()
        assert "Next for you" not in read(client, priya, address)


def place(report: HighlightReport) -> str:
    """The address of a report."""
    return reverse("reports:report", args=["northmere", report.initiative.slug, report.period.slug])
