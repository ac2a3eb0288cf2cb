"""Names for made-up footprints: places that are on no map, and the programmes such an area runs."""

from dataclasses import dataclass

FIRST = [
    *["Northmere", "Ostwickham", "Thornmarrow", "Quillendale", "Wexlowe", "Hallowfen"],
    *["Eldermoss", "Farrowick", "Grenvale", "Larkhollow", "Marrowby", "Pennistoke"],
]
SECOND = [
    *["Calder Vale", "Brindle Water", "Ashen Hills", "Copperfold", "Dunmarsh", "Ember Coast"],
    *["Foxley Downs", "Gildermere", "Harrow Fells", "Ivelbrook", "Kestrel Forest", "Lowmarsh"],
]


def place_name(number: int) -> str:
    """The name of the ``number``-th made-up area, counted from 0; numbered where the combinations run out."""
    rounds, index = divmod(number, len(FIRST) * len(SECOND))
    first = index % len(FIRST)
    name = f"{FIRST[first]} and {SECOND[(first + index // len(FIRST)) % len(SECOND)]}"
    return f"{name} {rounds + 1} (made up)" if rounds else f"{name} (made up)"


@dataclass(frozen=True)
class Theme:
    """A portfolio and what stands below it: each programme with its workstreams."""

    name: str
    short_name: str
    category: str
    programmes: dict[str, tuple[str, ...]]


THEMES = (
    Theme(
        "Urgent and Emergency Care Network",
        "Urgent and Emergency Care",
        "delivery",
        {
            "Same Day Emergency Care": (
                "Surgical assessment unit",
                "Frailty at the front door",
                "Direct access for ambulance crews",
                "Medical same day clinics",
            ),
            "Integrated Urgent Care": (
                "Clinical advice line",
                "Urgent treatment centres",
                "Out-of-hours primary care",
                "Mental health crisis line",
            ),
            "Discharge and Flow": (
                "Discharge to assess",
                "Trusted assessors",
                "Winter bed plan",
                "Transfer of care hubs",
            ),
        },
    ),
    Theme(
        "Community and Primary Care",
        "Community and Primary Care",
        "delivery",
        {
            "Primary Care at Scale": (
                "Extended access appointments",
                "Practice nursing",
                "Clinical pharmacists in practices",
                "Shared back office",
            ),
            "Locality Teams": (
                "Care co-ordination",
                "Rapid response nursing",
                "Enhanced health in care homes",
                "Community therapy",
            ),
            "Planned Care Closer to Home": (
                "Musculoskeletal triage",
                "Community dermatology",
                "Outpatient advice and guidance",
                "Diagnostics in the community",
            ),
        },
    ),
    Theme(
        "Prevention and Healthy Lives",
        "Prevention and Healthy Lives",
        "delivery",
        {
            "Starting Well": (
                "Smoke-free pregnancies",
                "Perinatal mental health",
                "Childhood weight",
                "School nursing",
            ),
            "Living Well": (
                "Diabetes prevention",
                "Blood pressure checks",
                "Social prescribing",
                "Stop smoking in hospital",
            ),
            "Ageing Well": (
                "Falls prevention",
                "Dementia diagnosis",
                "End of life planning",
                "Carers' support",
            ),
        },
    ),
    Theme(
        "Digital and Shared Records",
        "Digital and Shared Records",
        "enabling",
        {
            "Shared Care Record": (
                "Record viewer",
                "Social care interface",
                "Information sharing agreements",
                "Record for ambulance crews",
            ),
            "Digital Access": (
                "Online consultation",
                "Remote monitoring at home",
                "Public wireless network",
                "Appointment reminders",
            ),
            "Digital Infrastructure": (
                "Shared service desk",
                "Network convergence",
                "Cyber security",
                "Electronic prescribing",
            ),
        },
    ),
    Theme(
        "Workforce and Estates",
        "Workforce and Estates",
        "enabling",
        {
            "One Workforce": (
                "Staff passport",
                "Collaborative bank",
                "Nursing associates",
                "International recruitment",
            ),
            "Learning and Leadership": (
                "Leadership academy",
                "Placement capacity",
                "Apprenticeships",
                "Staff wellbeing",
            ),
            "One Public Estate": (
                "Community hubs",
                "Back office accommodation",
                "Hospital backlog repairs",
                "Energy saving",
            ),
        },
    ),
)

POSTS = (
    "Programme manager",
    "Head of transformation",
    "Deputy director of strategy",
    "Clinical lead",
    "Service manager",
    "Associate director of operations",
    "Lead nurse",
    "General practitioner",
    "Finance business partner",
    "Head of commissioning",
)

# Every short form that the narrative uses, and nothing it does not.
ABBREVIATIONS = {
    "FBC": "Full business case",
    "OBC": "Outline business case",
    "PMO": "Programme management office",
    "SLT": "System Leadership Team",
    "STP": "Sustainability and Transformation Plan",
}
