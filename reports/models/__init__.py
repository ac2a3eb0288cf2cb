"""Snapshots and papers. One module per noun; everything is named here."""

from reports.models.paper_types import CoverField, CoverFieldKind, CoverTemplate, PaperType, PaperTypeSection
from reports.models.papers import AnswerStatus, CoverAnswer, Paper, PaperSection, PaperState
from reports.models.runs import FileFormat, Finding, PaperFile, Run, RunState, Severity
from reports.models.snapshots import Snapshot, SnapshotKind

__all__ = [
    "AnswerStatus",
    "CoverAnswer",
    "CoverField",
    "CoverFieldKind",
    "CoverTemplate",
    "FileFormat",
    "Finding",
    "Paper",
    "PaperFile",
    "PaperSection",
    "PaperState",
    "PaperType",
    "PaperTypeSection",
    "Run",
    "RunState",
    "Severity",
    "Snapshot",
    "SnapshotKind",
]
