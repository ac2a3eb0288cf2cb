"""Risks. One module per noun; everything is named here."""

from risks.models.assessments import Assessment, AssessmentKind
from risks.models.matrices import RiskBand, RiskMatrix, RiskMatrixCell
from risks.models.risks import Risk, RiskLevel, RiskOwner, RiskStatus

__all__ = [
    "Assessment",
    "AssessmentKind",
    "Risk",
    "RiskBand",
    "RiskLevel",
    "RiskMatrix",
    "RiskMatrixCell",
    "RiskOwner",
    "RiskStatus",
]
