"""A section whose data is missing: a plain sentence in the paper, and a finding beside it for its author."""

from typing import Any

import pytest

from reports.checks.found import Found
from reports.composition import compose
from reports.models import Severity
from tests.papers.documents import page
from tests.papers.records import initiative, paper, paragraph, rating, section, snapshot
from tests.papers.register_records import logged_risk, recommendation, review

SAID = {
    "narratives": "Nothing is recorded for this section.",
    "partners": "No partner organisation is recorded.",
    "programme": "Nothing is recorded for this section.",
    "progress": "Nothing is recorded for this section.",
    "rating-history": "No programme is rated.",
    "report": "No programme is rated.",
    "review_tracker": "No recommendation is on record here.",
    "risk_log": "No risk is open.",
    "workstreams": "No workstream is recorded.",
}
HELD = snapshot(
    initiatives=[
        initiative("urgent-care", paragraph("The new ward is open."), lead=rating()),
        initiative("frailty", kind="workstream"),
    ],
    organisations=[{"key": "a-trust", "name": "A Trust", "short_name": "", "kind": "trust"}],
    reviews=[review(recommendation(1))],
    risks=[logged_risk(1)],
)


def absences(record: dict[str, Any], key: str, text: str = "") -> list[Found]:
    findings = compose(record, paper(section(key, text))).findings
    return [finding for finding in findings if finding.rule == "nothing-recorded"]


@pytest.mark.parametrize(("key", "said"), SAID.items())
def test_what_the_paper_says_in_place_of_missing_data_is_found(key: str, said: str):
    record = snapshot(initiatives=[])
    (finding,) = absences(record, key)
    assert finding.severity == Severity.ADVISORY
    assert said in finding.message
    assert said in page(record, paper(section(key)))


@pytest.mark.parametrize("key", sorted(SAID.keys() - {"programme"}))
def test_what_has_its_data_is_not_found(key: str):
    assert absences(HELD, key) == []


def test_a_programme_that_its_author_wrote_of_has_its_data():
    assert absences(HELD, "programme", "We built a ward.") == []


def test_a_plan_of_which_nothing_is_there_says_so():
    plan = paper(section("plan-on-a-page"))
    assert "<p>Nothing is recorded for this section.</p>" in page(snapshot(initiatives=[]), plan)
    said = paper(section("plan-on-a-page", "To live well."))
    assert "Nothing is recorded for this section." not in page(snapshot(initiatives=[]), said)


def test_where_the_author_wrote_in_its_place_nothing_is_missing():
    assert absences(snapshot(initiatives=[]), "progress", "No report was asked for in August.") == []
