"""Saving a highlight report: one version wins, nothing is half written, private stays private."""

import threading
from dataclasses import replace
from functools import partial
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from portfolios.actions import highlight_reports
from portfolios.models import (
    HighlightReport,
    PeriodState,
    Rating,
    ReportingRhythm,
    ReportParagraph,
    ReportPart,
    ReportState,
)
from portfolios.report_content import DimensionRating, ItemOutcome, ReportContent, content_of
from stp_portal.core.base import Conflict
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.models import AuditEvent
from tests.factories import (
    FootprintFactory,
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


class TestEditors:
    """Everybody who saved it is kept, because none of them approves it."""

    def test_are_all_who_saved_a_change_once_each(self, save, content, alice, priya):
        save(version=1, content=content, by=priya)
        save(version=2, content=replace(content, progress="Two."), by=alice)
        saved = save(version=3, content=replace(content, progress="Three."), by=priya)
        assert saved.editors == sorted([alice.pk, priya.pk])
        assert HighlightReport.objects.get().editors == saved.editors

    def test_not_who_changed_nothing(self, save, content, alice, priya):
        save(version=1, content=content, by=alice)
        assert save(version=2, content=content, by=priya).editors == [alice.pk]

    def test_not_who_was_refused(self, save, content, alice, priya):
        save(version=1, content=content, by=alice)
        with pytest.raises(Conflict):
            save(version=1, content=replace(content, progress="Two."), by=priya)
        assert HighlightReport.objects.get().editors == [alice.pk]

    def test_of_reports_made_elsewhere_the_last_is_among_them(
        self, save, content, initiative, period, alice, priya
    ):
        HighlightReportFactory(
            initiative=initiative, period=period, edited_by=priya, edited_at=timezone.now()
        )
        assert save(version=1, content=content, by=alice).editors == sorted([alice.pk, priya.pk])

    def test_of_reports_on_record_are_filled_with_who_saved_them_last(self, initiative, period, alice):
        saved = HighlightReportFactory(
            initiative=initiative, period=period, edited_by=alice, edited_at=timezone.now()
        )
        untouched = HighlightReportFactory(initiative=initiative)
        import_module("portfolios.migrations.0005_report_editors").fill(apps, None)
        editors = dict(HighlightReport.objects.values_list("pk", "editors"))
        assert editors == {saved.pk: [alice.pk], untouched.pk: []}


def test_what_is_saved_comes_back_as_it_was(save, content, initiative, period, alice):
    content = replace(content, private_progress="A secret.", private_reason="Section 43")
    saved = save(version=1, content=content, by=alice)
    assert content_of(saved, initiative=initiative, period=period) == content


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


@pytest.mark.parametrize(
    ("state", "told"),
    [(PeriodState.PLANNED, "once the PMO has opened it"), (PeriodState.LOCKED, "can no longer be changed")],
)
def test_period_that_is_not_open_is_refused(save, content, period, alice, state, told):
    period.state = state
    period.save()
    with pytest.raises(ValidationError, match=told):
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
    foreign = RatingSchemeFactory(footprint=FootprintFactory()).level_for("Amber")
    with pytest.raises(ValidationError, match="Its ratings are: Green, Amber, Red"):
        save(version=1, content=replace(content, level=foreign), by=alice)
    assert not HighlightReport.objects.exists()
    assert not Rating.objects.exists()


def test_half_a_report_is_saved(save, initiative, period, alice):
    half = ReportContent(progress="The lease is signed.", route_owner="Jo")
    saved = save(version=1, content=half, by=alice)
    assert content_of(saved, initiative=initiative, period=period) == half
    assert not Rating.objects.exists()


def test_a_draft_may_lack_the_reason_of_its_rating(save, content, alice):
    save(version=1, content=replace(content, reason=""), by=alice)
    assert Rating.objects.get().reason == ""


def test_a_reason_without_a_rating_is_refused_not_lost(save, content, alice):
    alone = DimensionRating("cost", None, "Over.")
    with pytest.raises(ValidationError) as refused:
        save(version=1, content=replace(content, level=None, dimensions=(alone,)), by=alice)
    assert set(refused.value.message_dict) == {"rating", "rating_cost"}


def test_a_rating_that_is_not_chosen_again_stays(save, content, scheme, initiative, period, alice):
    time = DimensionRating("time", scheme.level_for("Green"))
    saved = save(version=1, content=replace(content, dimensions=(time,)), by=alice)
    for dimensions in ((), (DimensionRating("time", None),)):
        again = replace(content, level=None, dimensions=dimensions)
        assert save(version=2, content=again, by=alice).version == 2
    assert content_of(saved, initiative=initiative, period=period).level == content.level


def test_dimensions_are_ratings_of_their_own(save, content, scheme, initiative, period, alice):
    dimensions = (
        DimensionRating("time", scheme.level_for("Red"), "Late."),
        DimensionRating("benefits", scheme.level_for("Green")),
    )
    saved = save(version=1, content=replace(content, dimensions=dimensions), by=alice)
    assert content_of(saved, initiative=initiative, period=period).dimensions == dimensions
    assert Rating.objects.current().get(dimension="time").reason == "Late."


def test_a_date_to_be_back_on_track_by_may_pass_but_not_have_passed_nor_be_none(save, content, alice):
    def by_when(day, version):
        return save(version=version, content=replace(content, route_by=day), by=alice)

    with pytest.raises(ValidationError) as refused:
        by_when(FuzzyDate.parse("March 2018"), 1)
    assert refused.value.message_dict == {
        "route_by": ["March 2018 has passed: say by when it will be put right, from today on."]
    }
    with pytest.raises(ValidationError, match="“31/02/2019” cannot be read as a date"):
        by_when(FuzzyDate.parse("31/02/2019"), 1)
    by_when(FuzzyDate.parse("as soon as possible"), 1)
    HighlightReport.objects.update(route_by="March 2018")
    assert by_when(FuzzyDate.parse("March 2018"), 2).version == 2


def test_what_became_of_plans_is_kept_and_replaced(save, content, initiative, period, alice):
    outcomes = (
        ItemOutcome("Recruit", "done"),
        ItemOutcome("Open the hub", "dropped", "No lease."),
        ItemOutcome("Sell it", "carried", "", "Section 43"),
    )
    saved = save(version=1, content=replace(content, outcomes=outcomes), by=alice)
    assert content_of(saved, initiative=initiative, period=period).outcomes == outcomes
    save(version=2, content=replace(content, outcomes=outcomes[:1]), by=alice)
    assert content_of(saved, initiative=initiative, period=period).outcomes == outcomes[:1]


def test_what_is_carried_over_privately_is_planned_privately(save, content, alice):
    carried = ItemOutcome("Sell it", "carried", "", "Section 43")
    saved = save(version=1, content=replace(content, outcomes=(carried,)), by=alice)
    private = saved.paragraphs.filter(part=ReportPart.PLANNED, is_private=True)
    assert private.get().text == "Sell it"
    save(version=2, content=replace(content, outcomes=(replace(carried, outcome="done"),)), by=alice)
    assert not private.exists()


def test_dropped_needs_its_reason(save, content, alice):
    with pytest.raises(ValidationError, match="Say why “Recruit” is dropped"):
        save(
            version=1, content=replace(content, outcomes=(ItemOutcome("Recruit", "dropped", " "),)), by=alice
        )


def test_private_outcomes_stay_out_of_the_audit_trail(save, content, alice):
    secret = ItemOutcome("MARKER", "carried", "", "Section 43")
    save(version=1, content=replace(content, outcomes=(secret,), still_true=frozenset({"planned"})), by=alice)
    after = AuditEvent.objects.get(event="report.saved").after
    assert "MARKER" not in str(after)
    assert (after["private_outcomes"], after["still_true"]) == (1, ["planned"])


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
