"""The sections papers are made of, by key."""

from reports.sections.abbreviations import Abbreviations
from reports.sections.action_tracker import Actions
from reports.sections.asks import AsksForDecision, AsksForDiscussion
from reports.sections.authored import AuthoredText
from reports.sections.base import Section
from reports.sections.changes import WhatChanged
from reports.sections.conclusion import Conclusion
from reports.sections.deliverables import Deliverables
from reports.sections.finance_lines import FinanceLines
from reports.sections.headed_text import HeadedText
from reports.sections.highlight_boxes import HighlightBoxes
from reports.sections.measures import Measures
from reports.sections.narratives import Narratives
from reports.sections.outcomes import Outcomes
from reports.sections.plan_on_a_page import PlanOnAPage
from reports.sections.programme import Programme
from reports.sections.progress import Progress
from reports.sections.rating_history import RatingHistory
from reports.sections.record_lists import Partners, Workstreams
from reports.sections.report import Report
from reports.sections.review_tracker import ReviewTracker
from reports.sections.risk_log import RiskLog
from reports.sections.risk_summary import RiskSummary
from reports.sections.roles import Roles
from reports.sections.signatures import Signatures
from reports.sections.sources import SourcesAppendix
from reports.sections.timeline import MilestoneTimeline

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
        Partners(),
        PlanOnAPage(),
        Programme(),
        Outcomes(),
        Roles(),
        Deliverables(),
        Workstreams(),
        AsksForDiscussion(),
        AsksForDecision(),
        RiskSummary(),
        RiskLog(),
        ReviewTracker(),
        Actions(),
        MilestoneTimeline(),
        Measures(),
        FinanceLines(),
        Conclusion(),
        Signatures(),
        Abbreviations(),
        SourcesAppendix(),
    )
}


def section_for(key: str) -> Section:
    """The section of this key, or whose key it begins with, where a paper has several (“programme-cancer”); text as its
    author wrote it for any other.
    """
    kinds = [kind for kind in SECTIONS if key == kind or key.startswith(f"{kind}-")]
    return SECTIONS[max(kinds, key=len)] if kinds else AuthoredText()


__all__ = ["SECTIONS", "Section", "section_for"]
