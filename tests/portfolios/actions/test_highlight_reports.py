"""Saving a highlight report: one version wins, nothing is half written, private stays private."""

import threading
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from portfolios.actions import highlight_reports
from portfolios.actions.highlight_reports import ReportContent
from portfolios.models import HighlightReport, PeriodState, Rating, ReportParagraph, ReportState
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import InitiativeFactory, PeriodFactory, RatingSchemeFactory, UserFactory


@pytest.fixture
def period(footprint):
    return PeriodFactory(footprint=footprint, month=(2018, 4))


@pytest.fixture
def scheme(footprint):
    return RatingSchemeFactory(footprint=footprint)


@pytest.fixture
def report(initiative, period) -> HighlightReport:
    return highlight_reports.start(initiative=initiative, period=period)


@pytest.fixture
def content(scheme) -> ReportContent:
    return ReportContent(
        level=scheme.level_for("Amber"),
        reason="Recruitment is behind plan.",
        progress="First paragraph.\n\nSecond paragraph:\n\n- a bullet",
        planned="Recruit.",
    )


def test_saves_rating_and_a_row_for_each_paragraph(report, content, alice):
    saved = highlight_reports.save(report=report, version=1, content=content, by=alice)
    assert (saved.state, saved.version, saved.edited_by) == (ReportState.DRAFT, 2, alice)
    assert [row.text for row in saved.paragraphs.filter(part="progress")] == [
        "First paragraph.",
        "Second paragraph:\n\n- a bullet",
    ]
    assert Rating.objects.current().get().level.label == "Amber"


def test_what_is_saved_comes_back_as_it_was(report, content, initiative, period, alice):
    content = replace(content, private_progress="A secret.", private_reason="Section 43")
    saved = highlight_reports.save(report=report, version=1, content=content, by=alice)
    assert highlight_reports.content_of(saved, initiative=initiative, period=period) == content


def test_posted_twice_is_saved_once(report, content, alice):
    highlight_reports.save(report=report, version=1, content=content, by=alice)
    again = highlight_reports.save(report=report, version=1, content=content, by=alice)
    assert again.version == 2
    assert AuditEvent.objects.filter(event="report.saved").count() == 1


def test_older_version_is_refused_and_nothing_is_written(report, content, alice, priya):
    highlight_reports.save(report=report, version=1, content=content, by=alice)
    with pytest.raises(Conflict):
        highlight_reports.save(report=report, version=1, content=replace(content, progress="Mine."), by=priya)
    assert not ReportParagraph.objects.filter(text="Mine.").exists()


def test_private_paragraph_needs_a_reason(report, content, alice):
    with pytest.raises(ValidationError) as refused:
        highlight_reports.save(
            report=report, version=1, content=replace(content, private_progress="A secret."), by=alice
        )
    assert "private_reason" in refused.value.message_dict
    assert not ReportParagraph.objects.exists()
    assert not Rating.objects.exists()


def test_private_text_stays_out_of_the_audit_trail(report, content, alice):
    content = replace(content, private_progress="MARKER", private_reason="Section 43")
    highlight_reports.save(report=report, version=1, content=content, by=alice)
    event = AuditEvent.objects.get(event="report.saved")
    assert "MARKER" not in str(event.before) + str(event.after)
    assert event.after["private_progress"] == "6 characters"


@pytest.mark.parametrize("state", [PeriodState.PLANNED, PeriodState.LOCKED])
def test_period_that_is_not_open_is_refused(report, content, period, alice, state):
    period.state = state
    period.save()
    with pytest.raises(ValidationError, match="can no longer be changed"):
        highlight_reports.save(report=report, version=1, content=content, by=alice)


def test_report_on_its_way_is_refused(report, content, alice):
    HighlightReport.objects.update(state=ReportState.SUBMITTED)
    with pytest.raises(ValidationError, match="Ask the PMO to return it"):
        highlight_reports.save(report=report, version=1, content=content, by=alice)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_wins_and_the_other_is_told():
    initiative = InitiativeFactory()
    scheme = RatingSchemeFactory(footprint=initiative.footprint)
    period = PeriodFactory(footprint=initiative.footprint, month=(2018, 4))
    report = highlight_reports.start(initiative=initiative, period=period)
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def write(name: str) -> None:
        try:
            user = UserFactory(name=name)
            start.wait(timeout=10)
            content = ReportContent(level=scheme.level_for("Green"), progress=f"Written by {name}.")
            highlight_reports.save(report=report, version=1, content=content, by=user)
            outcomes.append("saved")
        except Conflict:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in ("Ada", "Ben")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["saved", "told"]
    assert ReportParagraph.objects.count() == 1
