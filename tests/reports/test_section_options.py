"""Every kind of section says what it is, and its options are data that the loader and the form read alike."""

import re

import pytest

from reports.sections import SECTIONS, section_for
from reports.sections.options import OptionField, OptionKind

KINDS = [*SECTIONS.values(), section_for("text")]
SHADE = OptionField("shade", "Shade", OptionKind.CHOICE, choices=(("dark", "Dark"), ("light", "Light")))
HEADS = OptionField(
    "columns", "Columns", OptionKind.COLUMNS, choices=(("score", "Score"), ("owner", "Owner"))
)


@pytest.mark.parametrize("section", KINDS, ids=lambda section: section.key)
def test_a_kind_of_section_says_what_it_prints_and_who_writes_it(section):
    assert section.name and section.about.endswith(".") and len(section.about) < 130
    assert section.writes in ("author", "record", "both")


@pytest.mark.parametrize("section", KINDS, ids=lambda section: section.key)
def test_options_have_different_names_and_words(section):
    fields = list(section.known_options.values())
    assert fields[-1].name == "appendix"
    assert len(section.option_fields) + 1 == len(fields)
    assert all(re.fullmatch(r"[a-z_]+", field.name) and field.label for field in fields)
    needs = {OptionKind.CHOICE, OptionKind.CHOICES, OptionKind.COLUMNS}
    assert all(field.choices for field in fields if field.kind in needs)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (SHADE, "dark"),
        (HEADS, ["owner", {"score": "Priority"}]),
        (OptionField("kinds", "Kinds", OptionKind.KINDS), ["project"]),
        (OptionField("lines", "Lines", OptionKind.LINES), ["Chair", "Accountable officer"]),
        (OptionField("months", "Months", OptionKind.NUMBER, least=1, most=12), 12),
        (OptionField("appendix", "Appendix", OptionKind.YES_NO), True),
        (OptionField("heading", "Heading", OptionKind.TEXT), "Status"),
    ],
)
def test_an_option_takes_what_its_section_can_read(field, value):
    assert field.fault(value) == ""


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (SHADE, "blue", "“blue” is not known here. Use dark, light."),
        (SHADE, ["dark"], "Give words."),
        (HEADS, ["colour"], "“colour” is not known here. Use score, owner."),
        (HEADS, ["score", {"score": "Priority"}], "Give each entry once."),
        (HEADS, [{"score": "Priority", "owner": "Lead"}], "Give a list of words."),
        (HEADS, "score", "Give a list with at least one entry"),
        (OptionField("kinds", "Kinds", OptionKind.KINDS), ["team"], "“team” is not known here."),
        (OptionField("months", "Months", OptionKind.NUMBER, least=1, most=12), 13, "from 1 to 12"),
        (OptionField("months", "Months", OptionKind.NUMBER), True, "whole number"),
        (OptionField("appendix", "Appendix", OptionKind.YES_NO), "yes", "Say true or false."),
        (OptionField("heading", "Heading", OptionKind.TEXT), " ", "Give words."),
    ],
)
def test_an_option_refuses_what_its_section_cannot_read_and_says_the_cure(field, value, said):
    assert said in field.fault(value)


def test_a_paper_has_a_section_twice_where_each_says_something_of_its_own():
    assert section_for("text").may_repeat
    assert section_for("risk_log").may_repeat
    assert not section_for("conclusion").may_repeat
