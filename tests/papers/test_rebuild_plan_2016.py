"""The draft Operational Plan of November 2016 comes out of the example data whole, but for a few named corrections.

``seed_001`` says what of the seed is expected. The text of the PDF is what a screen reader reads.
"""

import re

import pypdfium2
import pytest

from reports.compilation import compile_paper
from tests.papers.gate import problems
from tests.papers.rebuilt import Rebuilt
from tests.papers.seed_001 import CHAPTERS, CORRECTIONS, chapters, expected, squeezed
from tests.papers.seed_tables import SEEDS, html_text

# The database is set up only for tests that say they use it; the fixture does.
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def words_of(plan: Rebuilt, medium: str) -> str:
    """What is read behind the contents."""
    text = plan.text if medium == "pdf" else html_text(plan.compiled.html)
    return text[text.rindex("1. Introduction") :]


@pytest.fixture(params=["pdf", "html"])
def text(request: pytest.FixtureRequest, plan_of_2016: Rebuilt) -> str:
    return words_of(plan_of_2016, request.param)


def missing_in_order(wanted: list[str], text: str) -> list[str]:
    """What of ``wanted`` does not stand in ``text`` behind all that was found of it before."""
    rest, missing = squeezed(text), []
    for words in wanted:
        place = rest.find(squeezed(words))
        if place < 0:
            missing.append(words)
        else:
            rest = rest[place + len(squeezed(words)) :]
    return missing


def test_the_seed_has_lines_enough_to_prove_anything():
    lines = list(expected())
    assert len(lines) > 500
    assert sum("√" in line for line in lines) == 116
    seed = "".join((SEEDS / name).read_text() for name in ("001-plan.txt", "001.txt")).replace("**", "")
    assert [words for words in (*CORRECTIONS, *CHAPTERS) if words not in seed] == []


def test_every_line_and_cell_of_the_seed_is_in_the_paper_in_order(text: str):
    assert missing_in_order(list(expected()), text) == []


def test_a_line_that_the_seed_does_not_have_or_in_another_order_is_not_found(text: str):
    """Or the test above would pass for anything."""
    lines = ["Implement recovery package √ 17/18 √ 18/19", "Implement 28 day diagnosis pilot project √ 17/18"]
    assert missing_in_order(lines, text) == lines[1:]
    assert missing_in_order(["Implement 28 day diagnosis pilot project √ 18/19"], text)


def test_all_116_ticked_rows_are_there_with_their_years(plan_of_2016: Rebuilt, text: str):
    milestones = plan_of_2016.snapshot["milestones"]
    assert len(milestones) == 116
    both, first, second = ["2017/18", "2018/19"], ["2017/18"], ["2018/19"]
    years = [row["financial_years"] for row in milestones]
    assert [years.count(one) for one in (both, first, second)] == [50, 49, 17]
    assert len(re.findall(r"√ 17/18 √ 18/19", text)) == 50
    assert len(re.findall(r"√ 17/18(?! √ 18/19)", text)) == 49
    assert len(re.findall(r"(?<!√ 17/18 )√ 18/19", text)) == 17


def test_the_contents_list_the_chapters_in_order_with_their_pages(plan_of_2016: Rebuilt):
    text = plan_of_2016.text
    contents = text[text.index("Contents") : text.rindex("1. Introduction")]
    assert missing_in_order(chapters(), contents) == []
    assert len(chapters()) == 30
    assert "Key Deliverables" not in contents


def test_the_cover_says_whose_plan_it_is_and_that_it_is_a_draft(plan_of_2016: Rebuilt):
    cover = plan_of_2016.text.split("Contents")[0]
    assert cover.startswith(
        "Dorset Clinical Commissioning Group DRAFT Operational Plan 2017/18 to 2018/19, November 2016"
    )
    assert "Draft: not approved." in cover


def test_the_plan_on_a_page_is_on_a_page(plan_of_2016: Rebuilt):
    with pypdfium2.PdfDocument(plan_of_2016.compiled.pdf) as document:
        pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    (plan,) = [page for page in pages if "Vision: provide services" in page]
    assert plan.startswith("2. 'Our Dorset'- Sustainability and Transformation Plan on a Page")
    assert "Improve patient experience" in plan
    assert "3. Context" not in plan
    # No page is left empty but the cover; the last paragraph of the introduction stands alone before the plan's page.
    assert min(len(page) for page in pages[1:]) > 300


def test_names_are_those_of_the_time(plan_of_2016: Rebuilt, text: str):
    names = {node["slug"]: node["name"] for node in plan_of_2016.snapshot["initiatives"]}
    assert names["integrated-community-primary-care"] == "Integrated Community Services"
    assert names["digitally-transformed-dorset"] == "Digitally-Enabled Dorset"
    assert "Digitally Transformed Dorset" not in text
    assert "Integrated Community & Primary Care Services" not in text


