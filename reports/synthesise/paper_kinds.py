"""The kinds of paper of a made-up footprint, with what their authors write."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class PaperKind:
    """A paper type with its draft. A section is its key, its title and the text of its author.

    ``{month}`` and ``{next}`` in a text are filled in when the estate is made, double braces when it is compiled.
    """

    slug: str
    name: str
    title: str
    sections: tuple[tuple[str, str, str], ...]
    options: dict[str, dict[str, Any]] = field(default_factory=dict)


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

KINDS = (UPDATE, HIGHLIGHT_REPORT)
