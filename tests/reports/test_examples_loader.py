"""Loading example data: all of Dorset's paper goes in; one wrong cell, and nothing does."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from portfolios.models import (
    Abbreviation,
    Ask,
    AskPurpose,
    Footprint,
    HighlightReport,
    Initiative,
    Organisation,
    Rating,
    RatingSource,
    ReportingPeriod,
    ReportParagraph,
    ReportPart,
    ReportState,
    RoleAssignment,
)
from reports.examples_loader import ExampleError, ExamplesRefused, load
from reports.examples_loader.fields import Narrative
from reports.models import AnswerStatus, CoverAnswer, Paper, Snapshot, SnapshotKind
from risks.models import Assessment, AssessmentKind, Risk, RiskMatrix
from stp_portal.accounts.models import User
from stp_portal.core.models import AuditEvent

DORSET = settings.BASE_DIR / "reports" / "examples" / "dorset"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of Dorset's folder to break."""
    return shutil.copytree(DORSET, tmp_path / "dorset")


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first ``old`` in ``file``; fails where there is none, so that a test cannot pass by a slip."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path) -> list[ExampleError]:
    """The faults for which ``folder`` is refused."""
    with pytest.raises(ExamplesRefused) as refused:
        load(folder)
    return refused.value.errors


# --- What the real folder becomes -----------------------------------------------------------------------------------


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


# --- One wrong cell -------------------------------------------------------------------------------------------------

