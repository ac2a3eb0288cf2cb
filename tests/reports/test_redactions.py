"""What a public paper leaves out is told to those who may read it, and to nobody else."""

import pytest

from reports.actions import runs
from reports.composition import compose
from reports.models import Run
from reports.redactions import LEFT_OUT
from reports.runner import execute
from reports.sections import SECTIONS
from tests.factories import PaperFactory, RiskFactory
from tests.papers.promise_records import measure
from tests.papers.records import ask, initiative, paper, paragraph, risk, section, snapshot
from tests.papers.register_records import PRIVATE, logged_risk, recommendation, review

WHY = PRIVATE["private_reason"]
RECORD = snapshot(
    initiatives=[
        initiative("care", paragraph("Open."), paragraph("Zanzibar buys.", is_private=True)),
    ],
    asks=[ask("site", **PRIVATE), ask("site-2", purpose="decision", **PRIVATE)],
    risks=[
        logged_risk(1),
        logged_risk(2, title="Zanzibar", **PRIVATE),
        logged_risk(3, title="Old", status="closed", **PRIVATE),
        logged_risk(4, title="Unsaid", is_published=False),
        risk(5, title="Marked later", is_private=True),
    ],
    reviews=[review(recommendation(7, text="Sell.", **PRIVATE)), review(key="deal", title="Deal", **PRIVATE)],
)


def told(*sections, **changes) -> list[tuple[str, str, str]]:
    found = compose(RECORD, paper(*sections, **changes)).redactions
    return [(one.what, one.where, one.why) for one in found]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            "risk_log",
            [
                ("Risk 2: Zanzibar", "Risk_log", WHY),
                ("The text of risk 4: Unsaid", "Risk_log", "The text of the risk is not published."),
                (
                    "Risk 5: Marked later",
                    "Risk_log",
                    "Marked private after the record was frozen; the register says why.",
                ),
            ],
        ),
        (
            "asks-decision",
            [("Ask of January 2018: SLT have been asked to discuss site-2.", "Asks-decision", WHY)],
        ),
        (
            "review_tracker",
            [
                ("Recommendation 7 of NHSE stocktake: Sell.", "Review_tracker", WHY),
                ("Review: Deal", "Review_tracker", WHY),
            ],
        ),
        ("introduction", []),
    ],
)
def test_a_section_leaves_out_what_is_private_of_what_it_prints(key, expected):
    assert told(section(key)) == expected


def test_private_paragraphs_and_sections_are_told_with_their_place():
    private = section("text", "We talk.", title="Talks", is_private=True, private_reason="Section 41.")
    found = told(private, section("progress", title="Progress"))
    assert found[0] == ("Section “Talks”", "The paper itself", "Section 41.")
    assert found[1][:2] == ("From the report of Care: Zanzibar buys.", "Progress")


def test_what_several_sections_leave_out_is_told_once():
    found = told(section("report", title="Report"), section("risk_log", title="Log"))
    assert ("Risk 2: Zanzibar", "Report; Log", WHY) in found
    assert len([what for what, _, _ in found if what.startswith("Risk 2")]) == 1


def test_a_figure_in_authored_text_counts_without_them_too():
    assert ("Risk 2: Zanzibar", "Introduction", WHY) in told(
        section("introduction", "{{ risks.total }} risks.")
    )


def test_a_section_by_hand_draws_on_nothing():
    assert told(section("risk_log", override="Mine.", override_reason="Late.")) == []


def test_a_private_paper_leaves_nothing_out():
    assert told(section("risk_log"), session="private") == []


@pytest.mark.parametrize("kind", SECTIONS.values(), ids=lambda kind: kind.key)
def test_every_section_draws_on_kinds_that_are_known(kind):
    assert set(kind.draws_on) <= set(LEFT_OUT)


@pytest.mark.django_db
def test_they_are_kept_with_the_run_and_stand_in_no_file(footprint):
    RiskFactory(footprint=footprint, title="Zanzibar", is_private=True, private_reason=WHY)
    it = PaperFactory(
        paper_type__footprint=footprint,
        period__month=(2018, 1),
        texts={"introduction": "Of {{ risks.total }} risks."},
    )
    assert execute(runs.request(paper=it, by=None).pk)
    run = Run.objects.get()
    (kept,) = run.redactions
    assert (kept["what"].endswith("Zanzibar"), kept["why"]) == (True, WHY)
    assert run.files.count() >= 3
    assert all(b"Zanzibar" not in bytes(file.content) for file in run.files.all())


@pytest.mark.parametrize("key", ["outcomes", "programme", "plan-on-a-page"])
def test_an_outcome_is_told_by_each_section_that_leaves_it_out(key):
    record = snapshot(measures=[measure(1), measure(2, title="Zanzibar", **PRIVATE)], organisations=[])
    found = compose(
        record, paper(section(key, title="Plan", options={"initiative": "urgent-care"}))
    ).redactions
    assert [(one.what, one.where, one.why) for one in found] == [("Measure 2: Zanzibar", "Plan", WHY)]
