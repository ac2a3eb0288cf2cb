"""Footprints, initiatives and what they report."""

from calendar import monthrange
from datetime import date
from typing import Any

from factory import LazyAttribute, SelfAttribute, Sequence, SubFactory, post_generation
from factory.django import DjangoModelFactory

from portfolios.models import (
    Abbreviation,
    Ask,
    AskMinute,
    AskPurpose,
    Body,
    BodyKind,
    Footprint,
    HighlightReport,
    Initiative,
    InitiativeKind,
    InitiativeRole,
    Mail,
    Meeting,
    Membership,
    Milestone,
    MilestoneForecast,
    Notice,
    NoticeKind,
    Organisation,
    OrganisationKind,
    PeriodState,
    Person,
    Rating,
    RatingLevel,
    RatingScheme,
    ReportingPeriod,
    ReportParagraph,
    ReportPart,
    ReportState,
    RoleAssignment,
)
from stp_portal.accounts.roles import Role
from tests.factories.accounts import UserFactory

FIRST_DAY = date(2017, 1, 1)

# Label, letter, shape, colour, printed definition, synonyms: the key of Dorset's paper of September 2017.
LEVELS = [
    ("Green", "G", "circle", "green", "On Track", []),
    ("Amber", "A", "triangle", "amber", "At Risk of Delay", ["Yellow"]),
    ("Red", "R", "square", "red", "Off Track", []),
]


class FootprintFactory(DjangoModelFactory):
    class Meta:
        model = Footprint

    slug = Sequence(lambda n: f"footprint-{n}")
    name = Sequence(lambda n: f"Footprint {n} (made up)")
    is_made_up = True


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    footprint = SubFactory(FootprintFactory)
    user = SubFactory(UserFactory)
    role = Role.OBSERVER
    valid_from = FIRST_DAY


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    footprint = SubFactory(FootprintFactory)
    key = Sequence(lambda n: f"organisation-{n}")
    name = Sequence(lambda n: f"Organisation {n} (made up)")
    kind = OrganisationKind.TRUST


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    footprint = SubFactory(FootprintFactory)
    key = Sequence(lambda n: f"person-{n}")
    name = Sequence(lambda n: f"Made-up person {n}")
    post = "Programme manager"


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body

    footprint = SubFactory(FootprintFactory)
    key = Sequence(lambda n: f"body-{n}")
    name = Sequence(lambda n: f"Body {n}")
    kind = BodyKind.LEADERSHIP


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    body = SubFactory(BodyFactory)
    footprint = SelfAttribute("body.footprint")
    date = date(2017, 9, 20)


class InitiativeFactory(DjangoModelFactory):
    """A portfolio; give ``parent`` and ``kind`` for anything lower in the tree."""

    class Meta:
        model = Initiative

    footprint = SubFactory(FootprintFactory)
    kind = InitiativeKind.PORTFOLIO
    slug = Sequence(lambda n: f"initiative-{n}")
    name = Sequence(lambda n: f"Initiative {n}")
    position = Sequence(lambda n: n)


class RoleAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = RoleAssignment

    initiative = SubFactory(InitiativeFactory)
    footprint = SelfAttribute("initiative.footprint")
    person = SubFactory(PersonFactory, footprint=SelfAttribute("..footprint"))
    role = InitiativeRole.LEAD
    valid_from = FIRST_DAY