# File, what stands there, what is put there; then row, field, and words of the message with its cure.
WRONG_CELLS = [
    pytest.param(
        "2017-09/reports.yaml", "rating: Yellow", "rating: Yelow",
        1, "rating", "“Yelow” is not a word of the rating scheme “dorset-2017”. Use Green, Amber (or Yellow), or Red.",
        id="unknown rating word",
    ),
    pytest.param(
        "2017-09/reports.yaml", "    rating: Green\n", "",
        4, "rating", "It is missing, and “digitally-transformed-dorset” is rated. Add Green, Amber (or Yellow), or Red",
        id="missing rating",
    ),
    pytest.param(
        "2015-05/reports.yaml", "    rating_not_recorded: true\n", "",
        1, "rating", "Add Green, Amber, or Red, or “rating_not_recorded: true” where the source does not show it",
        id="lost rating that is not said to be lost",
    ),
    pytest.param(
        "2015-05/reports.yaml", "rating_not_recorded: true", "rating_not_recorded: true\n    rating: Amber",
        1, "rating", "It is given, and said not to be recorded. Take it out, or take rating_not_recorded out.",
        id="rating that is given and lost",
    ),
    pytest.param(
        "2015-05/reports.yaml", "rating_not_recorded: true", "rating_not_recorded: true\n    reason: Late.",
        1, "reason", "It is given, and said not to be recorded.",
        id="reason for a lost rating",
    ),
    pytest.param(
        "2015-05/reports.yaml", "rating_not_recorded: true", "rating: Yellow",
        1, "rating", "“Yellow” is not a word of the rating scheme “better-together-2015”. Use Green, Amber, or Red.",
        id="rating word of another scheme",
    ),
    pytest.param(
        "2015-05/reports.yaml", "initiative: shared-ict-project-board", "initiative: better-together",
        1, "rating_not_recorded", "“better-together” is not rated. Take the rating out",
        id="lost rating of what is not rated",
    ),
    pytest.param(
        "2015-05/reports.yaml", "rating_not_recorded: true", "rating_not_recorded: lost",
        1, "rating_not_recorded", "“lost” is neither true nor false. Write one of the two.",
        id="neither lost nor not",
    ),
    pytest.param(
        "2017-09/reports.yaml", "initiative: prevention-at-scale", "initiative: prevention-at-scal",
        3, "initiative", "no initiative “prevention-at-scal” in initiatives.yaml. Did you mean “prevention-at-scale”",
        id="unknown initiative",
    ),
    pytest.param(
        "2017-09/reports.yaml", "Public Wi-Fi in surgeries", "<script>alert(1)</script> Public Wi-Fi in surgeries",
        4, "progress 10", "HTML or script, which cannot be used here: “<script>”",
        id="script in narrative",
    ),
    pytest.param(
        "2017-09/reports.yaml", "Public Wi-Fi in surgeries", "Public Wi-Fi in surgeries " + "x" * 200_000,
        4, "progress 10", "the limit is 20,000. Shorten it by",
        id="200,000 characters",
    ),
    pytest.param(
        "2017-09/reports.yaml", "initiative: integrated-community-primary-care", "initiative: one-acute-network",
        2, "initiative", "“one-acute-network” stands in row 1 (line 8) already. Change or remove one of the two.",
        id="two reports of one initiative",
    ),
    pytest.param(
        "2017-09/asks.yaml", "body: slt", "body: stl",
        1, "body", "There is no body “stl” in footprint.yaml. Did you mean “slt”",
        id="unknown body",
    ),
    pytest.param(
        "2017-09/asks.yaml", "    raised_by: pmo\n", "",
        7, "initiative", "An ask is raised by an initiative or by an office: give initiative or raised_by",
        id="ask of nobody",
    ),
    pytest.param(
        "2017-09/asks.yaml", "printed_under: Leading and", "printed_under: Leeding and",
        4, "printed_under", "is not among the aliases of the initiative in initiatives.yaml. Did you mean",
        id="unknown alias",
    ),
    pytest.param(
        "2017-09/paper.yaml", "author: m-gorman", "author: m-german",
        None, "author", "There is no person “m-german” in footprint.yaml. Did you mean “m-gorman”",
        id="unknown person",
    ),
    pytest.param(
        "2017-09/paper.yaml", "date: 2017-09-20", "date: 2017-09-21",
        None, "date", "has no sitting on 2017-09-21 in footprint.yaml. Its sittings are on 2015-07-15, 2017-09-20",
        id="unknown meeting",
    ),
    pytest.param(
        "2017-09/paper.yaml", "  - field: quality\n    considered: true\n    action_required: false\n", "",
        None, "cover", "There is no row for “quality”. Add one",
        id="missing row of the assurance grid",
    ),
    pytest.param(
        "2017-09/paper.yaml", "    considered: true\n", "",
        5, "considered", "It is missing. Add the answer, or “status: blank”",
        id="missing cell of the assurance grid",
    ),
    pytest.param(
        "2017-09/paper.yaml", "considered: true", "considered: ticked",
        5, "considered", "“ticked” is neither true nor false. Write one of the two.",
        id="neither true nor false",
    ),
    pytest.param(
        "2017-09/risks.yaml", "band: Major", "band: Majr",
        2, "band", "“Majr” is not a band of the risk matrix “dorset-2017”. Use Low, Moderate, Significant, or Major.",
        id="unknown band",
    ),
    pytest.param(
        "2017-09/risks.yaml", "band: Major", "likelihood: 6\n    impact: 3",
        2, "likelihood", "6 is outside the risk matrix “dorset-2017”. Use a number from 1 to 5, or Rare, Unlikely,",
        id="score outside the matrix",
    ),
    pytest.param(
        "2017-09/risks.yaml", "band: Major", "band: Major\n    likelihood: 2\n    impact: 3",
        2, "band", "2 x 3 = 6 is Moderate in the risk matrix “dorset-2017”, not Major. Correct one of them.",
        id="score of another band",
    ),
    pytest.param(
        "2017-09/risks.yaml", "band: Major", "likelihood: 4",
        2, "impact", "It is missing. A score needs likelihood and impact",
        id="half a score",
    ),
    pytest.param(
        "2017-09/risks.yaml", "raised_in_ask: risk-owner-stp-awareness", "raised_in_ask: risk-owner",
        1, "raised_in_ask", "There is no ask “risk-owner” in asks.yaml of the periods.",
        id="unknown ask",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "impact: Severe",
        1, "impact", "Severe is outside the risk matrix “dorset-ccg-2016”. Use a number from 1 to 3, or Low, Medium",
        id="word of no axis",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "impact: []",
        1, "impact", "It is neither a number nor a word of the axis. Write one of the two, such as 4 or Likely.",
        id="list for a factor",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "band: Major\n    impact: High",
        1, "band", "“Major” is not a band of the risk matrix “dorset-ccg-2016”. It has none: give likelihood and",
        id="band of a matrix of words",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "matrix: dorset-2018\n    impact: High",
        1, "matrix", "There is no risk matrix “dorset-2018” in schemes.yaml. Did you mean “dorset-2017”",
        id="unknown matrix",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "matrix: dorset-2017\n    impact: High",
        1, "likelihood", "No risk matrix of schemes.yaml is in force in November 2016.",
        id="matrix of a later year",
    ),
    pytest.param(
        "2017-09/risks.yaml", "band: Major", "band: Major\n    printed_score: 16",
        2, "printed_score", "It is given without what it is the product of. Add likelihood and impact, or take it out.",
        id="printed score without factors",
    ),
    pytest.param(
        "2016-11/risks.yaml", "register: corporate", "register: corporat",
        1, "references 1, register", "“corporat” is not a word used here. Use baf, corporate, or other.",
        id="unknown register",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "owners:\n      - m-gorman\n      - m-german\n    impact: High",
        1, "owners 2", "There is no person “m-german” in footprint.yaml. Did you mean “m-gorman”",
        id="unknown owner",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "owners: [m-gorman, m-gorman]\n    impact: High",
        1, "owners", "“m-gorman” stands twice. Take one of the two out.",
        id="the same owner twice",
    ),
    pytest.param(
        "2016-11/risks.yaml", "- text: Development of", "- lead: nobody\n        text: Development of",
        1, "actions 1, lead", "There is no person “nobody” in footprint.yaml.",
        id="unknown lead of an action",
    ),
    pytest.param(
        "2016-11/risks.yaml", '"on": 2017-08-31', '"on": 2016-11-30',
        1, "on", "2016-11-30 is not after November 2016, in which the risk stands. Give a day after 2016-11-30.",
        id="closed in the period it stands in",
    ),
    pytest.param(
        "schemes.yaml", "scored: false", "scored: true",
        2, "bands", "It is empty. Add the bands, or “scored: false” for a matrix of words alone.",
        id="matrix of scores without bands",
    ),
    pytest.param(
        "schemes.yaml", "min: 15", "min: 16",
        1, "bands", "Score 15 (likelihood 3 x impact 5) is in no band.",
        id="score without a band",
    ),
    pytest.param(
        "schemes.yaml", "shape: triangle", "shape: star",
        1, "levels 2, shape", "“star” is not a word used here. Use circle, triangle, square, diamond, or cross.",
        id="unknown choice",
    ),
    pytest.param(
        "periods.yaml", "first_day: 2017-09-01", "first_day: 2017-09-31",
        1, "first_day", "“2017-09-31” is not a date. Write year-month-day, such as 2017-09-20.",
        id="no such day",
    ),
    pytest.param(
        "periods.yaml", "last_day: 2017-09-30", "last_day: 2017-08-30",
        1, "last_day", "2017-08-30 is before the first day, 2017-09-01. Correct one of the two.",
        id="period that ends before it starts",
    ),
    pytest.param(
        "initiatives.yaml", "    kind: portfolio\n", "",
        1, "kind", "It is missing. Add a line for it.",
        id="missing cell",
    ),
    pytest.param(
        "initiatives.yaml", "kind: portfolio", "kind:",
        1, "kind", "It is empty. Write a value after the colon.",
        id="empty cell",
    ),
    pytest.param(
        "initiatives.yaml", "short_name: One Acute Network", "shortname: One Acute Network",
        1, "shortname", "This name is not used here. Did you mean “short_name”",
        id="unknown name",
    ),
    pytest.param(
        "initiatives.yaml", "parent: leading-working-differently", "parent: primary-care-workforce-centre",
        14, "parent", "Its parents lead round in a circle back to it.",
        id="its own parent",
    ),
    pytest.param(
        "initiatives.yaml", "started_on: 2016-04-01", "started_on: 2016-04-01\n    ended_on: 2016-03-31",
        1, "ended_on", "2016-03-31 is before the day it started, 2016-04-01. Correct one of the two.",
        id="initiative that ends before it starts",
    ),
    pytest.param(
        "footprint.yaml", "short_name: NHS Dorset CCG", "short_name: " + "N" * 81,
        1, "short_name", "It has 81 characters and may have 80. Shorten it.",
        id="text too long",
    ),
    pytest.param(
        "footprint.yaml", "name: M Gorman", "name: 2017",
        1, "name", "YAML does not read it as words. Put it in quotes.",
        id="number for a name",
    ),
    pytest.param(
        "abbreviations.yaml", "ACS\n    expansion: Accountable Care System", "ACP\n    expansion: Acute Care Pathway",
        2, "term", "“ACP: Acute Care Pathway” stands in row 1 (line 4) already.",
        id="the same row twice",
    ),
    pytest.param(
        "paper_types.yaml", "cover_template: dorset-ccg-2017", "cover_template: dorset-2017",
        1, "cover_template", "no cover template “dorset-2017” in paper_types.yaml. Did you mean “dorset-ccg-2017”",
        id="unknown cover template",
    ),
    pytest.param(
        "paper_types.yaml", "          kinds:", "          kind:",
        2, "options", "A section “highlight-boxes” has no option “kind”. Did you mean “kinds”",
        id="unknown option of a section",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "row", "field", "message"), WRONG_CELLS)
