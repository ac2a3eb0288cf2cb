"""The sections papers are made of, by key."""

from reports.sections.abbreviations import Abbreviations
from reports.sections.asks import AsksForDecision, AsksForDiscussion
from reports.sections.authored import AuthoredText
from reports.sections.base import Section
from reports.sections.changes import WhatChanged
from reports.sections.conclusion import Conclusion
from reports.sections.headed_text import HeadedText
from reports.sections.highlight_boxes import HighlightBoxes
from reports.sections.narratives import Narratives
from reports.sections.progress import Progress
from reports.sections.rating_history import RatingHistory
from reports.sections.report import Report
from reports.sections.review_tracker import ReviewTracker
from reports.sections.risk_log import RiskLog
from reports.sections.sources import SourcesAppendix

SECTIONS: dict[str, Section] = {
    section.key: section
    for section in (
        Report(),
        Progress(),
        WhatChanged(),
        HighlightBoxes(),
        HeadedText(),
        RatingHistory(),
        Narratives(),
        AsksForDiscussion(),
        AsksForDecision(),
        RiskLog(),
        ReviewTracker(),
        Conclusion(),
        Abbreviations(),
        SourcesAppendix(),
    )
}


def section_for(key: str) -> Section:
    """The section of this key; text as its author wrote it for any other."""
    return SECTIONS.get(key) or AuthoredText()


__all__ = ["SECTIONS", "Section", "section_for"]