class PeriodFactory(DjangoModelFactory):
    """An open month, the one after the last one made; `PeriodFactory(month=(2017, 9))` is the month given."""

    class Meta:
        model = ReportingPeriod

    class Params:
        month = Sequence(lambda n: (2018 + n // 12, n % 12 + 1))

    footprint = SubFactory(FootprintFactory)
    first_day = LazyAttribute(lambda o: date(*o.month, 1))
    last_day = LazyAttribute(lambda o: date(*o.month, monthrange(*o.month)[1]))
    slug = LazyAttribute(lambda o: f"{o.first_day:%Y-%m}")
    label = LazyAttribute(lambda o: f"{o.first_day:%B %Y}")
    data_cut_off = SelfAttribute("last_day")
    returns_due = SelfAttribute("last_day")
    state = PeriodState.OPEN


class RatingSchemeFactory(DjangoModelFactory):
    """Green, Amber (or Yellow) and Red, in force since 2017."""

    class Meta:
        model = RatingScheme
        skip_postgeneration_save = True

    footprint = SubFactory(FootprintFactory)
    key = Sequence(lambda n: f"scheme-{n}")
    name = "Green, Amber, Red"
    valid_from = FIRST_DAY

    @post_generation
    def levels(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """One level for each tuple given (see ``LEVELS``), best first."""
        for rank, values in enumerate(extracted or LEVELS, start=1):
            names = ["label", "letter", "shape", "colour", "definition", "synonyms"]
            fields = dict(zip(names, values, strict=True))
            RatingLevel.objects.create(footprint=self.footprint, scheme=self, rank=rank, **fields)


def level_called(word: str, footprint: Footprint) -> RatingLevel:
    """The level of the footprint's scheme that ``word`` names; the scheme is made if there is none."""
    scheme = RatingScheme.objects.filter(footprint=footprint).last() or RatingSchemeFactory(
        footprint=footprint
    )
    level = scheme.level_for(word)
    if level is None:
        raise ValueError(f"{word!r} is no word of {scheme}.")
    return level


class RatingFactory(DjangoModelFactory):
    """A lead's rating; `RatingFactory(initiative=..., period=..., word="Amber")` finds the level by its word."""

    class Meta:
        model = Rating

    class Params:
        word = "Green"

    initiative = SubFactory(InitiativeFactory)
    footprint = SelfAttribute("initiative.footprint")
    period = SubFactory(PeriodFactory, footprint=SelfAttribute("..footprint"))
    level = LazyAttribute(lambda o: level_called(o.word, o.footprint))
    reason = LazyAttribute(lambda o: "" if o.level.is_best else "Recruitment is behind plan.")


class HighlightReportFactory(DjangoModelFactory):
    """A draft; ``progress`` and ``planned`` take lists of texts and make a paragraph of each."""

    class Meta:
        model = HighlightReport
        skip_postgeneration_save = True

    initiative = SubFactory(InitiativeFactory)
    footprint = SelfAttribute("initiative.footprint")
    period = SubFactory(PeriodFactory, footprint=SelfAttribute("..footprint"))
    state = ReportState.DRAFT

    @post_generation
    def progress(self, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        for position, text in enumerate(extracted or [], start=1):
            ReportParagraphFactory(report=self, part=ReportPart.PROGRESS, position=position, text=text)

    @post_generation
    def planned(self, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        for position, text in enumerate(extracted or [], start=1):
            ReportParagraphFactory(report=self, part=ReportPart.PLANNED, position=position, text=text)


class ReportParagraphFactory(DjangoModelFactory):
    """A public paragraph of progress; a private one needs ``is_private=True`` and gets a reason."""

    class Meta:
        model = ReportParagraph

    report = SubFactory(HighlightReportFactory)
    footprint = SelfAttribute("report.footprint")
    part = ReportPart.PROGRESS
    position = Sequence(lambda n: n + 1)
    text = "The business case was agreed by all partners."
    private_reason = LazyAttribute(lambda o: "Section 43: commercial interests." if o.is_private else "")
    is_private = False


class AskFactory(DjangoModelFactory):
    """An open ask of an initiative, for discussion."""

    class Meta:
        model = Ask

    initiative = SubFactory(InitiativeFactory)
    footprint = SelfAttribute("initiative.footprint")
    body = SubFactory(BodyFactory, footprint=SelfAttribute("..footprint"))
    period = SubFactory(PeriodFactory, footprint=SelfAttribute("..footprint"))
    key = Sequence(lambda n: f"ask-{n}")
    purpose = AskPurpose.DISCUSSION
    verb = "discuss"
    text = "the workforce plan for community teams."
    position = Sequence(lambda n: n + 1)


class AskMinuteFactory(DjangoModelFactory):
    class Meta:
        model = AskMinute

    ask = SubFactory(AskFactory)
    footprint = SelfAttribute("ask.footprint")
    on = FIRST_DAY
    outcome = "noted"
    text = "The report was noted."
    recorded_by = SubFactory(UserFactory)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    initiative = SubFactory(InitiativeFactory)
    footprint = SelfAttribute("initiative.footprint")
    number = Sequence(lambda n: n + 1)
    title = Sequence(lambda n: f"Milestone {n}")
    baseline = "March 2018"
    forecast = SelfAttribute("baseline")


class MilestoneForecastFactory(DjangoModelFactory):
    class Meta:
        model = MilestoneForecast

    milestone = SubFactory(MilestoneFactory)
    footprint = SelfAttribute("milestone.footprint")
    forecast = "June 2018"


class MailFactory(DjangoModelFactory):
    """A mail that waits to be sent, to somebody with a role; ``notices`` are made apart, with ``mail=``."""

    class Meta:
        model = Mail

    footprint = SubFactory(FootprintFactory)
    user = LazyAttribute(lambda o: UserFactory(role=Role.LEAD, footprint=o.footprint))
    address = SelfAttribute("user.email")
    subject = "1 reminder"
    body = "The report of Urgent Care is due on Friday 29 September 2017."
    message_id = Sequence(lambda n: f"<mail-{n}@localhost>")


class NoticeFactory(DjangoModelFactory):
    """Something that waits to be told, and is due."""

    class Meta:
        model = Notice

    footprint = SubFactory(FootprintFactory)
    user = LazyAttribute(lambda o: UserFactory(role=Role.LEAD, footprint=o.footprint))
    key = Sequence(lambda n: f"reminder:{n}")
    kind = NoticeKind.REMINDER
    text = "The report of Urgent Care is due on Friday 29 September 2017."
    path = LazyAttribute(lambda o: f"/{o.footprint.slug}/")


class AbbreviationFactory(DjangoModelFactory):
    class Meta:
        model = Abbreviation

    footprint = SubFactory(FootprintFactory)
    term = Sequence(lambda n: f"AB{n}")
    expansion = Sequence(lambda n: f"Abbreviation {n}")
