"""What made-up initiatives report. Sentences of the kind that real highlight reports hold; they name nobody.

In every text ``{name}`` is the initiative, ``{few}`` and ``{many}`` are numbers, ``{month}`` the month reported on and
``{next}`` the one after it.
"""

PROGRESS = (
    "The steering group met in {month} and agreed the delivery plan for the rest of the year.",
    "**Recruitment:** {few} of {many} posts are filled. The remaining posts go back to advert in {next}.",
    "{many} members of staff attended the workshops in {month}. Their comments are built into the pathway.",
    "The draft OBC has been reviewed by the finance leads of all partners and {few} points remain open.",
    "**Engagement:** {few} drop-in events were held. People asked most often about travel and evening opening.",
    "The first {many} patients have used the new pathway. Early feedback is positive and no incidents were reported.",
    "The supplier delivered the second release on time. {few} faults were found in testing, none of them critical.",
    "The information sharing agreement was signed by {few} more organisations, which leaves the two councils to sign.",
    "Referrals rose to {many} a week, which is in line with the trajectory.",
    "A review of the milestones was completed. {few} were brought forward and two put back, as the sponsor agreed.",
    "The pilot was extended to {few} more practices in {month}.",
    "**Estates:** heads of terms for the preferred site are agreed and the lease is with the solicitors.",
    "Clinical leads from each partner have agreed a single set of admission criteria.",
    "The equality impact assessment was refreshed and no negative impact was identified.",
    "Staff consultation closed with {many} responses. The outcome is going to the next partnership forum.",
    "The evaluation framework was agreed with the university and the baseline covers the last {few} quarters.",
    "**Training:** {many} staff have completed the course; the rest are booked by the end of {next}.",
    "The joint procurement received {few} bids, which are being scored by a panel drawn from all partners.",
    "Waiting times fell for the third month in a row and are now at {few} weeks on average.",
    "The communications plan was approved, and the public leaflet is being tested with patient groups.",
    "Data quality has improved: {many} duplicate records were merged in {month}.",
    "The memorandum of understanding between the partners was signed on the date planned.",
    "An audit of {many} case notes found that the pathway was followed in nearly all of them.",
    "Links with voluntary organisations are being strengthened, and {few} of them now attend the weekly huddle.",
    "The demand model was rerun with the latest figures and confirms that {few} additional clinics a week are needed.",
    "The programme took over responsibility for the winter schemes, and the {few} schemes are now reported here.",
    "Two practices that had left the scheme have joined again after changes to the booking system.",
    "A lessons-learned session with the PMO led to a simpler approval route for small changes.",
)

PLANNED = (
    "Present the options paper to the programme board in {next}.",
    "Complete recruitment to the remaining {few} posts.",
    "Start the second wave with {few} further sites.",
    "Submit the FBC for approval by each partner.",
    "Hold the joint workshop on dependencies with the digital and estates leads.",
    "Publish the summary of the engagement and what was changed because of it.",
    "Agree the evaluation measures and take the baseline.",
    "Move {many} patients to the new service in a controlled way.",
    "Sign the contract after the standstill period ends.",
    "Test the interface with {few} practices before it goes to all of them.",
    "Confirm the funding for next year with the finance leads.",
    "Review the risk register with the PMO and close what no longer applies.",
    "Agree the rota for evenings and weekends with the staff side.",
    "Bring the trajectory up to date with the figures for {month}.",
)

REASONS = (
    "Recruitment is behind plan: {few} posts have been advertised twice without a suitable applicant.",
    "The supplier has moved the delivery of the next release by {few} weeks.",
    "The business case needs another round of comments from the finance leads before it can be submitted.",
    "The lease of the preferred site is not signed, and the fit-out depends on it.",
    "Engagement brought up questions on travel that have to be answered before the decision.",
    "Two partners have not yet confirmed their share of the funding.",
    "The information sharing agreement is not signed by all partners, so testing cannot start.",
    "Activity is below the trajectory because the pathway went live {few} weeks late.",
    "Clinical leadership is stretched: the lead has been released for {few} sessions fewer than planned.",
    "The interface failed acceptance testing and has gone back to the supplier.",
)

ROUTES_TO_GREEN = (
    "Agency cover for {few} weeks while the posts are advertised; the lead and the sponsor review this in {next}.",
    "The supplier provides a second test team; the manager reports weekly until the release in {next}.",
    "The finance leads settle the open points in {next}; the lead submits the business case in the same month.",
    "The estates lead agrees the heads of terms by mid-{next}, with a short-term let as the fallback.",
    "The sponsor writes to the two partners; a decision is expected at the SLT in {next}.",
    "A catch-up plan with {few} additional clinics a week runs until the trajectory is met.",
    "The information governance leads hold a joint session in {next} at which all partners sign.",
    "A second clinical lead shares the role from {next}, released by the partner trust.",
)

PMO_REASONS = (
    "The milestone due this month was not met and no new date has been agreed.",
    "The plan to recover depends on a decision that is not on any agenda yet.",
    "Two risks in the highest band have had no update since the last report.",
    "The forecast shows the business case later than the funding allows.",
)

