"""The fields of the cover sheet: their answers, the grid and the order."""

from typing import Any

import pytest

from tests.papers.records import cover_field
from tests.reports.composition.text import words


@pytest.mark.parametrize(
    ("changes", "printed"),
    [
        ({"text": "Say what the paper is for."}, "Purpose Not completed by the author"),
        ({"text": "", "status": "blank"}, "Purpose Not completed by the author"),
        ({"text": "", "status": "none_identified"}, "Purpose None identified"),
        ({"text": "", "status": "to_be_identified"}, "Purpose To be identified"),
        ({"text": "", "status": "not_applicable"}, "Purpose Not applicable"),
        ({"text": "N/A", "status": "not_applicable"}, "Purpose N/A"),
    ],
)
def test_an_answer_is_printed_and_a_prompt_never(changes: dict[str, Any], printed: str):
    text = words(cover=[cover_field(**changes)])
    assert printed in text
    assert "Say what" not in text


def test_a_field_nobody_needs_or_answered_is_left_out():
    assert "Purpose" not in words(cover=[cover_field(text="", status="blank", is_required=False)])


def test_the_grid_prints_words():
    rows = [
        cover_field("assurance", label="Quality", considered=True, action_required=True),
        cover_field("assurance", label="Legal", considered=False, action_required=False),
        cover_field("assurance", label="People", considered=None, action_required=None),
    ]
    text = words(cover=rows)
    assert "Quality Yes Yes, detail in report Legal No No People Not answered Not answered" in text
    assert "as indicated: Yes . A Writer. Initials: AW. Date: 07/02/2018." in text
    assert "as indicated: not declared ." in words(cover=rows, declaration=None)


def test_the_recommendation_follows_the_purpose():
    fields = [cover_field(), cover_field(label="Engagement", text="None was needed.")]
    text = words(cover=fields)
    assert text.index("Purpose") < text.index("Recommendation") < text.index("Engagement")
