"""Saving a highlight report: one version wins, nothing is half written, private stays private."""

import threading
from dataclasses import replace
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from portfolios.actions import highlight_reports
from portfolios.actions.highlight_reports import ReportContent
from portfolios.models import (
    HighlightReport,
    PeriodState,
    Rating,
    ReportingRhythm,
    ReportParagraph,
    ReportPart,
    ReportState,
)
from stp_portal.core.base import Conflict
from stp_portal.core.models import AuditEvent
from tests.factories import (
    HighlightReportFactory,
    InitiativeFactory,
    PeriodFactory,
    RatingSchemeFactory,
    ReportParagraphFactory,
    UserFactory,
)


@pytest.fixture
def period(footprint):
    return PeriodFactory(footprint=footprint, month=(2018, 4))


@pytest.fixture
def scheme(footprint):
    return RatingSchemeFactory(footprint=footprint)


@pytest.fixture
def save(initiative, period):
    """Save a report of Alice's initiative."""
    return partial(highlight_reports.save, initiative=initiative, period=period)


@pytest.fixture
def content(scheme) -> ReportContent:
    return ReportContent(
        level=scheme.level_for("Amber"),
        reason="Recruitment is behind plan.",
        progress="First paragraph.\n\nSecond paragraph:\n\n- a bullet",
        planned="Recruit.",
    )


def test_saves_rating_and_a_row_for_each_paragraph(save, content, alice):
    saved = save(version=1, content=content, by=alice)
    assert (saved.state, saved.version, saved.edited_by) == (ReportState.DRAFT, 2, alice)
    assert [row.text for row in saved.paragraphs.filter(part="progress")] == [
        "First paragraph.",
        "Second paragraph:\n\n- a bullet",
    ]
    assert Rating.objects.current().get().level.label == "Amber"


def test_what_is_saved_comes_back_as_it_was(save, content, initiative, period, alice):
    content = replace(content, private_progress="A secret.", private_reason="Section 43")
    saved = save(version=1, content=content, by=alice)
    assert highlight_reports.content_of(saved, initiative=initiative, period=period) == content


def test_posted_twice_is_saved_once(save, content, alice):
    save(version=1, content=content, by=alice)
    again = save(version=1, content=content, by=alice)
    assert again.version == 2
    assert AuditEvent.objects.filter(event="report.saved").count() == 1


def test_older_version_is_refused_and_nothing_is_written(save, content, alice, priya):
    save(version=1, content=content, by=alice)
    with pytest.raises(Conflict):
        save(version=1, content=replace(content, progress="Mine."), by=priya)
    assert not ReportParagraph.objects.filter(text="Mine.").exists()


def test_private_paragraph_needs_a_reason(save, content, alice):
    with pytest.raises(ValidationError) as refused:
        save(version=1, content=replace(content, private_progress="A secret."), by=alice)
    assert "private_reason" in refused.value.message_dict
    assert not ReportParagraph.objects.exists()
    assert not Rating.objects.exists()


def test_private_text_stays_out_of_the_audit_trail(save, content, alice):
    content = replace(content, private_progress="MARKER", private_reason="Section 43")
    save(version=1, content=content, by=alice)
    event = AuditEvent.objects.get(event="report.saved")
    assert "MARKER" not in str(event.before) + str(event.after)
    assert event.after["private_progress"] == "6 characters"


@pytest.mark.parametrize("state", [PeriodState.PLANNED, PeriodState.LOCKED])
def test_period_that_is_not_open_is_refused(save, content, period, alice, state):
    period.state = state
    period.save()
    with pytest.raises(ValidationError, match="can no longer be changed"):
        save(version=1, content=content, by=alice)


def test_report_on_its_way_is_refused(save, content, initiative, period, alice):
    HighlightReportFactory(initiative=initiative, period=period, state=ReportState.SUBMITTED)
    with pytest.raises(ValidationError, match="Ask the PMO to return it"):
        save(version=1, content=content, by=alice)


@pytest.mark.parametrize(
    "change",
    [
        {"progress": "First paragraph.  \n\n\n\nSecond.  "},
        {"private_reason": "A reason for nothing."},
        {"reason": "  Recruitment is behind plan.\n"},
    ],
)
def test_posted_twice_is_saved_once_however_it_is_typed(save, content, alice, change):
    content = replace(content, **change)
    first = save(version=1, content=content, by=alice)
    assert save(version=1, content=content, by=alice).version == first.version


def test_what_is_refused_leaves_no_report_behind(save, content, alice):
    with pytest.raises(ValidationError):
        save(version=1, content=replace(content, reason=""), by=alice)
    assert not HighlightReport.objects.exists()


def test_initiative_that_does_not_report_is_refused(save, content, initiative, alice):
    initiative.reporting = ReportingRhythm.NEVER
    with pytest.raises(ValidationError, match="does not report on its own"):
        save(version=1, content=content, by=alice)


def test_private_paragraphs_that_the_form_does_not_show_stay(save, content, alice):
    report = save(version=1, content=content, by=alice)
    ReportParagraphFactory(
        report=report, part=ReportPart.PLANNED, position=9, text="Sell it.", is_private=True
    )
    save(version=2, content=replace(content, planned="Recruit.\n\nTrain."), by=alice)
    planned = report.paragraphs.filter(part=ReportPart.PLANNED).values_list("text", "is_private")
    assert list(planned) == [("Recruit.", False), ("Train.", False), ("Sell it.", True)]


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_wins_and_the_other_is_told():
    initiative = InitiativeFactory()
    scheme = RatingSchemeFactory(footprint=initiative.footprint)
    period = PeriodFactory(footprint=initiative.footprint, month=(2018, 4))
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def write(name: str) -> None:
        try:
            user = UserFactory(name=name)
            start.wait(timeout=10)
            content = ReportContent(level=scheme.level_for("Green"), progress=f"Written by {name}.")
            highlight_reports.save(initiative=initiative, period=period, version=1, content=content, by=user)
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
