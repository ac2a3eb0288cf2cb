"""What people write in the registers of made-up footprints."""

# Key, name, appetite, label of the worst band that is tolerated, statement.
CATEGORIES = (
    ("finance", "Finance", "cautious", "Moderate", "Money is committed where the return is shown first."),
    ("workforce", "Workforce", "open", "High", "New roles are tried, and their cost is watched."),
    (
        "quality",
        "Quality and safety",
        "averse",
        "Low",
        "Nothing that may harm patients is carried knowingly.",
    ),
    (
        "reputation",
        "Reputation and engagement",
        "cautious",
        "Moderate",
        "Plans are told before they are made.",
    ),
    ("delivery", "Delivery and suppliers", "open", "High", "Time may be lost where the result is better."),
    (
        "information",
        "Information and technology",
        "minimal",
        "Moderate",
        "Records are safe before they are shared.",
    ),
)

# The category of each text of ``narrative.RISKS``, in its order.
CATEGORY_OF_RISK = (
    *("workforce", "delivery", "finance", "delivery", "reputation", "workforce", "delivery"),
    *("information", "finance", "information", "reputation", "workforce", "information", "quality"),
)

# By category: what is in place, and what is to be done.
CONTROLS = {
    "finance": (
        "Monthly review of spending with the finance leads of all partners.",
        "Benefits are measured against a baseline that all partners signed.",
        "A contingency of {few} per cent is held by the programme board.",
    ),
    "workforce": (
        "Weekly staffing review with the lead nurses.",
        "A shared bank covers {many} shifts a month.",
        "Sessions of clinical leads are written into their job plans.",
    ),
    "quality": (
        "Every change passes a quality impact assessment before it goes live.",
        "Handovers follow one procedure, audited each quarter.",
    ),
    "reputation": (
        "An engagement log is kept for each area and published.",
        "The communications leads of all partners meet each fortnight.",
    ),
    "delivery": (
        "Contract reviews with the supplier each month, with penalties for delay.",
        "The plan is baselined; changes go through the programme board.",
        "Develop a fallback with the second supplier.",  # reads like an action: the register's quality says so
    ),
    "information": (
        "Access is by role, reviewed every {few} months.",
        "A common coding guide is in use at all partners.",
        "Systems without support are kept off the shared network.",
    ),
}
ACTIONS = {
    "finance": (
        "Agree the recurrent share of each partner.",
        "Report the first benefits to the finance committee.",
    ),
    "workforce": ("Advertise {few} joint posts.", "Agree the release of clinical leads with both trusts."),
    "quality": (
        "Agree the handover procedure with the receiving wards.",
        "Report the audit to the quality leads.",
    ),
    "reputation": (
        "Hold {few} further events in the areas that answered least.",
        "Answer the questions of the scrutiny committee.",
    ),
    "delivery": ("Agree a recovery plan with the supplier.", "Sign the heads of terms for the second site."),
    "information": (
        "Have the agreement signed by the remaining partners.",
        "Replace the unsupported servers.",
    ),
}
GAPS = (
    "Not yet in use at one of the partners.",
    "Nobody looks at it between the meetings.",
    "Depends on one person.",
)
ASSURANCES = {
    "first": "The manager's monthly return shows it in use at {few} sites.",
    "second": "The programme board saw the figures of {month}.",
    "third": "Internal audit looked at a sample of {many} records.",
}
UPDATES = (
    "In hand: the first draft went to all partners.",
    "{few} of the partners have agreed; the others answer in {next}.",
    "Waiting for the supplier, who promises an answer in {next}.",
    "Discussed at the programme board, which supports it.",
)
COMPLETED = "Done, and reported to the programme board."
MOVED = "Moved: the partners need longer to agree."
CLOSED_WITH_RISK = "The risk is closed, so nothing is left to do."

STILL_RIGHT = (
    "Nothing has changed since the last review.",
    "The controls hold; the score stands.",
    "Looked at with the owner: no new information.",
)

# Reason of the proposal, and the answer to one that is taken on and to one that is not.
ESCALATIONS = (
    "It needs a decision of all partners, which the programme cannot take.",
    "The action that would bring it down is outside the programme.",
    "The score has been in the highest band since the last review.",
)
TAKEN_ON = "Taken on: it stands on the agenda until it is down."
SENT_BACK = "Returned: the programme has the means to bring it down. Propose it again if the plan fails."

ACCEPTED = (
    "The cost of bringing it down further is higher than what it may cost; looked at again before the day."
)

# Title, what has happened, what it does to the work, severity.
ISSUES = (
    (
        "Two posts empty",
        "Both holders left in {month}; nobody could be released.",
        "Clinics were halved.",
        "high",
    ),
    (
        "Release of software late",
        "The supplier missed the date of {month}.",
        "Testing starts {few} weeks later.",
        "medium",
    ),
    (
        "Lease not signed",
        "The landlord asked for other terms.",
        "The second site cannot open in {next}.",
        "medium",
    ),
    (
        "Interface down for two days",
        "An update failed and had to be taken back.",
        "Staff used paper.",
        "critical",
    ),
    ("Evaluation incomplete", "One partner sent no figures.", "The report says less than it was to.", "low"),
)
RESOLVED = "Resolved: agreed with the partners concerned and in place."

# What one initiative gives another.
DEPENDENCIES = (
    "The agreed list of sites for the first wave.",
    "Staff for the shared clinics.",
    "The interface to the shared record.",
    "The signed information sharing agreement.",
    "Rooms at the community hub.",
    "The demand figures for the business case.",
    "Training for {few} teams.",
    "The clinical model, agreed by the reference group.",
)
SLIPPED = "The supplier needs two months more."

STOCKTAKE = "Stocktake of the whole plan (made up)"
# Theme, recommendation, response.
RECOMMENDATIONS = (
    ("Leadership", "Name one accountable lead for each programme.", "Names are before the leadership team."),
    (
        "Leadership",
        "Release clinical leads for a day a week.",
        "Two trusts have agreed; the third answers in {next}.",
    ),
    ("Workforce", "Agree one approach to recruitment.", "A joint campaign runs from {next}."),
    ("Workforce", "Plan staffing for the winter across all sites.", "Drafted; the last rotas are missing."),
    ("Finance", "Settle the recurrent cost of the pilots.", "Part of the plan for the next financial year."),
    ("Finance", "Report benefits each quarter.", "The first report goes to the finance committee in {next}."),
    ("Digital", "Have all partners sign the agreement.", "{few} of the partners have signed."),
    ("Digital", "Publish a date for the shared record.", "The supplier's plan is awaited."),
)
OF_SEVERAL = "Taken up together in the workforce plan, which goes to the leadership team in {next}."
CLOSED_BY_BODY = "The leadership team saw the evidence and closed it."
EVIDENCE = "Minutes of the leadership team"

# What was decided by an ask is carried out.
DONE = "Carried out as decided; reported to the programme board."
