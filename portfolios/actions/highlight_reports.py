"""Writing a highlight report."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.actions import ratings
from portfolios.models import (
    HighlightReport,
    Initiative,
    Rating,
    RatingLevel,
    RatingSource,
    ReportingPeriod,
    ReportingRhythm,
    ReportParagraph,
    ReportPart,
    ReportState,
)
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.text import paragraphs

EDITABLE = frozenset({ReportState.EXPECTED, ReportState.DRAFT})


@dataclass(frozen=True)
class ReportContent:
    """What a person writes in a highlight report. The narratives are Markdown; a blank line starts a paragraph."""

    level: RatingLevel | None
    reason: str = ""
    route_to_green: str = ""
    progress: str = ""
    private_progress: str = ""
    private_reason: str = ""
    planned: str = ""

    def tidied(self) -> "ReportContent":
        """The same as it is kept: paragraphs one blank line apart, and no reason for private text that is not there."""
        private = joined(self.private_progress)
        return replace(
            self,
            reason=self.reason.strip(),
            route_to_green=self.route_to_green.strip(),
            progress=joined(self.progress),
            private_progress=private,
            private_reason=self.private_reason.strip() if private else "",
            planned=joined(self.planned),
        )

    def as_record(self) -> dict[str, str]:
        """For the audit trail. Private text stays out of it: auditors see that it changed, not what it says."""
        return {
            "rating": self.level.label if self.level else "",
            "reason": self.reason,
            "route_to_green": self.route_to_green,
            "progress": self.progress,
            "private_progress": f"{len(self.private_progress)} characters",
            "planned": self.planned,
        }


def joined(text: str) -> str:
    """A narrative as its paragraphs are kept, one blank line between two."""
    return "\n\n".join(paragraphs(text))


def content_of(
    report: HighlightReport | None, *, initiative: Initiative, period: ReportingPeriod
) -> ReportContent:
    """What stands now, in the form's shape. Two queries."""
    rating = (
        Rating.objects.current()
        .overall()
        .filter(initiative=initiative, period=period, source=RatingSource.LEAD)
        .select_related("level")
        .first()
    )
    rows = list(report.paragraphs.order_by("part", "position")) if report else []

    def written(part: ReportPart, *, private: bool) -> str:
        return "\n\n".join(row.text for row in rows if row.part == part and row.is_private == private)

    return ReportContent(
        level=rating.level if rating else None,
        reason=rating.reason if rating else "",
        route_to_green=report.route_to_green if report else "",
        progress=written(ReportPart.PROGRESS, private=False),
        private_progress=written(ReportPart.PROGRESS, private=True),
        private_reason=next(
            (row.private_reason for row in rows if row.is_private and row.part == ReportPart.PROGRESS), ""
        ),
        planned=written(ReportPart.PLANNED, private=False),
    )


@transaction.atomic
def save(
    *, initiative: Initiative, period: ReportingPeriod, version: int, content: ReportContent, by: User
) -> HighlightReport:
    """Save a draft and its rating, making the report if there is none. What is refused leaves no row behind.

    The same content again changes nothing, so a form posted twice is saved once. Raises Conflict if somebody else saved
    since ``version`` was read (1 for a report that was not there), and ValidationError by field: an initiative that
    does not report, a period that is not open, a report that is on its way, a rating or private text without its
    reason.
    """
    content = content.tidied()
    if initiative.reporting == ReportingRhythm.NEVER:
        raise ValidationError(
            f"{initiative} does not report on its own. Write in the report of what it is part of."
        )
    made, _ = HighlightReport.objects.get_or_create(
        initiative=initiative, period=period, defaults={"footprint_id": initiative.footprint_id}
    )
    report = HighlightReport.objects.select_for_update().get(pk=made.pk)
    period = ReportingPeriod.objects.get(pk=period.pk)
    before = content_of(report, initiative=initiative, period=period)
    if report.edited_at and before == content:
        return report
    check_version(report, version)
    if not period.is_open:
        raise ValidationError(
            f"{period} is {period.get_state_display().lower()}: its reports can no longer be changed."
        )
    if report.state not in EDITABLE:
        raise ValidationError(
            f"This report is marked “{report.get_state_display()}”. Ask the PMO to return it to you."
        )
    if content.level is None:
        raise ValidationError({"rating": "Select a rating."})
    if content.private_progress and not content.private_reason:
        raise ValidationError({"private_reason": "Say why this is private, or which exemption applies."})
    ratings.give(initiative=initiative, period=period, level=content.level, reason=content.reason, by=by)
    report.route_to_green = content.route_to_green
    report.state = ReportState.DRAFT
    report.edited_at, report.edited_by = timezone.now(), by
    report.version += 1
    report.save()
    _write_paragraphs(report, content)
    audit.record("report.saved", on=report, by=by, before=before.as_record(), after=content.as_record())
    return report


def _write_paragraphs(report: HighlightReport, content: ReportContent) -> None:
    """Replace the narrative: paragraphs are what papers number, so each is a row.

    Private paragraphs of what is planned are none of the form's: they stay, behind the public ones.
    """
    kept = list(report.paragraphs.filter(part=ReportPart.PLANNED, is_private=True).order_by("position"))
    report.paragraphs.all().delete()
    rows: list[ReportParagraph] = []

    def add(part: ReportPart, text: str, **marks: Any) -> None:
        for paragraph in paragraphs(text):
            position = sum(1 for row in rows if row.part == part) + 1
            rows.append(
                ReportParagraph(
                    footprint_id=report.footprint_id,
                    report=report,
                    part=part,
                    position=position,
                    text=paragraph,
                    **marks,
                )
            )

    add(ReportPart.PROGRESS, content.progress)
    add(ReportPart.PROGRESS, content.private_progress, is_private=True, private_reason=content.private_reason)
    add(ReportPart.PLANNED, content.planned)
    for paragraph in kept:
        add(ReportPart.PLANNED, paragraph.text, is_private=True, private_reason=paragraph.private_reason)
    ReportParagraph.objects.bulk_create(rows)