def test_an_officer_of_two_trusts_is_two_posts_and_one_programme_has_two_directors(plan_of_2016: Rebuilt):
    (network,) = [
        node for node in plan_of_2016.snapshot["initiatives"] if node["slug"] == "one-acute-network"
    ]
    held = [(person["role"], person["post"], person["organisation"]) for person in network["people"]]
    assert held == [
        (
            "portfolio_director",
            "Deputy Director of Service Delivery",
            "NHS Dorset Clinical Commissioning Group",
        ),
        ("portfolio_director", "Programme Director Vanguard Programme", ""),
        ("sro", "Chief Executive", "Poole Hospital NHS Foundation Trust"),
        ("sro", "Chief Executive", "Royal Bournemouth and Christchurch Hospitals NHS Foundation Trust"),
    ]


def test_outcomes_that_are_numbers_are_numbers_and_a_place_left_is_none(plan_of_2016: Rebuilt):
    measures = {
        row["title"]: row
        for row in plan_of_2016.snapshot["measures"]
        if row["initiative"] == "integrated-community-primary-care"
    }
    stay = (
        "reduce community hospital length of stay from 32 to 24 days for step up and by 3 days for step down"
    )
    assert [measures[stay][name] for name in ("baseline", "target", "unit")] == ["32", "24", "days, step up"]
    money = measures["£XX to help to close the financial gap"]
    assert [money[name] for name in ("baseline", "target", "unit")] == [None, None, "£"]
    assert measures["increase dementia diagnosis"]["due"]["words"] == "2018/19"


def test_it_passes_the_gate(plan_of_2016: Rebuilt):
    assert problems(plan_of_2016.compiled.pdf) == []


def test_the_checks_report_every_place_that_was_to_be_filled_in(plan_of_2016: Rebuilt):
    """DOMAIN A8 rule 18; the empty grid, A2 and A9 Q18; the diagrams that are lost."""
    found = [
        (str(one.severity), one.rule, one.where, one.message.split("”")[0].strip("“"))
        for one in plan_of_2016.compiled.findings
    ]
    assert [one[2:] for one in found if one[:2] == ("blocking", "placeholder")] == [
        ("Integrated Community Services, outcome 23", "£XX"),
        ("Paragraph 9.3", "when published add"),
        ("One Acute Network of Services, outcome 29", "£XX"),
        ("Paragraph 22.2", "page XX"),
        ("Paragraph 24.3", "To be confirmed"),
        ("Paragraph 24.6", "to be confirmed"),
    ]
    assert {one[1] for one in found if one[0] == "blocking"} == {"placeholder"}
    (empty,) = [one for one in found if one[1] == "nothing-recorded"]
    assert empty[2] == "Section 21, Health and Social Care Integration - Better Care Fund, deliverables"
    assert "“No deliverable is recorded.”" in next(
        one.message for one in plan_of_2016.compiled.findings if one.rule == "nothing-recorded"
    )
    assert [one[2] for one in found if one[1] == "diagram-missing"][:2] == ["Paragraph 3.1", "Paragraph 13.1"]


def test_the_checks_report_what_names_and_copies_do_not_tell_apart(plan_of_2016: Rebuilt):
    """DOMAIN A9 Q8 (names), Q11 (references), Q14 (outcomes of one programme under another)."""
    found = {
        rule: [(one.where, one.message) for one in plan_of_2016.compiled.findings if one.rule == rule]
        for rule in ("name-drift", "reference-repeated", "duplicate-text")
    }
    messages = [message for _, message in found["reference-repeated"]]
    for reference, risks in (
        ("S03", "risk 1 and risk 10"),
        ("S02", "risk 3 and risk 4"),
        ("O36", "risk 12, risk 13 and risk 14"),
    ):
        assert f"The reference {reference} stands for several risks: {risks}." in messages
    assert any(message.startswith("025 begins with a nought and O31 and O36") for message in messages)
    ((where, message),) = found["duplicate-text"]
    assert where == "Integrated Community Services, One Acute Network of Services"
    assert message.startswith(
        "“reduction in outpatient appointments (3% new, 15% follow up)” and 3 other texts"
    )
    drifted = {message.split("”")[0].strip("“") for _, message in found["name-drift"]}
    assert drifted == {
        "Acute Vanguard",
        "Maternity and Paediatrics (child health)",
        "Primary medical services-General Practice",
    }


def test_compiling_it_again_gives_the_same_bytes(plan_of_2016: Rebuilt):
    again = compile_paper(plan_of_2016.snapshot, plan_of_2016.paper)
    assert again.pdf == plan_of_2016.compiled.pdf
    assert again.html == plan_of_2016.compiled.html
