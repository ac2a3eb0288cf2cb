"""Nothing private of the registers is in the public part of a snapshot, or in a public paper made of it."""

import io
from typing import Any
from zipfile import ZipFile

import pytest

from portfolios.models import Footprint, ReportingPeriod
from reports.compilation import compile_paper
from reports.models.snapshots import canonical
from reports.sections.review_tracker import COLUMNS as RECOMMENDATION_COLUMNS
from reports.sections.risk_log import COLUMNS as RISK_COLUMNS
from reports.snapshot_content import build, newly_private, public, with_marks
from reports.snapshot_content.private_texts import private_texts
from stp_portal.accounts.models import User
from tests.papers.gate import pdf_text
from tests.papers.records import paper, section
from tests.reports.marks import PRIVATE
from tests.reports.snapshot_content.private_registers import everything_marked, private_registers

pytestmark = pytest.mark.django_db


def open_part_has_nothing_of(data: dict[str, Any], words: list[str]) -> None:
    part = public(data)
    text = canonical(part)
    assert [word for word in words if word in text] == []
    assert [row["number"] for row in part["risks"]] == [2]
    assert [(row["number"], row["risk"]) for row in part["issues"]] == [(2, None)]
    assert part["dependencies"] == part["asks"] == []
    assert part["risks"][0]["ask"] is None
    (review,) = part["reviews"]
    (row,) = review["recommendations"]
    assert (review["key"], row["number"]) == ("open", 2)
    assert [update["said_with"] for update in row["updates"]] == [[]]
    assert part["left_out"] == ["asks", "risks", "issues", "dependencies", "reviews", "recommendations"]


def test_nothing_private_of_any_register_is_in_the_public_part(
    footprint: Footprint, period: ReportingPeriod, priya: User
):
    words = private_registers(footprint, period, priya, PRIVATE).given
    data = build(period)
    text = canonical(data)
    assert [word for word in words if word not in text] == [], "the record itself keeps all"
    open_part_has_nothing_of(data, words)
    assert "Section 43" not in canonical(public(data))


def test_no_form_of_a_public_paper_holds_anything_of_them(
    footprint: Footprint, period: ReportingPeriod, priya: User
):
    """Every column of either register, from rows to files: the PDF, the page, every part of the Excel file."""
    words = private_registers(footprint, period, priya, PRIVATE).given
    registers = [
        section("risk_log", options={"columns": [head.key for head in RISK_COLUMNS], "group_by": "heading"}),
        section("review_tracker", options={"columns": [head.key for head in RECOMMENDATION_COLUMNS]}),
        section("asks-discussion"),
    ]
    compiled = compile_paper(build(period), paper(*registers))
    with ZipFile(io.BytesIO(compiled.xlsx or b"")) as parts:
        cells = "".join(parts.read(name).decode() for name in parts.namelist())
    for form in (pdf_text(compiled.pdf), compiled.html.decode(), cells):
        assert "Public risk" in form or "staff leaving" in form, "the public ones are there"
        assert [word for word in words if word in form] == []
    everything = compile_paper(build(period), paper(*registers, session="private")).html.decode()
    assert words[0] not in everything, "a title is not printed where there is a statement"
    assert words[1] in everything


def test_every_private_text_is_known_to_the_check_for_copied_words(
    footprint: Footprint, period: ReportingPeriod, priya: User
):
    words = private_registers(footprint, period, priya, PRIVATE).given
    data = build(period)
    texts = [text for _, text in private_texts(data)]
    register = next(risk for risk in data["risks"] if risk["number"] == 1)["references"][0]["register_name"]
    assert [word for word in words if word != register and not any(word in text for text in texts)] == []
    assert "Both." not in texts, "it was said of a public recommendation as well"
    assert private_texts(public(data)) == []


def test_what_is_marked_private_after_the_lock_goes_the_same_way(
    footprint: Footprint, period: ReportingPeriod, priya: User
):
    words = private_registers(footprint, period, priya, {}).given
    data = build(period)
    assert public(data)["left_out"] == []
    for queryset in everything_marked(footprint):
        queryset.update(**PRIVATE)
    open_part_has_nothing_of(with_marks(data, newly_private(data, period)), words)
