"""A text carried from the last paper is read before it is passed on: printed unread it is a finding."""

from datetime import date
from typing import Any

import pytest

from reports.actions import papers
from reports.checks.found import Found
from reports.composition import compose
from reports.inputs import frozen_input
from reports.models import Paper, PaperSection, Severity
from tests.factories import PaperFactory, PeriodFactory
from tests.papers.records import paper as written
from tests.papers.records import section, snapshot

TEXTS = {"introduction": "In December we **built**.", "report": "It went well."}
RULES = ("text-carried", "introduction-carried")


def found(*sections: dict[str, Any], **changes: Any) -> list[Found]:
    findings = compose(snapshot(measures=[]), written(*sections, **changes)).findings
    return [finding for finding in findings if finding.rule in RULES]


# --- The rule


@pytest.mark.parametrize(
    ("key", "rule", "severity"),
    [
        ("introduction", "text-carried", Severity.BLOCKING),
        ("report", "text-carried", Severity.BLOCKING),
        ("risk_log", "introduction-carried", Severity.ADVISORY),
    ],
)
def test_it_says_where_the_text_comes_from_and_what_to_do(key: str, rule: str, severity: Severity):
    (finding,) = found(section(key, "Old words.", title="Told", carried_from="December 2017"))
    assert (finding.rule, finding.severity, finding.where) == (rule, severity, "Section 1, Told")
    assert "December 2017" in finding.message
    assert "save" in finding.cure
    assert "Old words" not in finding.message


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"carried_from": "December 2017", "text": " "},
        {
            "carried_from": "December 2017",
            "key": "programme",
            "text": "{{ roles }}",
            "options": {"initiative": "urgent-care"},
        },
        {
            "carried_from": "December 2017",
            "key": "report",
            "override": "New.",
            "override_reason": "No returns.",
        },
    ],
    ids=["written here", "blank", "only places of the record", "by hand in its place"],
)
def test_what_is_not_the_text_of_another_month_is_no_finding(changes: dict[str, Any]):
    assert found(section("introduction", "Words.") | changes) == []


def test_a_private_section_is_not_told_of_in_a_public_paper():
    private = section("introduction", "Zanzibar.", carried_from="December 2017", is_private=True)
    assert found(private, section("finance", "New.")) == []
    assert len(found(private, session="private")) == 1


# --- The paper


@pytest.fixture
def begun(footprint: Any) -> Paper:
    """A paper of January with the texts of December, as a schedule begins it."""
    december = PeriodFactory(
        footprint=footprint, label="December 2017", first_day=date(2017, 12, 1), last_day=date(2017, 12, 31)
    )
    last = PaperFactory(paper_type__footprint=footprint, period=december, texts=TEXTS)
    return PaperFactory(paper_type=last.paper_type, started_from=last, texts=TEXTS)


def carried(paper: Paper) -> dict[str, str]:
    """By the key of each section, the period that its text is frozen as carried from."""
    return {
        row["key"]: row["carried_from"] for row in frozen_input(paper)["sections"] if "carried_from" in row
    }


@pytest.mark.django_db
def test_saved_as_it_stands_a_text_is_carried_no_more(begun: Paper, priya: Any):
    assert carried(begun) == dict.fromkeys(TEXTS, "December 2017")
    one = PaperSection.objects.get(paper=begun, key="introduction")
    papers.write_section(section=one, version=one.version, text=one.text, by=priya)
    assert set(carried(begun)) == {"report"}


@pytest.mark.django_db
def test_a_paper_that_began_with_nothing_and_a_correction_carry_nothing(begun: Paper):
    assert carried(begun.started_from) == {}
    correction = PaperFactory(
        paper_type=begun.paper_type,
        period=begun.period,
        edition=2,
        supersedes=begun,
        started_from=begun,
        correction_reason="A figure.",
        texts=TEXTS,
    )
    assert carried(correction) == {}
