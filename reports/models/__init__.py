"""Snapshots and papers. One module per noun; everything is named here."""

from reports.models.deliveries import Delivery
from reports.models.distribution_lists import DeliveryKind, DistributionList, Recipient
from reports.models.house_styles import HouseStyle
from reports.models.paper_types import (
    ANSWERED_KINDS,
    CoverField,
    CoverFieldKind,
    CoverTemplate,
    PaperType,
    PaperTypeSection,
)
from reports.models.papers import (
    FINISHED,
    WRITABLE,
    AnswerStatus,
    CoverAnswer,
    Paper,
    PaperSection,
    PaperState,
    Purpose,
    SectionDraft,
)
from reports.models.publications import Publication
from reports.models.reviewing import (
    PaperComment,
    PaperCommentKind,
    PaperEditor,
    PaperStep,
    PaperStepKind,
    Waiver,
)
from reports.models.runs import FileFormat, Finding, PaperFile, Run, RunState, Severity
from reports.models.schedules import PaperSchedule, ScheduledPaper, ScheduledState, SetPoint
from reports.models.snapshots import Snapshot, SnapshotKind

__all__ = [
    "ANSWERED_KINDS",
    "FINISHED",
    "WRITABLE",
    "AnswerStatus",
    "CoverAnswer",
    "CoverField",
    "CoverFieldKind",
    "CoverTemplate",
    "Delivery",
    "DeliveryKind",
    "DistributionList",
    "FileFormat",
    "Finding",
    "HouseStyle",
    "Paper",
    "PaperComment",
    "PaperCommentKind",
    "PaperEditor",
    "PaperFile",
    "PaperSchedule",
    "PaperSection",
    "PaperState",
    "PaperStep",
    "PaperStepKind",
    "PaperType",
    "PaperTypeSection",
    "Publication",
    "Purpose",
    "Recipient",
    "Run",
    "RunState",
    "ScheduledPaper",
    "ScheduledState",
    "SectionDraft",
    "SetPoint",
    "Severity",
    "Snapshot",
    "SnapshotKind",
    "Waiver",
]
