"""Who holds which role, as a sentence or as a table."""

import pytest

from tests.papers.records import holder, section
from tests.reports.plan_sections.records import DIRECTOR, HUBS, TRUSTS, findings, record, words


@pytest.mark.parametrize(
    ("people", "options", "said"),
    [
        (
            [*TRUSTS, DIRECTOR],
            {},
            "This programme is overseen by a senior responsible owner – Chief Executive, East Trust and West Trust, "
            "and has a dedicated portfolio director – Ann Lee, Director (acting).",
        ),
        (
            [*TRUSTS, DIRECTOR, holder("lead", "Bo")],
            {"roles": [{"sro": "Executive Sponsor"}, "portfolio_director", "lead", "nobody"]},
            "This programme is overseen by an Executive Sponsor – Chief Executive, East Trust and West Trust, has a "
            "dedicated portfolio director – Ann Lee, Director (acting), and has a dedicated lead – Bo.",
        ),
        ([DIRECTOR], {}, "This programme has a dedicated portfolio director – Ann Lee, Director (acting)."),
    ],
)
def test_roles_are_a_sentence(people, options, said):
    assert words(record(*people), section("roles", options=HUBS | options)) == f"1. Roles 1.1 {said}"


def test_roles_of_all_are_a_table_and_nobody_is_a_sentence_and_a_finding():
    table = "Role Held by Hubs Senior responsible owner Chief Executive, East Trust and West Trust"
    assert words(record(*TRUSTS), section("roles")) == f"1. Roles {table}"
    assert words(record(*TRUSTS), section("roles", options=HUBS | {"as_table": True})) == f"1. Roles {table}"
    nobody = section("roles", options=HUBS)
    assert words(record(), nobody) == "1. Roles Nobody is recorded in these roles."
    assert findings(record(), nobody) == [("nothing-recorded", "Section 1, Roles")]


def test_marks_of_markdown_in_a_name_are_letters():
    said = words(record(holder("lead", "A_B_C *D*")), section("roles", options=HUBS))
    assert said.endswith("dedicated lead – A_B_C *D*.")
