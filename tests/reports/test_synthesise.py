"""Made-up footprints: believable, valid though inserted in bulk, marked as made up, and always the same."""

from collections import Counter, defaultdict
from datetime import date
from io import StringIO
from itertools import pairwise

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from portfolios.models import (
    Abbreviation,
    Ask,
    AskState,
    Footprint,
    HighlightReport,
    Initiative,
    Meeting,
    MilestoneForecast,
    Organisation,
    PeriodState,
    Person,
    Rating,
    RatingSource,
    ReportingPeriod,
    ReportParagraph,
    ReportState,
)
from reports.composition import compose
from reports.inputs import frozen_input
from reports.models import Paper, PaperState, Severity, Snapshot
from reports.snapshot_content import build
from reports.synthesise import make_footprint, synthesise
from reports.synthesise.names import FIRST, SECOND, place_name
from risks.models import Assessment, AssessmentKind, Risk, RiskStatus
from stp_portal.accounts.models import User
from stp_portal.core.models import AuditEvent
from stp_portal.core.text import validate_narrative

UNTIL = date(2026, 4, 1)
MONTHS = 6
SIZE = 20


def make(slug: str = "northmere", **changes) -> Footprint:
    options = {
        "slug": slug,
        "name": f"{slug.title()} (made up)",
        "months": MONTHS,
        "initiatives": SIZE,
        "until": UNTIL,
    }
    return make_footprint(**options | changes)


@pytest.fixture
def northmere(db: None) -> Footprint:
    return make()


def test_every_row_holds_to_its_model(db):
    make(initiatives=8, months=3)

    checked = Counter()
    for model in apps.get_models():
        if model._meta.app_label in {"portfolios", "risks", "reports", "accounts"} and not model._meta.proxy:
            for row in model.objects.all():
                row.full_clean(exclude=["password"])
                checked[model] += 1

    assert checked[Initiative] == 8
    assert (
        min(checked[model] for model in (Rating, ReportParagraph, Ask, Risk, Assessment, Meeting, Paper)) > 0
    )


def test_the_same_arguments_give_the_same_rows(db):
    def contents() -> list[dict]:
        with transaction.atomic():
            periods = ReportingPeriod.objects.filter(footprint=make(initiatives=10, months=3))
            made = [build(period) for period in periods]
            transaction.set_rollback(True)
        return made

    first = contents()

    assert first == contents()
    assert not Footprint.objects.exists()


def test_two_footprints_differ(db):
    texts = [
        set(ReportParagraph.objects.filter(footprint=make(slug, months=2)).values_list("text", flat=True))
        for slug in ("eastmere", "westmere")
    ]

    assert texts[0] != texts[1]


def test_everything_is_marked_as_made_up(northmere):
    assert northmere.is_made_up
    assert "made up" in northmere.name
    assert all(name.startswith("Made-up person ") for name in Person.objects.values_list("name", flat=True))
    assert all(name.startswith("Made-up ") for name in Organisation.objects.values_list("name", flat=True))
    assert not [user for user in User.objects.all() if user.is_active or user.has_usable_password()]


def test_periods_run_up_to_the_day_given_and_the_last_is_open(northmere):
    periods = list(ReportingPeriod.objects.exclude(state=PeriodState.PLANNED).order_by("first_day"))

    assert [period.slug for period in periods] == [
        "2025-10",
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
        "2026-03",
    ]
    assert [period.state for period in periods] == [PeriodState.LOCKED] * 5 + [PeriodState.OPEN]
    locked = HighlightReport.objects.filter(period__state=PeriodState.LOCKED)
    assert locked.filter(state=ReportState.SIGNED_OFF).count() == locked.count() == 5 * SIZE
    in_progress = set(HighlightReport.objects.filter(period=periods[-1]).values_list("state", flat=True))
    assert in_progress >= {ReportState.EXPECTED, ReportState.DRAFT, ReportState.SUBMITTED}
    assert not HighlightReport.objects.filter(state=ReportState.EXPECTED, paragraphs__isnull=False).exists()


def test_the_current_month_is_where_a_footprint_ends_unless_said(db):
    make(initiatives=5, months=1, until=None)

    period = ReportingPeriod.objects.get(state=PeriodState.OPEN)
    assert period.last_day < timezone.localdate().replace(day=1)


def test_dates_follow_from_the_cycle_and_a_year_is_planned_ahead(northmere):
    periods = list(ReportingPeriod.objects.select_related("meeting").order_by("first_day"))
    opened, *planned = periods[MONTHS - 1 :]

    assert (opened.slug, opened.state, opened.meeting.date) == (
        "2026-03",
        PeriodState.OPEN,
        date(2026, 4, 15),
    )
    # Good Friday and Easter Monday, 3 and 6 April, are passed over.
    assert opened.returns_due == opened.data_cut_off == opened.last_day
    assert opened.despatch_on == date(2026, 4, 8)
    assert [period.state for period in planned] == [PeriodState.PLANNED] * 12
    assert (planned[0].slug, planned[-1].slug) == ("2026-04", "2027-03")
    for period in periods:
        assert period.last_day <= period.returns_due <= period.meeting.date
        assert (period.meeting.date - period.last_day).days in range(14, 22)
        assert (period.opened_at is None) == (period.state == PeriodState.PLANNED)
        assert (period.locked_at is not None) == (period.state == PeriodState.LOCKED)