def test_a_wrong_cell_is_named_with_its_cure_and_nothing_is_written(
    db, folder, file, old, new, row, field, message
):
    change(folder, file, old, new)

    found = faults(folder)

    error = next(error for error in found if message in error.message)
    assert (error.file, error.row) == (file, row)
    assert error.field.endswith(field)
    assert stands_on(folder / file, error)
    for model in (Footprint, Organisation, Initiative, Risk, RiskMatrix, Snapshot, AuditEvent):
        assert not model.objects.exists(), model


def stands_on(path: Path, error: ExampleError) -> bool:
    """Whether the line named is that of the cell; of its row, for a cell that is missing; of an item, within a list."""
    line = path.read_text(encoding="utf-8").splitlines()[error.line - 1].strip()
    name = error.field.split(", ")[-1]
    return line.removeprefix("- ").replace('"', "").startswith(f"{name}:") or line.startswith("- ")


def test_a_fault_reads_as_a_person_would_say_it(db, folder):
    change(folder, "2017-09/reports.yaml", "initiative: integrated-community-primary-care\n    rating: Yellow",
           "initiative: integrated-community-primary-care\n    rating: Yelow")  # fmt: skip

    assert [str(error) for error in faults(folder)] == [
        "2017-09/reports.yaml, row 2 (line 51), rating: “Yelow” is not a word of the rating scheme “dorset-2017”. "
        "Use Green, Amber (or Yellow), or Red."
    ]


