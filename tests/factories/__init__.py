"""Made-up rows for tests: one module per app and one for the cycle, everything named here.

Every factory fills what the database asks for and nothing more, and keeps related rows in one footprint:
`InitiativeFactory(footprint=dorset)`, then `HighlightReportFactory(initiative=initiative)`.
"""

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.cycle import DeputyFactory, PlannedOutcomeFactory, ReportCommentFactory
from tests.factories.portfolios import (
    AbbreviationFactory,
    AskFactory,
    BodyFactory,
    FootprintFactory,
    HighlightReportFactory,
    InitiativeFactory,
    MailFactory,
    MeetingFactory,
    MembershipFactory,
    MilestoneFactory,
    MilestoneForecastFactory,
    NoticeFactory,
    OrganisationFactory,
    PeriodFactory,
    PersonFactory,
    RatingFactory,
    RatingSchemeFactory,
    ReportParagraphFactory,
    RoleAssignmentFactory,
)
from tests.factories.reports import (
    CoverAnswerFactory,
    CoverFieldFactory,
    CoverTemplateFactory,
    FindingFactory,
    PaperFactory,
    PaperFileFactory,
    PaperSectionFactory,
    PaperTypeFactory,
    RunFactory,
    SnapshotFactory,
)
from tests.factories.risks import AssessmentFactory, RiskFactory, RiskMatrixFactory, RiskOwnerFactory

__all__ = [
    "PASSWORD",
    "AbbreviationFactory",
    "AskFactory",
    "AssessmentFactory",
    "BodyFactory",
    "CoverAnswerFactory",
    "CoverFieldFactory",
    "CoverTemplateFactory",
    "DeputyFactory",
    "FindingFactory",
    "FootprintFactory",
    "HighlightReportFactory",
    "InitiativeFactory",
    "MailFactory",
    "MeetingFactory",
    "MembershipFactory",
    "MilestoneFactory",
    "MilestoneForecastFactory",
    "NoticeFactory",
    "OrganisationFactory",
    "PaperFactory",
    "PaperFileFactory",
    "PaperSectionFactory",
    "PaperTypeFactory",
    "PeriodFactory",
    "PersonFactory",
    "PlannedOutcomeFactory",
    "RatingFactory",
    "RatingSchemeFactory",
    "ReportCommentFactory",
    "ReportParagraphFactory",
    "RiskFactory",
    "RiskMatrixFactory",
    "RiskOwnerFactory",
    "RoleAssignmentFactory",
    "RunFactory",
    "SnapshotFactory",
    "UserFactory",
]