def test_ratings_mostly_stay_and_worse_than_the_best_has_a_reason_and_a_way_back(northmere):
    ranks = defaultdict(list)
    for rating in (
        Rating.objects.filter(source=RatingSource.LEAD).select_related("level").order_by("period__first_day")
    ):
        ranks[rating.initiative_id].append(rating.level.rank)
        assert rating.level.is_best == (rating.reason == "")
    steps = [abs(now - before) for row in ranks.values() for before, now in pairwise(row)]

    assert 0 < sum(steps) < len(steps) * 0.15
    assert max(steps) == 1
    worse = Rating.objects.filter(level__rank__gt=1, source=RatingSource.LEAD)
    for rating in worse:
        assert HighlightReport.objects.get(initiative=rating.initiative, period=rating.period).route_to_green
    assert worse.exists()


def test_now_and_then_the_pmo_sees_it_worse(northmere):
    of_pmo = list(Rating.objects.filter(source=RatingSource.PMO).select_related("level"))

    assert 0 < len(of_pmo) < MONTHS * SIZE * 0.15
    for rating in of_pmo:
        lead = Rating.objects.get(
            initiative=rating.initiative, period=rating.period, source=RatingSource.LEAD
        )
        assert rating.level.rank == lead.level.rank + 1
        assert rating.reason


def test_narrative_is_clean_and_does_not_repeat_itself_from_month_to_month(northmere):
    texts = defaultdict(list)
    for paragraph in ReportParagraph.objects.filter(part="progress", is_private=False).order_by(
        "report__period"
    ):
        validate_narrative(paragraph.text)
        assert "{" not in paragraph.text
        texts[paragraph.report.initiative_id, paragraph.report.period.slug].append(paragraph.text)
    months = sorted({slug for _, slug in texts})
    for initiative in {initiative for initiative, _ in texts}:
        for before, now in pairwise(months):
            assert not set(texts[initiative, before]) & set(texts[initiative, now])
    assert {len(these) for these in texts.values() if these} == {2, 3}


def test_private_rows_say_why(northmere):
    private = [*Risk.objects.filter(is_private=True), *ReportParagraph.objects.filter(is_private=True)]

    assert {type(row) for row in private} == {Risk, ReportParagraph}
    assert all(row.private_reason for row in private)


def test_risks_have_a_history_of_scores_in_the_bands_of_the_matrix(northmere):
    bands = {"Low": range(1, 4), "Moderate": range(4, 7), "High": range(8, 13), "Extreme": range(15, 26)}
    for assessment in Assessment.objects.select_related("cell", "band"):
        assert assessment.cell.score in bands[assessment.band.label]
    for risk in Risk.objects.all():
        kinds = Counter(risk.assessments.filter(superseded_at=None).values_list("kind", flat=True))
        assert kinds == dict.fromkeys(AssessmentKind.values, 1)

    assert Assessment.objects.filter(superseded_at__isnull=False).exists()
    assert Risk.objects.filter(status=RiskStatus.CLOSED).exclude(closed_reason="").exists()


def test_a_snapshot_holds_what_stood_in_its_month(northmere):
    taken = [snapshot.data for snapshot in Snapshot.objects.order_by("period__first_day")]

    assert [data["period"]["slug"] for data in taken] == [
        "2025-10",
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]
    numbers = [len(data["risks"]) for data in taken]
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[-1]
    scores = [
        {risk["number"]: risk["scores"]["current"]["score"] for risk in data["risks"]} for data in taken
    ]
    assert any(scores[0][number] != scores[-1][number] for number in scores[0])
    asked = {ask["key"]: ask["state"] for ask in taken[0]["asks"]}
    assert set(asked.values()) == {AskState.OPEN}
    assert Ask.objects.filter(
        period__slug="2025-10", state=AskState.ANSWERED, answered_in__isnull=False
    ).exists()
    met = [sum(milestone["actual"] is not None for milestone in data["milestones"]) for data in taken]
    assert met == sorted(met)
    assert met[0] < met[-1]