def test_a_period_that_overlaps_another_is_refused_by_name(db, folder):
    with (folder / "periods.yaml").open("a", encoding="utf-8") as file:
        file.write(
            '\n  - slug: "2017-10"\n    label: October 2017\n    first_day: 2017-09-20\n    last_day: 2017-10-31\n'
            "    data_cut_off: 2017-10-31\n    state: planned\n"
        )

    (error,) = faults(folder)

    assert (error.file, error.row, error.field) == ("periods.yaml", 5, "first_day")
    assert (
        "October 2017 (20/09/2017 to 31/10/2017) overlaps September 2017 (01/09/2017 to 30/09/2017)"
        in error.message
    )
    assert "Change the days" in error.message


def test_all_faults_are_found_at_once_wherever_they_stand(db, folder):
    change(folder, "2017-09/reports.yaml", "rating: Yellow", "rating: Yelow")
    change(folder, "2017-09/risks.yaml", "band: Major", "band: Majr")
    change(folder, "periods.yaml", "last_day: 2017-09-30", "last_day: 2017-08-30")
    change(folder, "footprint.yaml", "kind: trust", "kind: hospital")
    change(folder, "initiatives.yaml", "name: One Acute Network of Services", "name: " + "n" * 201)

    named = [(error.file, error.field) for error in faults(folder)]

    assert named == [
        ("2017-09/reports.yaml", "rating"),
        ("2017-09/risks.yaml", "band"),
        ("footprint.yaml", "kind"),
        ("initiatives.yaml", "name"),
        ("periods.yaml", "last_day"),
    ]


