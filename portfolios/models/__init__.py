"""The record of a footprint. One module per noun; everything is named here."""

from portfolios.models.abbreviations import Abbreviation
from portfolios.models.asks import Ask, AskMinute, AskOutcome, AskPurpose, AskState
from portfolios.models.bodies import Body, BodyKind, Meeting, Session
from portfolios.models.cycles import Cadence, Cycle
from portfolios.models.deputies import Deputy
from portfolios.models.finance import FinanceLine, MoneyKind
from portfolios.models.footprint import Footprint, Membership, Someone, has_permission
from portfolios.models.highlight_reports import (
    RETURNED,
    HighlightReport,
    Outcome,
    PlannedOutcome,
    ReportComment,
    ReportDraft,
    ReportParagraph,
    ReportPart,
    ReportState,
    ReportStep,
)
from portfolios.models.initiatives import (
    Initiative,
    InitiativeAlias,
    InitiativeCategory,
    InitiativeKind,
    InitiativeRole,
    Portfolio,
    Programme,
    Project,
    ReportingRhythm,
    RoleAssignment,
    Workstream,
)
from portfolios.models.mails import (
    Mail,
    MailAttachment,
    MailFrequency,
    MailPreference,
    MailState,
    Notice,
    NoticeKind,
)
from portfolios.models.marks import Colour, Mark, Shape
from portfolios.models.measures import Direction, Gap, Measure, Reading
from portfolios.models.milestones import Gate, Milestone, MilestoneForecast
from portfolios.models.people import Organisation, OrganisationKind, Person
from portfolios.models.periods import PeriodState, ReportingPeriod
from portfolios.models.ratings import (
    COUNTS_FIRST,
    Rating,
    RatingDimension,
    RatingLevel,
    RatingScheme,
    RatingSource,
)
from portfolios.models.scoped import (
    Marked,
    MarkedQuerySet,
    OfMarkedQuerySet,
    Scoped,
    ScopedQuerySet,
)

__all__ = [
    "COUNTS_FIRST",
    "RETURNED",
    "Abbreviation",
    "Ask",
    "AskMinute",
    "AskOutcome",
    "AskPurpose",
    "AskState",
    "Body",
    "BodyKind",
    "Cadence",
    "Colour",
    "Cycle",
    "Deputy",
    "Direction",
    "FinanceLine",
    "Footprint",
    "Gap",
    "Gate",
    "HighlightReport",
    "Initiative",
    "InitiativeAlias",
    "InitiativeCategory",
    "InitiativeKind",
    "InitiativeRole",
    "Mail",
    "MailAttachment",
    "MailFrequency",
    "MailPreference",
    "MailState",
    "Mark",
    "Marked",
    "MarkedQuerySet",
    "Measure",
    "Meeting",
    "Membership",
    "Milestone",
    "MilestoneForecast",
    "MoneyKind",
    "Notice",
    "NoticeKind",
    "OfMarkedQuerySet",
    "Organisation",
    "OrganisationKind",
    "Outcome",
    "PeriodState",
    "Person",
    "PlannedOutcome",
    "Portfolio",
    "Programme",
    "Project",
    "Rating",
    "RatingDimension",
    "RatingLevel",
    "RatingScheme",
    "RatingSource",
    "Reading",
    "ReportComment",
    "ReportDraft",
    "ReportParagraph",
    "ReportPart",
    "ReportState",
    "ReportStep",
    "ReportingPeriod",
    "ReportingRhythm",
    "RoleAssignment",
    "Scoped",
    "ScopedQuerySet",
    "Session",
    "Shape",
    "Someone",
    "Workstream",
    "has_permission",
]