def test_history_is_dated_in_its_month_not_today(northmere):
    ratings = Rating.objects.filter(period__slug="2025-10")
    for source, days in ((RatingSource.LEAD, 4), (RatingSource.PMO, 5)):
        recorded = {one.recorded_at.date() for one in ratings.filter(source=source)}
        assert recorded == {date(2025, 11, days)}
    forecasts = MilestoneForecast.objects.order_by("recorded_at")
    assert forecasts.first().recorded_at.date() == date(2025, 11, 4)
    assert forecasts.last().recorded_at.date() > date(2025, 11, 4)
    assert forecasts.last().recorded_at.date() <= UNTIL
    assert HighlightReport.objects.filter(created_at__date__gt=UNTIL).count() == 0


def test_bodies_meet_before_and_after_the_open_period(northmere):
    for key in ("governing-body", "slt"):
        days = Meeting.objects.filter(body__key=key).order_by("date").values_list("date", flat=True)
        assert days[0] < date(2026, 3, 1)
        assert days[len(days) - 1] > UNTIL


def test_the_open_period_has_a_draft_paper_whose_short_forms_are_all_listed_and_used(northmere):
    paper = Paper.objects.get(paper_type__slug="governing-body-update")
    texts = [
        *ReportParagraph.objects.values_list("text", flat=True),
        *HighlightReport.objects.values_list("route_to_green", flat=True),
        *paper.sections.values_list("text", flat=True),
        *paper.cover_answers.values_list("text", flat=True),
        paper.title,
    ]
    words = " ".join(texts)

    assert (paper.state, paper.period.slug) == (PaperState.DRAFT, "2026-03")
    assert paper.meeting.date >= UNTIL
    assert [term for term in Abbreviation.objects.values_list("term", flat=True) if term not in words] == []


def test_the_open_period_has_a_highlight_report_with_a_box_for_each_programme(northmere):
    paper = Paper.objects.get(paper_type__slug="highlight-report")
    document = compose(build(paper.period), frozen_input(paper))

    (appendix,) = document.appendices
    programmes = Initiative.objects.filter(kind="programme").order_by("name")
    assert (paper.state, paper.period.slug) == (PaperState.DRAFT, "2026-03")
    assert sorted(box["heading"].title for box in appendix.context["boxes"]) == [
        programme.heading for programme in programmes
    ]
    blocking = {finding.rule for finding in document.findings if finding.severity == Severity.BLOCKING}
    assert blocking == {"changes-missing"}  # they are frozen when a run is asked for


def test_snapshots_can_be_left_out(db):
    make(initiatives=5, months=3, with_snapshots=False)

    assert not Snapshot.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"), [({"initiatives": 4}, "4 initiatives are too few"), ({"months": 0}, "0 months")]
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(db, changes, message):
    with pytest.raises(ValueError, match=message):
        make(**changes)

    assert not Footprint.objects.exists()


@pytest.mark.parametrize("size", [5, 6, 7, 30, 120])
def test_the_tree_has_as_many_initiatives_as_asked_for(db, size):
    make(months=1, initiatives=size)

    assert Initiative.objects.count() == size
    assert Initiative.objects.portfolios().count() == 5
    assert len(set(Initiative.objects.values_list("parent", "name"))) == size
    assert not Initiative.objects.exclude(kind="portfolio").filter(parent=None).exists()


def test_names_do_not_repeat_before_they_are_numbered():
    names = [place_name(number) for number in range(len(FIRST) * len(SECOND) + 1)]

    assert len(set(names)) == len(names)
    assert names[-1].endswith(" 2 (made up)")


def test_more_footprints_pass_over_those_that_are_there(db):
    first = synthesise(footprints=1, months=1, initiatives=5, until=UNTIL)
    more = synthesise(footprints=2, months=1, initiatives=5, until=UNTIL)

    assert [footprint.slug for footprint in first + more] == ["made-up-1", "made-up-2", "made-up-3"]
    assert len({footprint.name for footprint in first + more}) == 3


def test_the_making_is_on_record(northmere):
    event = AuditEvent.objects.get(event="footprint.synthesised")

    assert (event.chain, event.after["initiatives"], event.after["snapshots"]) == ("northmere", SIZE, 5)


def test_the_command_makes_them_and_names_them(db):
    out = StringIO()
    call_command(
        "synthesise",
        "--footprints=1",
        "--months=2",
        "--initiatives=6",
        "--until=2026-04-01",
        "--no-snapshots",
        stdout=out,
    )

    assert out.getvalue() == "made-up-1: Ostwickham and Brindle Water (made up)\n"
    begun = ReportingPeriod.objects.exclude(state=PeriodState.PLANNED)
    assert list(begun.values_list("slug", flat=True)) == ["2026-02", "2026-03"]
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--footprints=0", "--months=2"], "--footprints must be 1 or more"),
        (["--footprints=1", "--months=0"], "0 months are too few"),
        (["--footprints=1", "--months=1", "--initiatives=3"], "3 initiatives are too few"),
        (["--footprints=1", "--months=1", "--until=April"], "--until"),
    ],
)
def test_the_command_says_what_is_wrong(db, arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("synthesise", *arguments)

    assert not Footprint.objects.exists()
