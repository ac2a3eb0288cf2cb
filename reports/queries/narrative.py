"""What an initiative wrote for a period."""

from dataclasses import dataclass

from portfolios.models import HighlightReport, ReportParagraph, ReportPart, Someone


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, in Markdown; ``private_reason`` is empty for a public one."""

    part: str
    text: str
    private_reason: str


@dataclass(frozen=True)
class Narrative:
    """The two parts of a highlight report, in order."""

    progress: tuple[Paragraph, ...] = ()
    planned: tuple[Paragraph, ...] = ()


def narrative(report: HighlightReport | None, user: Someone) -> Narrative:
    """The paragraphs of ``report`` that ``user`` may read: private ones only for those who may. At most one query."""
    if report is None:
        return Narrative()
    rows = (
        ReportParagraph.objects.visible_to(user)
        .filter(report=report)
        .order_by("position")
        .values_list("part", "text", "is_private", "private_reason")
    )
    found = [Paragraph(part, text, why if private else "") for part, text, private, why in rows]
    return Narrative(
        progress=tuple(one for one in found if one.part == ReportPart.PROGRESS),
        planned=tuple(one for one in found if one.part == ReportPart.PLANNED),
    )
