"""The standing parts of a made-up footprint: accounts, people, bodies and their sittings, schemes, abbreviations."""

from portfolios.models import (
    Abbreviation,
    Body,
    BodyKind,
    Cycle,
    Meeting,
    Organisation,
    OrganisationKind,
    Person,
    RatingLevel,
    RatingScheme,
    Session,
)
from reports.synthesise.calendar import THURSDAY, WEDNESDAY, meeting_days
from reports.synthesise.names import ABBREVIATIONS, POSTS
from reports.synthesise.register_words import CATEGORIES
from reports.synthesise.world import World
from risks.actions import matrices
from risks.matrix_spec import BandSpec
from risks.models import RiskCategory, RiskLevel
from stp_portal.accounts.models import User

# Key, name, abbreviation, kind, session, and which weekday of the month it sits on (none for those that do not meet).
BODIES = (
    ("governing-body", "Governing Body", "", BodyKind.GOVERNING, Session.PUBLIC, (WEDNESDAY, 3)),
    ("slt", "System Leadership Team", "SLT", BodyKind.LEADERSHIP, Session.PRIVATE, (THURSDAY, 2)),
    ("pmo", "Programme Management Office", "PMO", BodyKind.OFFICE, Session.PRIVATE, None),
)

# Label, letter, shape, colour, printed definition, synonyms.
LEVELS: tuple[tuple[str, str, str, str, str, list[str]], ...] = (
    ("Green", "G", "circle", "green", "On track", []),
    ("Amber", "A", "triangle", "amber", "Off track, with an agreed plan to recover", ["Yellow"]),
    ("Red", "R", "square", "red", "Off track, without an agreed plan to recover", []),
)

LIKELIHOOD = ("Rare", "Unlikely", "Possible", "Likely", "Almost certain")
IMPACT = ("Negligible", "Minor", "Moderate", "Major", "Catastrophic")

# The bands of the National Patient Safety Agency's matrix of 2008 (DOMAIN B1); reviews and levels are made up.
BANDS = (
    BandSpec("Low", "L", "circle", "green", 1, 3, review_days=182),
    BandSpec("Moderate", "M", "diamond", "yellow", 4, 6, review_days=91),
    BandSpec("High", "H", "triangle", "amber", 8, 12, review_days=61),
    BandSpec("Extreme", "E", "square", "red", 15, 25, review_days=30, belongs_at=RiskLevel.PROGRAMME),
)

# What the rows of the estate say of who wrote them.
ACCOUNTS = {"lead": "Made-up lead", "pmo": "Made-up PMO analyst", "sro": "Made-up senior responsible owner"}


def make_setting(world: World) -> None:
    """Make everything that stands while reports come and go."""
    _make_accounts(world)
    _make_people(world)
    _make_bodies(world)
    # Counted back from the third Wednesday, returns are due in the first days of the month.
    steps = {"data_cut_off": 12, "returns_due": 9, "assurance": 7, "sign_off": 6, "despatch": 5}
    world.make([Cycle(footprint=world.footprint, body=world.bodies["governing-body"], **steps)])
    _make_schemes(world)
    world.make(
        Abbreviation(footprint=world.footprint, term=term, expansion=expansion)
        for term, expansion in ABBREVIATIONS.items()
    )


def _make_accounts(world: World) -> None:
    """Authors for the rows. Nobody can sign in with these: they are not active, have no password and no role."""
    for key, name in ACCOUNTS.items():
        user = User(email=f"made-up.{key}.{world.footprint.slug}@example.org", name=name, is_active=False)
        user.set_unusable_password()
        user.save()
        world.accounts[key] = user


def _in_a_name(label: str) -> str:
    """“Council” as it stands within a name; “NHS trust” keeps its capitals."""
    return label if label[:2].isupper() else label.lower()


def _make_people(world: World) -> None:
    kinds = (OrganisationKind.CCG, OrganisationKind.TRUST, OrganisationKind.COUNCIL)
    organisations = world.make(
        Organisation(
            footprint=world.footprint,
            key=f"made-up-{kind}",
            name=f"Made-up {_in_a_name(kind.label)}",
            kind=kind,
        )
        for kind in kinds
    )
    world.people = world.make(
        Person(
            footprint=world.footprint,
            key=f"made-up-person-{number}",
            name=f"Made-up person {number}",
            post=POSTS[number % len(POSTS)],
            organisation=organisations[number % len(organisations)],
        )
        for number in range(1, max(12, world.size // 2) + 1)
    )


def _make_bodies(world: World) -> None:
    for key, name, abbreviation, kind, session, sits_on in BODIES:
        body = Body(
            footprint=world.footprint,
            key=key,
            name=name,
            abbreviation=abbreviation,
            kind=kind,
            session=session,
        )
        world.make([body])
        world.bodies[key] = body
        is_public = session == Session.PUBLIC
        world.meetings[key] = world.make(
            Meeting(
                footprint=world.footprint,
                body=body,
                date=day,
                has_public_part=is_public,
                has_private_part=not is_public,
            )
            for day in (meeting_days(world.months, *sits_on) if sits_on else ())
        )


def _make_schemes(world: World) -> None:
    start = world.months[0].first_day
    scheme = RatingScheme(
        footprint=world.footprint, key="made-up", name="Portfolio status (made up)", valid_from=start
    )
    world.make([scheme])
    world.levels = world.make(
        RatingLevel(
            footprint=world.footprint,
            scheme=scheme,
            rank=rank,
            label=label,
            letter=letter,
            shape=shape,
            colour=colour,
            definition=definition,
            synonyms=synonyms,
        )
        for rank, (label, letter, shape, colour, definition, synonyms) in enumerate(LEVELS, start=1)
    )
    matrix = matrices.create(
        footprint=world.footprint,
        key="made-up",
        name="Risk matrix (made up)",
        valid_from=start,
        likelihood_words=LIKELIHOOD,
        impact_words=IMPACT,
        bands=BANDS,
        note="Axes and bands are those of the National Patient Safety Agency's matrix of January 2008.",
        by="synthetic estate",
    )
    world.cells = {(cell.likelihood, cell.impact): cell for cell in matrix.cells.select_related("band")}
    bands = {band.label: band for band in matrix.bands.all()}
    made = world.make(
        RiskCategory(
            footprint=world.footprint,
            key=key,
            name=name,
            appetite=appetite,
            tolerated=bands[tolerated],
            note=statement,
        )
        for key, name, appetite, tolerated, statement in CATEGORIES
    )
    world.categories = {category.key: category for category in made}
