"""Risks and what stands beside them. One module per noun; everything is named here."""

from risks.models.acceptances import Acceptance
from risks.models.actions import ENDED, Action, ActionStatus, ActionUpdate
from risks.models.assessments import Assessment, AssessmentKind
from risks.models.categories import Appetite, RiskCategory
from risks.models.controls import Assurance, AssuranceLevel, AssuranceLine, Control
from risks.models.dependencies import Dependency, DependencyStatus, DependencyUpdate
from risks.models.escalations import Escalation, EscalationState
from risks.models.issues import Issue, IssueStatus, Severity
from risks.models.levels import RiskLevel
from risks.models.matrices import RiskBand, RiskMatrix, RiskMatrixCell
from risks.models.references import Register, RiskReference
from risks.models.reviews import (
    Overseer,
    Recommendation,
    RecommendationUpdate,
    Review,
    ReviewKind,
    SupportingOfficer,
)
from risks.models.risk_reviews import ReviewOutcome, RiskReview
from risks.models.risks import Proximity, Risk, RiskOwner, RiskResponse, RiskStatus
from risks.models.saved_views import ListKind, SavedView

__all__ = [
    "ENDED",
    "Acceptance",
    "Action",
    "ActionStatus",
    "ActionUpdate",
    "Appetite",
    "Assessment",
    "AssessmentKind",
    "Assurance",
    "AssuranceLevel",
    "AssuranceLine",
    "Control",
    "Dependency",
    "DependencyStatus",
    "DependencyUpdate",
    "Escalation",
    "EscalationState",
    "Issue",
    "IssueStatus",
    "ListKind",
    "Overseer",
    "Proximity",
    "Recommendation",
    "RecommendationUpdate",
    "Register",
    "Review",
    "ReviewKind",
    "ReviewOutcome",
    "Risk",
    "RiskBand",
    "RiskCategory",
    "RiskLevel",
    "RiskMatrix",
    "RiskMatrixCell",
    "RiskOwner",
    "RiskReference",
    "RiskResponse",
    "RiskReview",
    "RiskStatus",
    "SavedView",
    "Severity",
    "SupportingOfficer",
]
