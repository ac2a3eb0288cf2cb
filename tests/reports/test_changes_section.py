"""What changed since last time, in a paper: frozen as the paper is asked for, public or private as its session is."""

import json
import re
from typing import Any

import pytest

from portfolios.models import Ask, Footprint, Initiative, Milestone, PeriodState, ReportingPeriod
from reports.actions import runs, snapshots
from reports.changes import Changes, compare
from reports.checks.found import Found
from reports.compilation import compile_paper, document_html
from reports.composition import compose
from reports.document import Document
from reports.models import Paper, Run, SnapshotKind
from risks.models import Risk
from tests.factories import (
    AskFactory,
    MilestoneFactory,
    PaperFactory,
    PaperTypeFactory,
    RatingFactory,
    RiskFactory,
)
from tests.pages import words
from tests.papers.gate import pdf_text
from tests.papers.records import paper as written
from tests.papers.records import section, snapshot
from tests.reports.changes.records import april, ask, may, milestone, node, risk

MARKER = "Zanzibar"


def composed(changes: Changes | None, **options: Any) -> Document:
    """A paper of one section with these changes, on a record in which nothing is to be found."""
    frozen = {"changes": changes.plain()} if changes else {}
    return compose(snapshot(), written(section("changes", title="What changed", **options)) | frozen)


def printed(changes: Changes | None, **options: Any) -> str:
    html = document_html(composed(changes, **options))
    return words(html[html.index('id="section-1"') :].partition("<section")[0])


def rules(found: tuple[Found, ...]) -> list[str]:
    return [finding.rule for finding in found]


# --- What is printed


def test_sentences_stand_numbered_under_their_headings():
    before = april(
        node(rating="Green"), node("digital", "Red"), milestones=[milestone("June 2017")], asks=[ask()]
    )
    after = may(
        node(rating="Amber", reason="Beds are short."),
        node("digital", "Red"),
        milestones=[milestone("July 2017")],
        risks=[risk()],
        asks=[ask()],
    )
    assert (
        "1.1 3 changes between April 2017 and May 2017. 1 rating is unchanged. "
        "Ratings 1.2 Urgent Care worsened from Green to Amber: Beds are short. "
        "Milestones 1.3 The milestone “Open the ward” of Urgent Care slipped by 31 days, from June 2017 to July 2017. "
        "Risks 1.4 Risk 12 (Staff leave) was opened at programme level, with no score yet. "
        "Asks still waiting for an answer 1.5 Asked by Urgent Care in April 2017 to decide on the sale of the estate, "
        "SLT have not answered for 1 period. "
        "Source: the records of April 2017 and May 2017. Only what is public is compared."
    ) in printed(compare(before, after))


def test_it_says_so_when_nothing_changed():
    found = compare(
        april(node(rating="Green"), node("b", "Red")), may(node(rating="Green"), node("b", "Red"))
    )
    text = "1.1 Nothing changed between April 2017 and May 2017. 2 ratings are unchanged. Source:"
    assert text in printed(found)


def test_it_says_so_when_there_is_nothing_to_compare_with():
    text = printed(compare(None, may()))
    first = "1.1 This is the first period on record, so there is nothing to compare with."
    assert f"{first} Source: the record of May 2017." in text
    assert "public" not in text


def test_its_author_may_introduce_it():
    text = printed(compare(april(), may()), text="**Much** is as it was.")
    assert "1.1 Much is as it was. 1.2 Nothing changed between" in text


def test_a_private_paper_does_not_speak_of_what_is_public():
    frozen = {"changes": compare(april(), may()).plain()}
    document = compose(snapshot(), written(section("changes"), session="private") | frozen)
    assert "Only what is public" not in document_html(document)


def test_titles_are_no_markup_and_no_markdown():
    html = document_html(composed(compare(april(), may(risks=[risk(title="<b>1*2*3</b> [x](https://a.b)")]))))
    assert "Risk 12 (&lt;b&gt;1*2*3&lt;/b&gt; [x](https://a.b)) was opened" in html


def test_a_date_that_is_none_is_a_fact_of_the_record_and_no_placeholder():
    before, after = april(milestones=[milestone("June 2017")]), may(milestones=[milestone("TBC")])
    for found in (compare(before, after), compare(after, before)):
        assert "“TBC”" in printed(found)
        assert rules(composed(found).findings) == []


def test_what_is_printed_is_checked_like_all_text():
    reason = may(node(rating="Red", reason="It costs £XX, call 01305 368900."))
    assert rules(composed(compare(april(node(rating="Green")), reason)).findings) == [
        "placeholder",
        "contact-details",
    ]
    short = may(node(rating="Red", reason="The QIPP is late."))
    assert rules(composed(compare(april(node(rating="Green")), short)).findings) == []
    sign = compare(april(milestones=[milestone("June 2017")]), may(milestones=[milestone("✓ soon")]))
    assert rules(composed(sign).findings) == ["character-missing"]


