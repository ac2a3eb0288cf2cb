"""Sections that draw lists and signature lines from the record into what the author writes."""

import re
from typing import Any

import pytest

from portfolios.models import Footprint
from reports.composition import compose
from reports.inputs import frozen_input
from tests.factories import OrganisationFactory, PaperFactory, PersonFactory
from tests.papers.documents import page
from tests.papers.records import initiative, paper, section, snapshot

ORGANISATIONS = [
    {"key": "ward-trust", "name": "Ward Hospitals", "short_name": "", "kind": "trust"},
    {"key": "acme", "name": "Acme", "short_name": "", "kind": "firm"},
    {"key": "north-ccg", "name": "NHS North CCG", "short_name": "North CCG", "kind": "ccg"},
    {"key": "mere-council", "name": "Mere & Fen Council", "short_name": "Mere", "kind": "council"},
]


def words(part: dict[str, Any], **record: Any) -> str:
    """The text of the one section on the page, single spaces."""
    html = page(snapshot(**record), paper(part))
    text = " ".join(re.sub(r"<[^>]+>", " ", html).replace("&amp;", "&").split())
    return text.split("1. ", 1)[1].split(" Author’s name")[0]


def rules(part: dict[str, Any], **record: Any) -> list[str]:
    return [finding.rule for finding in compose(snapshot(**record), paper(part)).findings]


def test_partners_are_the_organisations_by_kind_without_firms():
    assert words(section("partners"), organisations=ORGANISATIONS) == (
        "Partners NHS North CCG Ward Hospitals Mere & Fen Council"
    )


def test_partners_stand_in_the_order_the_type_gives_by_any_of_their_names():
    part = section("partners", options={"organisations": ["mere", "Ward  hospitals", "north-ccg"]})
    assert words(part, organisations=ORGANISATIONS) == (
        "Partners Mere & Fen Council Ward Hospitals NHS North CCG"
    )
    assert rules(part, organisations=ORGANISATIONS) == []


def test_a_partner_on_no_record_is_printed_as_called_and_found():
    part = section("partners", options={"organisations": ["Mere", "Moon Trust"]})
    assert words(part, organisations=ORGANISATIONS) == "Partners Mere & Fen Council Moon Trust"
    assert rules(part, organisations=ORGANISATIONS) == ["partner-unknown"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("We are:\n\nWe meet.", "1.1 We are: NHS North CCG 1.2 We meet."),
        ("We meet.\n\nWe are:", "1.1 We meet. 1.2 We are: NHS North CCG"),
        ("We meet.\n\nWe talk.", "1.1 We meet. 1.2 We talk. NHS North CCG"),
        ("Aims:\n\n- One\n\nWe are:\n\nEnd.", "1.1 Aims: One 1.2 We are: NHS North CCG 1.3 End."),
    ],
)
def test_the_list_stands_below_the_first_paragraph_that_ends_in_a_colon(text: str, printed: str):
    assert words(section("partners", text), organisations=ORGANISATIONS[2:3]) == f"Partners {printed}"


def test_workstreams_are_numbered_in_the_order_of_the_tree():
    nodes = [
        initiative("plan"),
        initiative("prevention", kind="workstream", is_rated=False),
        initiative("planned-care", kind="workstream", is_rated=False),
    ]
    html = page(snapshot(initiatives=nodes), paper(section("workstreams")))
    assert '<ol class="record-list"><li>Prevention</li><li>Planned care</li></ol>' in html
    chosen = section("workstreams", options={"kinds": ["portfolio"]})
    assert words(chosen, initiatives=nodes) == "Workstreams Plan"


def test_a_list_of_nothing_says_so_and_a_record_of_before_has_none():
    assert words(section("partners")) == "Partners No partner organisation is recorded."
    assert words(section("workstreams")) == "Workstreams No workstream is recorded."


# --- Signatures


def signed(footprint: Footprint, **options: Any) -> dict[str, Any]:
    """The section of signatures, as frozen, of a paper sponsored by B Sponsor."""
    of = OrganisationFactory(footprint=footprint, name="NHS North CCG")
    sponsor = PersonFactory(footprint=footprint, name="B Sponsor", post="Chief Officer", organisation=of)
    PersonFactory(footprint=footprint, name="C Chair", post="", key="the-chair")
    made = PaperFactory(paper_type__footprint=footprint, sponsor=sponsor)
    part = made.sections.order_by("position").first()
    part.key, part.title, part.options, part.text = "signatures", "Our commitment", options, "We agree."
    part.save()
    frozen: dict[str, Any] = frozen_input(made)["sections"][0]
    return frozen


def test_the_sponsor_signs_where_nobody_else_is_named(footprint: Footprint):
    part = signed(footprint)
    assert words(part) == "Our commitment 1.1 We agree. Signed: B Sponsor Chief Officer NHS North CCG"
    assert rules(part) == []


def test_people_sign_in_the_order_of_the_type_by_name_or_key(footprint: Footprint):
    part = signed(footprint, people=["the-chair", "b sponsor"])
    assert words(part).endswith("Signed: C Chair Signed: B Sponsor Chief Officer NHS North CCG")


def test_somebody_on_no_record_is_printed_as_called_and_found(footprint: Footprint):
    part = signed(footprint, people=["D Nobody"])
    assert words(part).endswith("Signed: D Nobody")
    assert rules(part) == ["signatory-unknown"]


def test_people_of_another_footprint_do_not_sign(footprint: Footprint, other_footprint: Footprint):
    PersonFactory(footprint=other_footprint, name="E Elsewhere", post="Chief Officer")
    part = signed(footprint, people=["E Elsewhere"])
    assert part["signatories"] == [{"name": "E Elsewhere", "post": "", "organisation": "", "is_known": False}]


def test_a_paper_that_nobody_signs_says_so():
    part = section("signatures", "We agree.")
    assert words(part) == "Signatures 1.1 We agree. Nobody is named to sign."
    assert rules(part) == ["signatory-missing"]
