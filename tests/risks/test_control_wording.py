"""Controls that read like actions, tried on the log of risks of November 2017 (DOMAIN A4), sentence by sentence."""

import pytest

from risks.control_wording import reads_like_an_action

CONTROLS = """
System priorities agreed by Portfolio Board Sep 2017.
Mobilisation Director for ACS secured by NHSE from October 2017.
Additional support seconded in from NHSE.
System leadership roles agreed by COs November 2017.
Recommendations on streamlined governance and system PMO to support oversight of system priorities presented to the \
Portfolio Board in November 2017.
Strategic Info Lead role.
Actions regularly monitored through JIG group and agenda.
Additional support commissioned from AHSN.
SoF engagement programme specifically for new administration in place.
Early engagement with new leader, portfolio holder s and scrutiny chair undertaken.
Cabinet away day held.
Discussions held with NHSE regarding the strategic role of the Council with regard to strategic commissioning.
STP capital bid submitted to national timescales (May & Sept 2017).
Further capital bids in development in readiness for autumn statement.
Head of Digital for NHSE South West seconded to Cornwall to provide digital leadership.
Capital bids submitted to support digital and estates infrastructure investment.
Engagement with Cornwall devolution case for health and social care.
Some capacity secured on fixed term basis.
Some on going recruitment still underway.
Emergent communications and engagement strategy
Inquiry days enabling concerns of stakeholders to be heard and addressed
Event for clinicians 12th Dec to discuss benefits of ACS
""".strip().splitlines()

PLANNED = """
Chief Officers to agree resources required to support delivery of priorities.
Once planned actions are implemented and resources are identified, this risk rating should reduce.
Modelling team (Joint Intelligence Group) currently undertaking assessment which will identify specific data issues. \
Working with performance leads from each organisation to ensure the data is of a good quality where available.
Where data is difficult to analyse due to different naming conventions mapping work has taken place to map activity, \
workforce and finance naming conventions.
Work is ongoing to obtain GP practice information but needs to be conducted on a practice by practice basis.
1:1 relationship managers to be agreed for leader, scrutiny chair and portfolio holders.
HWBB role to be strengthened.
Four scrutiny enquiry sessions scheduled in December and January to examine purpose, function and options for \
strategic commissioning
Ensure the STP is performing sufficiently well to meet the criteria for national funding.
Strategic estates group oversight and alignment between collective groups (Council/NHS) and specific workstream with \
Exec Lead.
Active exploration of all local and national funding sources and flexibilities.
As part of devolution, we are seeking to retain capital receipts from the disposal of capital assets in Cornwall.
Transition funding to form part of our strategic case for Devolution.
Recruitment of Programme Manager underway to provide day to day leadership to digital programme.
As part of our case for devolution we are asking for transition funds to support our digital ambitions.
Continue NHSE/I regional engagement and joint working across the health community to support sustainable options.
As part of our case for devolution we are seeking access to prioritised revenue and capital funding for \
transformation and sustainable services for critical infrastructure projects including UTCs/IM&T.
Further evaluation of priorities capacity and utilisation of resource to be conducted.
Confirmation of existing fixed term contracts to be underwritten and agreed by Chief Officers / Portfolio Board.
Completion of on going appointment/recruitment to be secured to July 2018 (upon funding beyond 31 March 2018 agreed).
System funding and resources to be agreed by Portfolio Board (Jan 2018).
Communications and engagement strategy for ACS to be finalised and mobilised
""".strip().splitlines()


def test_two_of_the_22_controls_read_like_actions_and_they_are():
    assert len(CONTROLS) == 22
    assert [text for text in CONTROLS if reads_like_an_action(text)] == [
        "Further capital bids in development in readiness for autumn statement.",
        "Some on going recruitment still underway.",
    ]


def test_20_of_the_22_planned_actions_read_like_actions():
    assert len(PLANNED) == 22
    others = [text for text in PLANNED if not reads_like_an_action(text)]
    assert [text.split(",")[0][:40] for text in others] == [
        "Where data is difficult to analyse due t",
        "Strategic estates group oversight and al",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Terms of reference to be agreed",
        "The board WILL look at it monthly",
        "- Develop a dashboard",
        "**Recruit** two consultants",
        "Exploring options with the region",
    ],
)
def test_words_of_the_future_and_orders_are_found(text):
    assert reads_like_an_action(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Weekly staffing review in place.",
        "Development plan signed off in May 2017",
        "Goodwill of the unions",
        "Reviewed monthly by the finance committee",
    ],
)
def test_what_is_in_place_is_left_alone(text):
    assert not reads_like_an_action(text)
