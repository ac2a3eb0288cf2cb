"""One wrong cell is named with its cure, and nothing goes in."""

import pytest

from portfolios.models import Footprint, Initiative, Organisation
from reports.models import Snapshot
from risks.models import Risk, RiskMatrix
from stp_portal.core.models import AuditEvent
from tests.reports.examples_loader.folders import change, faults, stands_on

# File, what stands there, what is put there; then row, field, and words of the message with its cure.
WRONG_CELLS = [
    pytest.param(
        "2017-09/reports.yaml", "rating: Yellow", "rating: Yelow",
        1, "rating", "“Yelow” is not a word of the rating scheme “dorset-2017”. Use Green, Amber (or Yellow), or Red.",
        id="unknown rating word",
    ),
    pytest.param(
        "2017-09/reports.yaml", "    rating: Green\n", "",
        4, "rating", "It is missing, and “digitally-transformed-dorset” is rated. Add Green, Amber (or Yellow), or Red",
        id="missing rating",
    ),
    pytest.param(
        "2015-05/reports.yaml", "    rating_not_recorded: true\n", "",
        1, "rating", "Add Green, Amber, or Red, or “rating_not_recorded: true” where the source does not show it",
        id="lost rating that is not said to be lost",
    ),
    pytest.param(
        "2015-05/reports.yaml", "rating_not_recorded: true", "rating_not_recorded: true\n    rating: Amber",
        1, "rating", "It is given, and said not to be recorded. Take it out, or take rating_not_recorded out.",
        id="rating that is given and lost",
    ),
    pytest.param(
        "2015-05/reports.yaml", "rating_not_recorded: true", "rating_not_recorded: true\n    reason: Late.",
        1, "reason", "It is given, and said not to be recorded.",
        id="reason for a lost rating",
    ),
    pytest.param(
        "2015-05/reports.yaml", "rating_not_recorded: true", "rating: Yellow",
        1, "rating", "“Yellow” is not a word of the rating scheme “better-together-2015”. Use Green, Amber, or Red.",
        id="rating word of another scheme",
    ),
    pytest.param(
        "2015-05/reports.yaml", "initiative: shared-ict-project-board", "initiative: better-together",
        1, "rating_not_recorded", "“better-together” is not rated. Take the rating out",
        id="lost rating of what is not rated",
    ),
    pytest.param(
        "2015-05/reports.yaml", "rating_not_recorded: true", "rating_not_recorded: lost",
        1, "rating_not_recorded", "“lost” is neither true nor false. Write one of the two.",
        id="neither lost nor not",
    ),
    pytest.param(
        "2017-09/reports.yaml", "initiative: prevention-at-scale", "initiative: prevention-at-scal",
        3, "initiative", "no initiative “prevention-at-scal” in initiatives.yaml. Did you mean “prevention-at-scale”",
        id="unknown initiative",
    ),
    pytest.param(
        "2017-09/reports.yaml", "Public Wi-Fi in surgeries", "<script>alert(1)</script> Public Wi-Fi in surgeries",
        4, "progress 10", "HTML or script, which cannot be used here: “<script>”",
        id="script in narrative",
    ),
    pytest.param(
        "2017-09/reports.yaml", "Public Wi-Fi in surgeries", "Public Wi-Fi in surgeries " + "x" * 200_000,
        4, "progress 10", "the limit is 20,000. Shorten it by",
        id="200,000 characters",
    ),
    pytest.param(
        "2017-09/reports.yaml", "initiative: integrated-community-primary-care", "initiative: one-acute-network",
        2, "initiative", "“one-acute-network” stands in row 1 (line 8) already. Change or remove one of the two.",
        id="two reports of one initiative",
    ),
    pytest.param(
        "2017-09/asks.yaml", "body: slt", "body: stl",
        1, "body", "There is no body “stl” in footprint.yaml. Did you mean “slt”",
        id="unknown body",
    ),
    pytest.param(
        "2017-09/asks.yaml", "    raised_by: pmo\n", "",
        7, "initiative", "An ask is raised by an initiative or by an office: give initiative or raised_by",
        id="ask of nobody",
    ),
    pytest.param(
        "2017-09/asks.yaml", "printed_under: Leading and", "printed_under: Leeding and",
        4, "printed_under", "is not among the aliases of the initiative in initiatives.yaml. Did you mean",
        id="unknown alias",
    ),
    pytest.param(
        "2017-09/paper.yaml", "author: m-gorman", "author: m-german",
        None, "author", "There is no person “m-german” in footprint.yaml. Did you mean “m-gorman”",
        id="unknown person",
    ),
    pytest.param(
        "2017-09/paper.yaml", "date: 2017-09-20", "date: 2017-09-21",
        None, "date", "has no sitting on 2017-09-21 in footprint.yaml. Its sittings are on 2015-07-15, 2017-09-20",
        id="unknown meeting",
    ),
    pytest.param(
        "2017-09/paper.yaml", "  - field: quality\n    considered: true\n    action_required: false\n", "",
        None, "cover", "There is no row for “quality”. Add one",
        id="missing row of the assurance grid",
    ),
    pytest.param(
        "2017-09/paper.yaml", "    considered: true\n", "",
        5, "considered", "It is missing. Add the answer, or “status: blank”",
        id="missing cell of the assurance grid",
    ),
    pytest.param(
        "2017-09/paper.yaml", "considered: true", "considered: ticked",
        5, "considered", "“ticked” is neither true nor false. Write one of the two.",
        id="neither true nor false",
    ),
    pytest.param(
        "2017-09/risks.yaml", "band: Major", "band: Majr",
        2, "band", "“Majr” is not a band of the risk matrix “dorset-2017”. Use Low, Moderate, Significant, or Major.",
        id="unknown band",
    ),
    pytest.param(
        "2017-09/risks.yaml", "band: Major", "likelihood: 6\n    impact: 3",
        2, "likelihood", "6 is outside the risk matrix “dorset-2017”. Use a number from 1 to 5, or Rare, Unlikely,",
        id="score outside the matrix",
    ),
    pytest.param(
        "2017-09/risks.yaml", "band: Major", "band: Major\n    likelihood: 2\n    impact: 3",
        2, "band", "2 x 3 = 6 is Moderate in the risk matrix “dorset-2017”, not Major. Correct one of them.",
        id="score of another band",
    ),
    pytest.param(
        "2017-09/risks.yaml", "band: Major", "likelihood: 4",
        2, "impact", "It is missing. A score needs likelihood and impact",
        id="half a score",
    ),
    pytest.param(
        "2017-09/risks.yaml", "raised_in_ask: risk-owner-stp-awareness", "raised_in_ask: risk-owner",
        1, "raised_in_ask", "There is no ask “risk-owner” in asks.yaml of the periods.",
        id="unknown ask",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "impact: Severe",
        1, "impact", "Severe is outside the risk matrix “dorset-ccg-2016”. Use a number from 1 to 3, or Low, Medium",
        id="word of no axis",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "impact: []",
        1, "impact", "It is neither a number nor a word of the axis. Write one of the two, such as 4 or Likely.",
        id="list for a factor",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "band: Major\n    impact: High",
        1, "band", "“Major” is not a band of the risk matrix “dorset-ccg-2016”. It has none: give likelihood and",
        id="band of a matrix of words",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "matrix: dorset-2018\n    impact: High",
        1, "matrix", "There is no risk matrix “dorset-2018” in schemes.yaml. Did you mean “dorset-2017”",
        id="unknown matrix",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "matrix: dorset-2017\n    impact: High",
        1, "likelihood", "No risk matrix of schemes.yaml is in force in November 2016.",
        id="matrix of a later year",
    ),
    pytest.param(
        "2017-09/risks.yaml", "band: Major", "band: Major\n    printed_score: 16",
        2, "printed_score", "It is given without what it is the product of. Add likelihood and impact, or take it out.",
        id="printed score without factors",
    ),
    pytest.param(
        "2016-11/risks.yaml", "register: corporate", "register: corporat",
        1, "references 1, register", "“corporat” is not a word used here. Use baf, corporate, or other.",
        id="unknown register",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "owners:\n      - m-gorman\n      - m-german\n    impact: High",
        1, "owners 2", "There is no person “m-german” in footprint.yaml. Did you mean “m-gorman”",
        id="unknown owner",
    ),
    pytest.param(
        "2016-11/risks.yaml", "impact: High", "owners: [m-gorman, m-gorman]\n    impact: High",
        1, "owners", "“m-gorman” stands twice. Take one of the two out.",
        id="the same owner twice",
    ),
    pytest.param(
        "2016-11/risks.yaml", "- text: Development of", "- lead: nobody\n        text: Development of",
        1, "actions 1, lead", "There is no person “nobody” in footprint.yaml.",
        id="unknown lead of an action",
    ),
    pytest.param(
        "2016-11/risks.yaml", '"on": 2017-08-31', '"on": 2016-11-30',
        1, "on", "2016-11-30 is not after November 2016, in which the risk stands. Give a day after 2016-11-30.",
        id="closed in the period it stands in",
    ),
    pytest.param(
        "schemes.yaml", "scored: false", "scored: true",
        2, "bands", "It is empty. Add the bands, or “scored: false” for a matrix of words alone.",
        id="matrix of scores without bands",
    ),
    pytest.param(
        "schemes.yaml", "min: 15", "min: 16",
        1, "bands", "Score 15 (likelihood 3 x impact 5) is in no band.",
        id="score without a band",
    ),
    pytest.param(
        "schemes.yaml", "shape: triangle", "shape: star",
        1, "levels 2, shape", "“star” is not a word used here. Use circle, triangle, square, diamond, or cross.",
        id="unknown choice",
    ),
    pytest.param(
        "periods.yaml", "first_day: 2017-09-01", "first_day: 2017-09-31",
        1, "first_day", "“2017-09-31” is not a date. Write year-month-day, such as 2017-09-20.",
        id="no such day",
    ),
    pytest.param(
        "periods.yaml", "last_day: 2017-09-30", "last_day: 2017-08-30",
        1, "last_day", "2017-08-30 is before the first day, 2017-09-01. Correct one of the two.",
        id="period that ends before it starts",
    ),
    pytest.param(
        "initiatives.yaml", "    kind: portfolio\n", "",
        1, "kind", "It is missing. Add a line for it.",
        id="missing cell",
    ),
    pytest.param(
        "initiatives.yaml", "kind: portfolio", "kind:",
        1, "kind", "It is empty. Write a value after the colon.",
        id="empty cell",
    ),
    pytest.param(
        "initiatives.yaml", "short_name: One Acute Network", "shortname: One Acute Network",
        1, "shortname", "This name is not used here. Did you mean “short_name”",
        id="unknown name",
    ),
    pytest.param(
        "initiatives.yaml", "parent: leading-working-differently", "parent: primary-care-workforce-centre",
        14, "parent", "Its parents lead round in a circle back to it.",
        id="its own parent",
    ),
    pytest.param(
        "initiatives.yaml", "started_on: 2016-04-01", "started_on: 2016-04-01\n    ended_on: 2016-03-31",
        1, "ended_on", "2016-03-31 is before the day it started, 2016-04-01. Correct one of the two.",
        id="initiative that ends before it starts",
    ),
    pytest.param(
        "footprint.yaml", "short_name: NHS Dorset CCG", "short_name: " + "N" * 81,
        1, "short_name", "It has 81 characters and may have 80. Shorten it.",
        id="text too long",
    ),
    pytest.param(
        "footprint.yaml", "name: M Gorman", "name: 2017",
        1, "name", "YAML does not read it as words. Put it in quotes.",
        id="number for a name",
    ),
    pytest.param(
        "abbreviations.yaml", "ACS\n    expansion: Accountable Care System", "ACP\n    expansion: Acute Care Pathway",
        2, "term", "“ACP: Acute Care Pathway” stands in row 1 (line 4) already.",
        id="the same row twice",
    ),
    pytest.param(
        "paper_types.yaml", "cover_template: dorset-ccg\n", "cover_template: dorset-cgc\n",
        1, "cover_template", "no cover template “dorset-cgc” in paper_types.yaml. Did you mean “dorset-ccg”",
        id="unknown cover template",
    ),
    pytest.param(
        "paper_types.yaml", "cover_edition: 2", "cover_edition: 4",
        1, "cover_edition", "“dorset-ccg” has no edition 4 in paper_types.yaml. Use 1, 2, or 3.",
        id="unknown edition of a cover sheet",
    ),
    pytest.param(
        "paper_types.yaml", "    edition: 3", "    edition: 2",
        3, "edition", "Edition 2 of “dorset-ccg” stands in row 2",
        id="the same edition twice",
    ),
    pytest.param(
        "paper_types.yaml", "kind: list", "kind: ticks",
        1, "fields 8, choices", "Name the boxes that can be ticked.",
        id="boxes without names",
    ),
    pytest.param(
        "paper_types.yaml", "kind: text", "kind: purposes\n        choices:\n          - For fun",
        1, "fields 4, choices", "“For fun” says none of decision, discussion, noting, assurance. Use",
        id="box of no purpose",
    ),
    pytest.param(
        "paper_types.yaml", "kind: text", "kind: session\n        choices: [Public session, Open to the public]",
        1, "fields 4, choices", "Two boxes say the same. Take one of them out.",
        id="two boxes of one session",
    ),
    pytest.param(
        "paper_types.yaml", "kind: text", "kind: text\n        choices: [One, Two]",
        1, "fields 4, choices", "Only fields of boxes have any. Take them out.",
        id="boxes of a text",
    ),
    pytest.param(
        "2017-09/paper.yaml", "  author: m-gorman", "  purposes:\n    - decide\n  author: m-gorman",
        None, "purposes 1", "“decide” is not a word used here. Use decision, discussion, noting, or assurance.",
        id="unknown purpose",
    ),
    pytest.param(
        "2017-09/paper.yaml", "  author: m-gorman", "  session: private\n  author: m-gorman",
        None, "session", "The paper is for the private session: add private_reason, why it is or which exemption",
        id="private paper without its reason",
    ),
    pytest.param(
        "2017-09/paper.yaml", "  author: m-gorman", "  private_reason: Section 43.\n  author: m-gorman",
        None, "private_reason", "It is given, and the paper is not for the private session. Take it out",
        id="reason of a public paper",
    ),
    pytest.param(
        "2017-09/paper.yaml", "  author: m-gorman", "  item_reference: " + "G" * 61 + "\n  author: m-gorman",
        None, "item_reference", "It has 61 characters and may have 60. Shorten it.",
        id="reference too long",
    ),
    pytest.param(
        "paper_types.yaml", "          kinds:", "          kind:",
        2, "options", "A section “highlight-boxes” has no option “kind”. Did you mean “kinds”",
        id="unknown option of a section",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "row", "field", "message"), WRONG_CELLS)
def test_a_wrong_cell_is_named_with_its_cure_and_nothing_is_written(
    db, folder, file, old, new, row, field, message
):
    change(folder, file, old, new)

    found = faults(folder)

    error = next(error for error in found if message in error.message)
    assert (error.file, error.row) == (file, row)
    assert error.field.endswith(field)
    assert stands_on(folder / file, error)
    for model in (Footprint, Organisation, Initiative, Risk, RiskMatrix, Snapshot, AuditEvent):
        assert not model.objects.exists(), model