PRIVATE_PARAGRAPHS = (
    (
        "The two remaining bids differ by more than the contingency, and the lower one is under query.",
        "Section 43, Freedom of Information Act 2000: commercial interests until the contract is signed.",
    ),
    (
        "The options under discussion would close one of the {few} sites; the staff affected have not been told yet.",
        "Section 36, Freedom of Information Act 2000: effective conduct of public affairs before consultation starts.",
    ),
)

# Verb, text, background, for decision.
ASKS = (
    (
        "discuss",
        "the shared approach to recruitment across the localities.",
        "Partners are advertising for the same posts at the same time.",
        False,
    ),
    (
        "discuss",
        "the order in which sites join the second wave.",
        "{few} sites have asked to join; the team can support two at a time.",
        False,
    ),
    (
        "discuss",
        "how the winter schemes are to be reported.",
        "The schemes are reported in three places, in three forms.",
        False,
    ),
    (
        "discuss",
        "the release of clinical leads for programme work.",
        "Sessions agreed in the plan are being lost to rota gaps.",
        False,
    ),
    (
        "discuss",
        "the findings of the engagement on opening hours.",
        "{many} people answered; most would use evening appointments.",
        False,
    ),
    (
        "decide on",
        "the funding of the interface for the current year.",
        "The supplier holds its price until the end of {next}.",
        True,
    ),
    (
        "decide on",
        "the preferred site for the community hub.",
        "Three sites were appraised; the programme board supports the first.",
        True,
    ),
    (
        "decide on",
        "the lead organisation for the shared service.",
        "Two partners have offered to host it.",
        True,
    ),
    (
        "decide on",
        "the extension of the pilot by {few} months.",
        "The evaluation will not be complete when the pilot ends.",
        True,
    ),
    (
        "approve",
        "the draft information sharing agreement.",
        "It has been through the information governance leads of all partners.",
        True,
    ),
)

OUTCOMES = {
    False: (
        ("discussed", "The team supported the approach and asked for a short note to all partners."),
        ("discussed", "Taken up; the programme director brings a proposal to the next meeting."),
        ("noted", "Noted. No further action was asked for."),
    ),
    True: (
        ("decided", "Agreed as proposed."),
        ("decided", "Agreed, on condition that the cost stays within the sum set aside."),
        ("deferred", "Deferred until the finance leads have reported."),
    ),
}

# Title, gate.
MILESTONES = (
    ("Project initiation document signed off", "pid"),
    ("Strategic outline case approved by all partners", "soc"),
    ("Outline business case approved by all partners", "obc"),
    ("Full business case approved by all partners", "fbc"),
    ("Engagement report published", ""),
    ("Procurement launched", ""),
    ("Contract awarded", ""),
    ("First site live", ""),
    ("All sites live", ""),
    ("Staff consultation closed", ""),
    ("Evaluation reported", ""),
    ("Information sharing agreement signed by all partners", ""),
)

SLIPS = (
    "Approval moved to the next meeting of the board.",
    "Supplier delay.",
    "Staff consultation extended at the request of the staff side.",
    "The lease took longer than planned.",
    "Held until funding is confirmed.",
)

# Event, cause, effect, as ``Risk.statement`` reads them: “There is a risk of ... This is as a result of ...”
RISKS = (
    (
        "posts staying vacant in {name}",
        "a national shortage of the skills needed",
        "later delivery and higher agency cost",
    ),
    (
        "the supplier of {name} missing its delivery dates",
        "competing commitments to other customers",
        "a gap in service and repeated testing",
    ),
    (
        "the savings of {name} not being realised",
        "activity that does not move as modelled",
        "a larger financial gap at the end of the year",
    ),
    (
        "low take-up of {name}",
        "too little awareness among referring clinicians",
        "benefits later than planned",
    ),
    (
        "public opposition to changes in {name}",
        "engagement that did not reach those most affected",
        "delay, referral or judicial review",
    ),
    (
        "clinical leads being withdrawn from {name}",
        "pressure on hospital and practice rotas",
        "decisions without clinical agreement",
    ),
    (
        "the estate for {name} not being ready",
        "late agreement of the lease",
        "services opening after the date promised",
    ),
    (
        "information about patients not being shared in {name}",
        "agreements that are not signed by all partners",
        "duplicate tests and unsafe handovers",
    ),
    (
        "funding for {name} ending before benefits are proved",
        "non-recurrent money from one partner",
        "the service being stopped",
    ),
    (
        "data in {name} being incomplete",
        "different coding in each organisation",
        "decisions taken on wrong figures",
    ),
    (
        "partners leaving {name}",
        "priorities that differ between organisations",
        "a service that does not cover the whole area",
    ),
    (
        "staff being overstretched during the launch of {name}",
        "several changes going live in the same quarter",
        "sickness absence and more incidents",
    ),
    (
        "a cyber attack on the systems of {name}",
        "unsupported software at one partner",
        "loss of service for several days",
    ),
    (
        "the transfer of services to {name} being unsafe",
        "handover procedures that are not agreed",
        "harm to patients and loss of confidence",
    ),
)

RESCORES = (
    "The control put in place last month is working.",
    "The position worsened: the mitigating action is late.",
    "Reviewed by the owner with the PMO.",
    "New information from the supplier.",
)

CLOSINGS = (
    "The event can no longer happen: the contract is signed.",
    "Merged with a risk of the same cause.",
    "The target score is reached and has held for three months.",
)

PRIVATE_RISK_REASON = "Section 43, Freedom of Information Act 2000: commercial interests."