def test_a_wrong_row_does_not_make_those_that_refer_to_it_look_wrong(db, folder):
    change(folder, "footprint.yaml", "name: System Leadership Team", "name: " + "n" * 201)

    assert [(error.file, error.part, error.row) for error in faults(folder)] == [
        ("footprint.yaml", "bodies", 2)
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("periods: [", "YAML cannot read it"),
        ("- just\n- a list", "It must hold named parts"),
        ("periods: *elsewhere", "it uses an alias"),
        ("periods:\n  - September", "It must hold named values"),
        ("periods: September", "It must be a list"),
        ("periods: []\nperiods: []", "It stands twice in one row, first on line 1"),
        ("on: []\nperiods: []", "YAML does not read this name as words. Put it in quotes."),
        ("months: []", "This name is not used here"),
    ],
)
def test_a_file_of_another_form_is_refused(db, folder, text, message):
    (folder / "periods.yaml").write_text(text, encoding="utf-8")

    assert any(error.file == "periods.yaml" and message in error.message for error in faults(folder))


def test_bytes_that_are_no_text_are_refused(db, folder):
    (folder / "periods.yaml").write_bytes(b"\xff\xfe\x00")

    assert [error.file for error in faults(folder)] == ["periods.yaml"]


def test_missing_and_strange_files_are_named(db, folder):
    (folder / "schemes.yaml").rename(folder / "shemes.yaml")
    (folder / "2017-09" / "risks.yaml").rename(folder / "2017-09" / "riks.yaml")

    assert {error.file: error.message.split(".")[0] for error in faults(folder)} == {
        "2017-09/riks.yaml": "Nothing reads this file",
        "schemes.yaml": "The file is missing",
        "shemes.yaml": "Nothing reads this file",
    }


def test_a_folder_of_no_period_is_named(db, folder):
    (folder / "2017-09").rename(folder / "2017-10")

    assert ExampleError(
        "2017-10",
        None,
        None,
        "",
        "There is no period of this name in periods.yaml. Add it there, or rename the folder.",
    ) in faults(folder)


def test_a_folder_that_is_not_there_is_named(db, tmp_path):
    assert "There is no such folder" in faults(tmp_path / "nowhere")[0].message


# --- The command ----------------------------------------------------------------------------------------------------


def run(*arguments: object, **options: object) -> str:
    out = StringIO()
    call_command("load_examples", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_the_command_loads_a_folder_once(db, folder):
    assert "risks 47" in run(folder)
    assert "is there already and was left alone" in run(folder)
    assert Footprint.objects.count() == 1


def test_the_command_prints_a_fault_a_line_and_writes_nothing(db, folder, tmp_path):
    other = shutil.copytree(folder, tmp_path / "elsewhere")
    change(other, "footprint.yaml", "slug: dorset", "slug: elsewhere")
    change(other, "footprint.yaml", "  name: Dorset", "  name: Elsewhere")
    change(other, "2017-09/risks.yaml", "band: Major", "band: Majr")
    change(other, "2017-09/reports.yaml", "rating: Yellow", "rating: Yelow")
    errors = StringIO()

    with pytest.raises(CommandError) as stopped:
        run(folder, other, stderr=errors)

    assert stopped.value.returncode == 1
    lines = errors.getvalue().splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "elsewhere/2017-09/reports.yaml, row 1 (line 9), rating",
        "elsewhere/2017-09/risks.yaml, row 2 (line 28), band",
    ]
    assert not Footprint.objects.exists()  # the folder without faults is not written either


def test_accounts_need_a_password(db, folder, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)

    with pytest.raises(CommandError, match="Set the environment variable DEMO_PASSWORD"):
        run(folder, "--accounts")

    assert not Footprint.objects.exists()


def test_a_weak_password_is_refused_and_nothing_is_written(db, folder, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "short")

    with pytest.raises(CommandError, match=r"DEMO_PASSWORD cannot be used: .*12 characters"):
        run(folder, "--accounts")

    assert not Footprint.objects.exists()
    assert not User.objects.exists()


def test_narrative_is_put_right_as_in_the_portal():
    assert Narrative().run_validation("Done:\r\n\uf0b7\tWards open ✓\x1b") == "Done:\n- Wards open ✓"
