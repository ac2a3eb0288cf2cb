"""The record of a footprint. One module per noun; everything is named here."""

from portfolios.models.abbreviations import Abbreviation
from portfolios.models.asks import Ask, AskOutcome, AskPurpose, AskState
from portfolios.models.bodies import Body, BodyKind, Meeting, Session
from portfolios.models.footprint import Footprint, Membership, Someone, has_permission
from portfolios.models.highlight_reports import HighlightReport, ReportParagraph, ReportPart, ReportState
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
from portfolios.models.marks import Colour, Mark, Shape
from portfolios.models.milestones import Gate, Milestone, MilestoneForecast
from portfolios.models.people import Organisation, OrganisationKind, Person
from portfolios.models.periods import PeriodState, ReportingPeriod
from portfolios.models.ratings import Rating, RatingDimension, RatingLevel, RatingScheme, RatingSource
from portfolios.models.scoped import Marked, MarkedQuerySet, Scoped, ScopedQuerySet

__all__ = [
    "Abbreviation",
    "Ask",
    "AskOutcome",
    "AskPurpose",
    "AskState",
    "Body",
    "BodyKind",
    "Colour",
    "Footprint",
    "Gate",
    "HighlightReport",
    "Initiative",
    "InitiativeAlias",
    "InitiativeCategory",
    "InitiativeKind",
    "InitiativeRole",
    "Mark",
    "Marked",
    "MarkedQuerySet",
    "Meeting",
    "Membership",
    "Milestone",
    "MilestoneForecast",
    "Organisation",
    "OrganisationKind",
    "PeriodState",
    "Person",
    "Portfolio",
    "Programme",
    "Project",
    "Rating",
    "RatingDimension",
    "RatingLevel",
    "RatingScheme",
    "RatingSource",
    "ReportParagraph",
    "ReportPart",
    "ReportState",
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
