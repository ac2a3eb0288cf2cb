"""The kinds of paper of a made-up footprint, with what their authors write."""

from dataclasses import dataclass, field
from typing import Any

from portfolios.models import Session
from reports.synthesise.calendar import Month


@dataclass(frozen=True)
class PaperKind:
    """A paper type with its draft. A section is its key, its title and the text of its author.

    ``{month}`` and ``{next}`` in a text are filled in when the estate is made, double braces when it is compiled. One
    draft is made for each of ``sessions``.
    """

    slug: str
    name: str
    title: str
    sections: tuple[tuple[str, str, str], ...]
    options: dict[str, dict[str, Any]] = field(default_factory=dict)
    sessions: tuple[Session, ...] = (Session.PUBLIC,)

    def texts(self, month: Month) -> dict[str, str]:
        """What its author writes for ``month``, by section. The figures in double braces stay for compiling."""
        return {key: text if "{{" in text else text.format(**month.named()) for key, _, text in self.sections}


UPDATE = PaperKind(
    slug="governing-body-update",
    name="Governing Body update",
    title="Sustainability and Transformation Plan (STP) update (made up)",
    sections=(
        (
            "introduction",
            "Introduction",
            "This report tells the Governing Body how the portfolios of the Sustainability and Transformation Plan "
            "(STP) stood at the end of {month}. It is drawn from the highlight reports of their leads, which the "
            "Programme management office (PMO) has read.",
        ),
        (
            "report",
            "Report",
            "Most programmes are where they planned to be. Recruitment and the approval of business cases account for "
            "most of what is late.\n\nThe portfolios manage {{ risks.total }} risks that may be published. Of these, "
            "{{ risks.extreme }} are in the highest band and {{ risks.high }} in the one below.",
        ),
        ("progress", "Portfolio progress", ""),
        ("changes", "What changed since last time", ""),
        (
            "asks-discussion",
            "Items raised for discussion",
            "The leadership team was asked to discuss the following.",
        ),
        (
            "asks-decision",
            "Items raised for decision",
            "The leadership team was asked to decide the following.",
        ),
        (
            "finance",
            "Finance",
            "Spending on the programmes is in line with the plan for the year to date. A fuller report goes to the "
            "finance committee in {next}.",
        ),
        ("conclusion", "Conclusion", ""),
        ("abbreviations", "Abbreviations", ""),
    ),
    options={"report": {"status_heading": "Status at the end of the month"}},
)

HIGHLIGHT_REPORT = PaperKind(
    slug="highlight-report",
    name="Whole-programme highlight report",
    title="Whole-programme highlight report (made up)",
    sections=(
        (
            "introduction",
            "Introduction",
            "This report brings what each programme of the Sustainability and Transformation Plan (STP) reported for "
            "{month}, in the words of its leads.",
        ),
        ("changes", "What changed since last time", ""),
        ("conclusion", "Conclusion", ""),
        ("abbreviations", "Abbreviations", ""),
        ("highlight-boxes", "Highlight report of each programme", ""),
    ),
    options={"highlight-boxes": {"appendix": True, "kinds": ["programme"]}},
)

RISK_REGISTER = PaperKind(
    slug="risk-register",
    name="Risk register",
    title="Risk register (made up)",
    sections=(
        (
            "introduction",
            "Introduction",
            "These are the risks of the Sustainability and Transformation Plan (STP) that were open at the end of "
            "{month}, the highest level first, with what holds them down and what is still to be done.",
        ),
        ("risk_log", "Risks", ""),
        ("conclusion", "Conclusion", ""),
        ("abbreviations", "Abbreviations", ""),
    ),
    options={
        "risk_log": {"columns": ["statement", "score", "band", "owner", "controls", "actions", "review"]}
    },
    sessions=(Session.PUBLIC, Session.PRIVATE),
)

RECOMMENDATION_TRACKER = PaperKind(
    slug="recommendation-tracker",
    name="Recommendation tracker",
    title="Recommendations of reviews (made up)",
    sections=(
        (
            "introduction",
            "Introduction",
            "This is how the recommendations of reviews of the Sustainability and Transformation Plan (STP) stood at "
            "the end of {month}. The body that oversees a recommendation closes it.",
        ),
        ("review_tracker", "Recommendations", ""),
        ("conclusion", "Conclusion", ""),
        ("abbreviations", "Abbreviations", ""),
    ),
)

KINDS = (UPDATE, HIGHLIGHT_REPORT, RISK_REGISTER, RECOMMENDATION_TRACKER)
