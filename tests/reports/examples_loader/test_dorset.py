"""What Dorset's folder becomes in the portal."""

import pytest

from portfolios.models import (
    Abbreviation,
    Ask,
    AskPurpose,
    Footprint,
    HighlightReport,
    Initiative,
    Rating,
    RatingSource,
    ReportingPeriod,
    ReportParagraph,
    ReportPart,
    ReportState,
    RoleAssignment,
)
from reports.examples_loader import load
from reports.models import AnswerStatus, CoverAnswer, Paper, Snapshot, SnapshotKind
from risks.models import Assessment, AssessmentKind, Risk
from stp_portal.core.models import AuditEvent
from tests.reports.examples_loader.folders import DORSET, change


@pytest.fixture
def dorset(db: None) -> Footprint:
    return load(DORSET).footprint


def test_the_counts_of_the_paper_are_counted(dorset):
    risks = Risk.objects.open().order_by()
    bands = [band or "none" for band in risks.values_list("assessments__band__label", flat=True)]

    assert len(bands) == 31
    assert [bands.count(band) for band in ("Major", "Significant", "none")] == [13, 15, 3]
    september = ReportParagraph.objects.filter(report__period__slug="2017-09")
    assert september.filter(part=ReportPart.PROGRESS).count() == september.count() == 50
    assert Ask.objects.filter(purpose=AskPurpose.DISCUSSION).count() == 4
    assert Ask.objects.filter(purpose=AskPurpose.DECISION).count() == 3
    assert Abbreviation.objects.count() == 30
    grid = CoverAnswer.objects.filter(considered=True, action_required=False)
    assert [grid.filter(paper__period__slug=slug).count() for slug in ("2015-05", "2017-09")] == [9, 9]


def test_ratings_keep_the_word_as_printed_beside_the_level_it_means(dorset):
    ratings = {
        rating.initiative.slug: (rating.as_printed, rating.level.label, rating.source)
        for rating in Rating.objects.select_related("initiative", "level")
    }

    assert ratings["one-acute-network"] == ("Yellow", "Amber", RatingSource.LEAD)
    assert ratings["digitally-transformed-dorset"] == ("Green", "Green", RatingSource.LEAD)
    assert len(ratings) == 5


def test_paragraphs_stay_in_printed_order_under_their_initiative(dorset):
    report = HighlightReport.objects.get(initiative__slug="digitally-transformed-dorset")
    texts = [paragraph.text for paragraph in report.paragraphs.order_by("position")]

    assert report.state == ReportState.SIGNED_OFF
    assert report.source == "Governing Body paper of 20 September 2017"
    assert len(texts) == 12
    assert texts[0] == "A number of positive steps forward this month;"
    assert texts[-1].endswith("This looks to be a £1m investment which would benefit all.")


def test_the_tree_its_names_and_its_people_are_there(dorset):
    enabling = Initiative.objects.get(slug="enabling-technologies")
    held = RoleAssignment.objects.get(initiative=enabling)

    assert enabling.parent.slug == "digitally-transformed-dorset"
    assert (held.person.name, held.is_acting) == ("Gary Jordan", True)
    assert Initiative.objects.portfolios().first().slug == "one-acute-network"
    assert Ask.objects.get(key="lwd-resource-allocation").heading == "Leading and Working Differently"


def test_only_the_printed_risk_has_a_text_and_all_are_countable(dorset):
    published = Risk.objects.open().get(is_published=True)

    assert published.number == 17
    assert published.raised_in_ask.key == "risk-owner-stp-awareness"
    assert published.description.startswith("There is a risk that internal and external audiences")
    assert not Risk.objects.filter(is_private=True).exists()
    assessment = Assessment.objects.filter(risk__number__gt=17).first()
    assert (assessment.kind, assessment.cell) == (AssessmentKind.CURRENT, None)
    assert assessment.assessed_on == ReportingPeriod.objects.get(slug="2017-09").data_cut_off


def test_the_paper_has_its_cover_sections_and_declaration(dorset):
    paper = Paper.objects.get(period__slug="2017-09")

    assert paper.meeting.body.key == "governing-body"
    assert (paper.declared_by.name, paper.declared_initials) == ("M Gorman", "MG")
    assert paper.source.endswith("the author and the paper's own date are assumed.")
    assert [section.key for section in paper.sections.all()][:3] == ["introduction", "report", "progress"]
    assert paper.sections.get(key="progress").text == ""
    assert "{{ risks.total }}" in paper.sections.get(key="report").text
    statuses = dict(paper.cover_answers.values_list("field__key", "status"))
    assert statuses["stakeholder-engagement"] == AnswerStatus.PROMPT_LEFT_IN
    assert statuses["strategic-principles"] == AnswerStatus.ANSWERED


def test_the_locked_period_is_frozen_and_the_loading_is_on_record(dorset):
    frozen = Snapshot.objects.order_by("period__first_day")
    assert [(row.period.slug, row.kind) for row in frozen] == [
        ("2015-05", SnapshotKind.LOCKED),
        ("2016-11", SnapshotKind.LOCKED),
        ("2017-09", SnapshotKind.LOCKED),
    ]
    event = AuditEvent.objects.get(event="examples.loaded")
    assert (event.chain, event.after["risks"], event.after["report paragraphs"]) == ("dorset", 47, 78)


def test_a_period_knows_nothing_of_what_came_later(dorset):
    """The 16 risks of 2016 stand in their own month and are closed by the next; the projects are those of 2015."""
    may, november, september = (
        Snapshot.objects.get(period__slug=slug, kind=SnapshotKind.LOCKED).data
        for slug in ("2015-05", "2016-11", "2017-09")
    )

    assert may["risks"] == []
    assert [risk["status"] for risk in november["risks"]] == ["open"] * 16
    assert [risk["status"] for risk in september["risks"]] == ["closed"] * 16 + ["open"] * 31
    assert [matrix["key"] for matrix in november["matrices"]] == ["dorset-ccg-2016"]
    assert [matrix["key"] for matrix in september["matrices"]] == ["dorset-2017"]
    assert [node["kind"] for node in may["initiatives"]] == ["programme"] + ["project"] * 9
    assert {node["slug"] for node in may["initiatives"]}.isdisjoint(
        node["slug"] for node in september["initiatives"]
    )
    assert [scheme["key"] for scheme in may["schemes"]] == ["better-together-2015"]
    assert [scheme["key"] for scheme in september["schemes"]] == ["dorset-2017"]


def test_a_rating_that_is_lost_is_not_recorded_and_not_guessed(dorset):
    may = HighlightReport.objects.filter(period__slug="2015-05")

    assert may.count() == 9
    assert not Rating.objects.filter(period__slug="2015-05").exists()
    assert all(initiative.is_rated for initiative in Initiative.objects.filter(highlight_reports__in=may))


def test_periods_may_share_a_day(dorset):
    may, june = ReportingPeriod.objects.filter(slug__in=("2015-05", "2015-06")).order_by("first_day")

    assert may.last_day == june.first_day
    assert ReportingPeriod.objects.after(may) == june


def test_a_footprint_that_is_there_is_left_alone(dorset, folder):
    change(folder, "2017-09/reports.yaml", "rating: Yellow", "rating: Yelow")

    loaded = load(folder)

    assert (loaded.footprint, loaded.is_new) == (dorset, False)
    assert Risk.objects.count() == 47