def test_a_paper_without_a_frozen_comparison_says_so_and_blocks():
    assert "No comparison was made when this paper was compiled." in printed(None)
    (finding,) = composed(None).findings
    assert (finding.rule, finding.severity, finding.cure) == (
        "changes-missing",
        "blocking",
        "Compile the paper again.",
    )


# --- What is frozen


@pytest.fixture
def places(january: ReportingPeriod, february: ReportingPeriod, initiative: Initiative) -> Footprint:
    """January is locked with Urgent Care Green and a risk, a milestone and an ask that name Zanzibar; then all move."""
    RatingFactory(initiative=initiative, period=january)
    RiskFactory(footprint=january.footprint, number=4, title=f"{MARKER} leaves")
    MilestoneFactory(initiative=initiative, title=f"{MARKER} signs")
    AskFactory(initiative=initiative, period=january, text=f"the sale to {MARKER}.")
    snapshots.take(period=january, kind=SnapshotKind.LOCKED, by=None)
    RatingFactory(initiative=initiative, period=february, word="Amber")
    Risk.objects.update(level="system")
    Milestone.objects.update(forecast="June 2018")
    Ask.objects.update(state="answered")
    return january.footprint


@pytest.fixture
def paper(places: Footprint, february: ReportingPeriod) -> Paper:
    paper_type = PaperTypeFactory(footprint=places, sections=[("changes", "What changed since last time")])
    return PaperFactory(paper_type=paper_type, period=february)


def text_of(run: Run) -> str:
    return words(document_html(compose(run.snapshot.data, json.loads(run.input))))


def asked(paper: Paper) -> Run:
    return runs.request(paper=paper, by=None)


@pytest.mark.django_db
class TestFrozen:
    def test_the_comparison_is_part_of_the_input(self, paper):
        run = asked(paper)
        assert "Urgent Care worsened from Green to Amber: Recruitment is behind plan." in text_of(run)
        found = Changes.from_plain(json.loads(run.input)["changes"])
        assert (found.before, found.after) == ("January 2018", "February 2018")
        assert len(found.found) == 4

    def test_a_paper_without_the_section_freezes_none(self, places, february):
        run = asked(PaperFactory(paper_type=PaperTypeFactory(footprint=places), period=february))
        assert "changes" not in json.loads(run.input)

    def test_asking_again_gives_the_same_run_and_the_same_bytes(self, paper):
        run = asked(paper)
        assert asked(paper) == run
        first, second = (compile_paper(run.snapshot.data, json.loads(run.input)) for _ in range(2))
        assert (first.pdf, first.html) == (second.pdf, second.html)
        text = " ".join(pdf_text(first.pdf).split())
        assert re.search(r"1\.1 4 changes between January 2018 and February 2018\.", text)

    def test_the_run_stays_as_it_is_when_the_period_before_is_locked_again(self, paper, january, initiative):
        before = asked(paper)
        words_then = text_of(before)
        initiative.ratings.filter(period=january).delete()
        RatingFactory(initiative=initiative, period=january, word="Red")
        snapshots.take(period=january, kind=SnapshotKind.LOCKED, by=None)
        assert text_of(Run.objects.get(pk=before.pk)) == words_then
        after = asked(paper)
        assert after != before
        assert "Urgent Care improved from Red to Amber" in text_of(after)

    def test_the_paper_of_a_locked_period_tells_of_its_snapshot(self, paper, february):
        ReportingPeriod.objects.filter(pk=february.pk).update(state=PeriodState.LOCKED)
        snapshots.take(period=ReportingPeriod.objects.get(pk=february.pk), kind=SnapshotKind.LOCKED, by=None)
        paper.refresh_from_db()
        before = asked(paper)
        Risk.objects.update(level="governing")
        assert asked(paper) == before
        assert "to system leadership level" in text_of(before)

    @pytest.mark.parametrize("is_locked", [True, False])
    def test_a_public_paper_tells_nothing_of_what_is_private_now(self, paper, february, is_locked):
        if is_locked:
            ReportingPeriod.objects.filter(pk=february.pk).update(state=PeriodState.LOCKED)
            snapshots.take(
                period=ReportingPeriod.objects.get(pk=february.pk), kind=SnapshotKind.LOCKED, by=None
            )
            paper.refresh_from_db()
        before = asked(paper)
        assert text_of(before).count(MARKER) == 3
        for model in (Risk, Milestone, Ask):
            model.objects.update(is_private=True, private_reason="Section 43")
        after = asked(paper)
        assert after != before
        assert MARKER not in after.input
        assert "1 change between January 2018 and February 2018." in text_of(after)
        for trace in ("Risk 4", "escalated", "slipped", "answered", "no longer"):
            assert trace not in text_of(after)

    def test_a_private_paper_tells_of_all(self, paper):
        for model in (Risk, Milestone, Ask):
            model.objects.update(is_private=True, private_reason="Section 43")
        Paper.objects.filter(pk=paper.pk).update(
            session="private", is_private=True, private_reason="Section 43"
        )
        paper.refresh_from_db()
        run = asked(paper)
        assert run.is_private
        assert text_of(run).count(MARKER) == 3
