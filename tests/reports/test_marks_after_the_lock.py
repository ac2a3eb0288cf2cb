"""What is marked private after the period was locked stays out of a public paper that is compiled later (DESIGN 4)."""

import json

import pytest

from portfolios.models import (
    Ask,
    FinanceLine,
    Footprint,
    Initiative,
    Measure,
    Milestone,
    Outcome,
    PlannedOutcome,
    ReportingPeriod,
    ReportParagraph,
    ReportState,
)
from reports.actions import periods, runs, snapshots
from reports.checks.found import Found
from reports.compilation import document_html
from reports.composition import compose
from reports.models import Paper, Run, Snapshot, SnapshotKind
from reports.snapshot_content import build, newly_private, public, with_marks
from risks.models import Dependency, Issue, Recommendation, Review, Risk
from stp_portal.accounts.models import User
from tests.factories import (
    AskFactory,
    FinanceLineFactory,
    HighlightReportFactory,
    InitiativeFactory,
    MeasureFactory,
    MilestoneFactory,
    PaperFactory,
    PeriodFactory,
    RatingFactory,
    RatingSchemeFactory,
    ReportParagraphFactory,
    RiskFactory,
)
from tests.factories.registers import (
    DependencyFactory,
    IssueFactory,
    RecommendationFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db

PRIVATE = {"is_private": True, "private_reason": "Commercial interests"}
NOTHING: dict[str, list[object]] = {
    "risks": [],
    "asks": [],
    "milestones": [],
    "issues": [],
    "dependencies": [],
    "measures": [],
    "finance": [],
    "reviews": [],
    "recommendations": [],
    "paragraphs": [],
    "planned_outcomes": [],
}
MARKER = "Zanzibar"


@pytest.fixture
def period(january: ReportingPeriod) -> ReportingPeriod:
    """Locked, with a public row of each kind that names the marker, and one that does not."""
    place = january.footprint
    care = InitiativeFactory(footprint=place, slug="care")
    report = HighlightReportFactory(initiative=care, period=january, state=ReportState.SIGNED_OFF)
    for part, position, text in (
        ("progress", 1, "The first ward is open."),
        ("progress", 2, f"{MARKER} will buy the site in the autumn."),
        ("planned", 1, f"{MARKER} moves in."),
    ):
        ReportParagraphFactory(report=report, part=part, position=position, text=text)
    for position, text in ((1, "Choose a builder"), (2, f"Sell to {MARKER}")):
        PlannedOutcome.objects.create(
            footprint=place, report=report, position=position, text=text, outcome=Outcome.DONE
        )
    for key, text in (("estates", "the estate."), ("purchase", f"the sale to {MARKER}.")):
        AskFactory(initiative=care, period=january, key=key, text=text)
    MilestoneFactory(initiative=care, number=1, title=f"{MARKER} signs")
    MilestoneFactory(initiative=care, number=2, title="The roof is done")
    RiskFactory(footprint=place, number=1, event="rain coming in")
    RiskFactory(footprint=place, number=2, event=f"{MARKER} leaving")
    IssueFactory(footprint=place, number=1, title=f"{MARKER} left")
    DependencyFactory(footprint=place, number=1, giver=care, text=f"The site of {MARKER}")
    MeasureFactory(initiative=care, number=1, title=f"Beds at {MARKER}")
    FinanceLineFactory(initiative=care, number=1, title=f"Price of {MARKER}")
    review = ReviewFactory(footprint=place, key="stocktake")
    for number, text in ((1, "Open the ward"), (2, f"Ask {MARKER}")):
        RecommendationFactory(review=review, number=number, text=text)
    ReviewFactory(footprint=place, key="site", title=f"The site of {MARKER}")
    snapshots.take(period=january, kind=SnapshotKind.LOCKED, by=None)
    return january


@pytest.fixture
def paper(period: ReportingPeriod) -> Paper:
    return PaperFactory(paper_type__footprint=period.footprint, period=period)


def mark_everything() -> None:
    ReportParagraph.objects.filter(text__contains=MARKER).update(**PRIVATE)
    PlannedOutcome.objects.filter(text__contains=MARKER).update(**PRIVATE)
    Ask.objects.filter(key="purchase").update(**PRIVATE)
    Milestone.objects.filter(title__contains=MARKER).update(**PRIVATE)
    Risk.objects.filter(number=2).update(**PRIVATE)
    Issue.objects.update(**PRIVATE)
    Dependency.objects.update(**PRIVATE)
    Measure.objects.update(**PRIVATE)
    FinanceLine.objects.update(**PRIVATE)
    Recommendation.objects.filter(number=2).update(**PRIVATE)
    Review.objects.filter(key="site").update(**PRIVATE)


def marks(period: ReportingPeriod) -> dict[str, list[object]]:
    return newly_private(Snapshot.objects.get(kind=SnapshotKind.LOCKED).data, period)


def printed(run: Run) -> tuple[str, tuple[Found, ...]]:
    document = compose(run.snapshot.data, json.loads(run.input))
    return document_html(document), document.findings


def test_a_public_paper_compiled_later_leaves_them_out(paper):
    before = runs.request(paper=paper, by=None)
    assert MARKER in printed(before)[0]
    mark_everything()
    after = runs.request(paper=paper, by=None)
    assert after != before
    assert after.snapshot == before.snapshot
    assert MARKER not in printed(after)[0]
    assert "The first ward is open." in printed(after)[0]
    assert MARKER in printed(before)[0], "the run of then must not change"


def test_asking_again_with_the_same_marks_gives_the_same_run(paper):
    mark_everything()
    assert runs.request(paper=paper, by=None) == runs.request(paper=paper, by=None)


def test_a_mark_that_is_lifted_again_gives_the_run_of_before(paper):
    before = runs.request(paper=paper, by=None)
    mark_everything()
    runs.request(paper=paper, by=None)
    models = (
        ReportParagraph,
        PlannedOutcome,
        Ask,
        Milestone,
        Risk,
        Issue,
        Dependency,
        Measure,
        FinanceLine,
        Recommendation,
        Review,
    )
    for model in models:
        model.objects.update(is_private=False, private_reason="")
    assert runs.request(paper=paper, by=None) == before


def test_private_words_copied_into_the_paper_are_found_as_well(paper):
    paper.sections.filter(key="introduction").update(text=f"{MARKER} will buy the site in the autumn.")
    rules = [found.rule for found in printed(runs.request(paper=paper, by=None))[1]]
    assert "private-text" not in rules
    mark_everything()
    rules = [found.rule for found in printed(runs.request(paper=paper, by=None))[1]]
    assert "private-text" in rules


def test_a_paper_for_the_private_session_prints_them_and_is_not_compiled_again_for_a_mark(paper):
    Paper.objects.filter(pk=paper.pk).update(session="private", **PRIVATE)
    before = runs.request(paper=paper, by=None)
    mark_everything()
    assert runs.request(paper=paper, by=None) == before
    assert MARKER in printed(before)[0]


def test_each_row_is_named_as_people_know_it(period):
    assert marks(period) == NOTHING
    mark_everything()
    # The parts of a report stand in the snapshot by their names: what is planned before what was progress.
    assert marks(period) == {
        "risks": [2],
        "asks": [["2018-01", "purchase"]],
        "milestones": [1],
        "issues": [1],
        "dependencies": [1],
        "measures": [1],
        "finance": [1],
        "reviews": ["site"],
        "recommendations": [["stocktake", 2]],
        "paragraphs": [["care", 0], ["care", 2]],
        "planned_outcomes": [["care", 1]],
    }


def test_a_milestone_that_got_another_title_is_found_by_its_number(period):
    Milestone.objects.filter(number=2).update(title="Kept back", **PRIVATE)
    assert marks(period)["milestones"] == [2]


def test_a_milestone_of_the_first_snapshots_is_found_by_its_title(period):
    data = build(period)
    for row in data["milestones"]:
        del row["number"]
    mark_everything()
    found = newly_private(data, period)
    assert found["milestones"] == [["care", f"{MARKER} signs"]]
    assert [row["title"] for row in public(with_marks(data, found))["milestones"]] == ["The roof is done"]


def test_a_snapshot_taken_now_holds_every_mark_itself(period):
    mark_everything()
    assert newly_private(build(period), period) == NOTHING


def test_a_paragraph_that_moved_is_found_by_its_words(period):
    """Another one stands in its place, and that one is public."""
    first, second = ReportParagraph.objects.filter(part="progress").order_by("position")
    ReportParagraph.objects.filter(pk=second.pk).update(position=9)
    ReportParagraph.objects.filter(pk=first.pk).update(position=10, **PRIVATE)
    assert marks(period)["paragraphs"] == [["care", 1]]


def test_a_paragraph_that_was_rewritten_and_marked_is_found_by_its_place(period):
    second = ReportParagraph.objects.filter(part="progress").order_by("position")[1:2]
    ReportParagraph.objects.filter(pk__in=[row.pk for row in second]).update(text="Kept back.", **PRIVATE)
    assert marks(period)["paragraphs"] == [["care", 2]]


def test_a_private_paragraph_added_later_hides_no_other(period):
    report = ReportParagraph.objects.first().report
    ReportParagraph.objects.filter(part="progress", position=2).update(position=3)
    ReportParagraphFactory(report=report, position=2, text="Between us.", is_private=True)
    assert marks(period)["paragraphs"] == []


def test_marks_of_another_footprint_count_for_nothing(period, other_footprint):
    RiskFactory(footprint=other_footprint, number=1, is_private=True)
    assert marks(period) == NOTHING


def test_the_snapshot_stays_as_it_is_and_counts_say_that_they_are_of_public_rows(period):
    data = build(period)
    before = json.dumps(data)
    mark_everything()
    open_part = public(with_marks(data, newly_private(data, period)))
    assert MARKER not in json.dumps(open_part)
    assert open_part["left_out"] == [
        "asks",
        "milestones",
        "measures",
        "finance",
        "risks",
        "issues",
        "dependencies",
        "paragraphs",
        "planned_outcomes",
        "reviews",
        "recommendations",
    ]
    assert json.dumps(data) == before


@pytest.fixture
def calculated(footprint: Footprint, initiative: Initiative, priya: User) -> list[str]:
    """The pages of an initiative whose calculated rating was locked with the name of a milestone in its words."""
    RatingSchemeFactory(footprint=footprint)
    period = PeriodFactory(footprint=footprint, month=(2018, 2))
    MilestoneFactory(initiative=initiative, number=1, title=f"{MARKER} signs", baseline="December 2017")
    RatingFactory(initiative=initiative, period=period, word="Green")
    HighlightReportFactory(initiative=initiative, period=period, state=ReportState.SIGNED_OFF)
    periods.lock(period=period, version=1, by=priya)
    page = f"/northmere/initiatives/{initiative.slug}/"
    return [f"{page}?period=2018-02", f"{page}reports/2018-02/"]


def test_the_words_of_a_calculated_rating_do_not_name_it(client, calculated, bob, bea):
    words = f"the milestone “{MARKER} signs” is overdue"
    client.force_login(bob)
    for address in calculated:
        assert words in client.get(address).content.decode(), f"{address}: it is public"
    Milestone.objects.update(**PRIVATE)
    for address in calculated:
        page = client.get(address)
        assert page.status_code == 200
        assert MARKER not in page.content.decode(), address
    client.force_login(bea)
    for address in calculated:
        assert words in client.get(address).content.decode()
