"""Writing a highlight report."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.actions import ratings
from portfolios.actions.open_periods import require_open
from portfolios.models import (
    HighlightReport,
    Initiative,
    Outcome,
    PlannedOutcome,
    RatingDimension,
    ReportingPeriod,
    ReportingRhythm,
    ReportParagraph,
    ReportPart,
    ReportState,
)
from portfolios.report_content import LASTING_PARTS, ReportContent, content_of
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.fuzzy_dates import FuzzyDate, Precision
from stp_portal.core.refusals import Refusals
from stp_portal.core.text import paragraphs

# Words may be no date (“once the lease is signed”); numbers that are none are a slip, such as 31/02/2027.
NUMBERS = re.compile(r"[ /.-]*\d[\d /.-]*")

EDITABLE = frozenset({ReportState.EXPECTED, ReportState.DRAFT})


@transaction.atomic
def save(
    *, initiative: Initiative, period: ReportingPeriod, version: int, content: ReportContent, by: User
) -> HighlightReport:
    """Save a draft and its ratings, making the report if there is none. What is refused leaves no row behind.

    Half a report is saved too: what is still missing is asked for when it is submitted. The same content again changes
    nothing, so a form posted twice is saved once. Who saves a change is kept among the ``editors``, who do not approve
    it. Raises Conflict if somebody else saved since ``version`` was read (1
    for a report that was not there), and ValidationError by field of the form: an initiative that does not report, a
    period that is not open, a report that is on its way, a rating of another scheme, a reason for no rating, a date by
    which to be back on track that has passed, something dropped or private without its reason.
    """
    content = content.tidied()
    if initiative.reporting == ReportingRhythm.NEVER:
        raise ValidationError(
            f"{initiative} does not report on its own. Write in the report of what it is part of."
        )
    made, _ = HighlightReport.objects.get_or_create(
        initiative=initiative, period=period, defaults={"footprint_id": initiative.footprint_id}
    )
    report = HighlightReport.objects.select_for_update(of=("self",)).get(pk=made.pk)
    # Who locks the period does not see a report that was made just now, but the initiative: one waits for the other.
    Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    period = ReportingPeriod.objects.get(pk=period.pk)
    before = content_of(report, initiative=initiative, period=period)
    content = content.with_ratings_of(before)
    if report.edited_at and before == content:
        return report
    check_version(report, version)
    require_open(period)
    if report.state not in EDITABLE:
        raise ValidationError(
            f"This report is marked “{report.get_state_display()}”. Ask the PMO to return it to you."
        )
    refusals = Refusals()
    _give_ratings(initiative, period, content, by, refusals)
    with refusals.under():
        _check_route(content.route_by, before.route_by)
    with refusals.under():
        if content.private_progress and not content.private_reason:
            raise ValidationError({"private_reason": "Say why this is private, or which exemption applies."})
    with refusals.under():
        _check_outcomes(content)
    refusals.raise_any()
    report.route_to_green = content.route_to_green
    report.route_owner, report.route_by = content.route_owner, content.route_by
    report.still_true = [part for part in LASTING_PARTS if part in content.still_true]
    report.state = ReportState.DRAFT
    report.editors = sorted({*report.written_by, by.pk})
    report.edited_at, report.edited_by = timezone.now(), by
    report.version += 1
    report.save()
    _write_paragraphs(report, content)
    _write_outcomes(report, content)
    audit.record("report.saved", on=report, by=by, before=before.as_record(), after=content.as_record())
    return report


def _give_ratings(
    initiative: Initiative, period: ReportingPeriod, content: ReportContent, by: User, refusals: Refusals
) -> None:
    """Give the ratings that were chosen; a draft may lack their reasons, but a reason stands with a rating."""
    chosen = [(RatingDimension.OVERALL, content.level, content.reason)]
    chosen += [(RatingDimension(one.dimension), one.level, one.reason) for one in content.dimensions]
    for dimension, level, reason in chosen:
        suffix = "" if dimension == RatingDimension.OVERALL else f"_{dimension.value}"
        names = {"rating": f"rating{suffix}", "reason": f"reason{suffix}"}
        with refusals.under(names):
            if level:
                ratings.give(
                    initiative=initiative,
                    period=period,
                    level=level,
                    dimension=dimension,
                    reason=reason,
                    needs_reason=False,
                    by=by,
                )
            elif reason:
                raise ValidationError({"rating": "Select a rating: the reason is kept with it."})


def _check_route(by_when: FuzzyDate, before: FuzzyDate) -> None:
    """Refuse a new date by which things are to be put right that has passed, or is none; one that stood may pass."""
    if by_when == before:
        return
    if by_when.precision == Precision.UNKNOWN and NUMBERS.fullmatch(by_when.words):
        raise ValidationError(
            {"route_by": f"“{by_when}” cannot be read as a date. Write it such as 31/03/2027 or March 2027."}
        )
    if by_when.is_overdue(timezone.localdate()):
        raise ValidationError(
            {"route_by": f"{by_when} has passed: say by when it will be put right, from today on."}
        )


def _check_outcomes(content: ReportContent) -> None:
    unexplained = [one.text for one in content.outcomes if one.outcome == Outcome.DROPPED and not one.reason]
    if unexplained:
        raise ValidationError({"planned_outcomes": [f"Say why “{text}” is dropped." for text in unexplained]})


def _write_paragraphs(report: HighlightReport, content: ReportContent) -> None:
    """Replace the narrative: paragraphs are what papers number, so each is a row.

    Private paragraphs of what is planned are none of the form's: they stay, behind the public ones, and what was
    carried over privately joins them.
    """
    ticked_off = {one.text for one in content.outcomes if one.private_reason}
    private = report.paragraphs.filter(part=ReportPart.PLANNED, is_private=True).order_by("position")
    kept = [(row.text, row.private_reason) for row in private if row.text not in ticked_off]
    kept += [
        (one.text, one.private_reason)
        for one in content.outcomes
        if one.private_reason and one.outcome == Outcome.CARRIED
    ]
    report.paragraphs.all().delete()
    rows: list[ReportParagraph] = []

    def add(part: ReportPart, texts: list[str], **marks: Any) -> None:
        for text in texts:
            position = sum(1 for row in rows if row.part == part) + 1
            rows.append(
                ReportParagraph(
                    footprint_id=report.footprint_id,
                    report=report,
                    part=part,
                    position=position,
                    text=text,
                    **marks,
                )
            )

    add(ReportPart.PROGRESS, paragraphs(content.progress))
    private_progress = paragraphs(content.private_progress)
    add(ReportPart.PROGRESS, private_progress, is_private=True, private_reason=content.private_reason)
    add(ReportPart.PLANNED, paragraphs(content.planned))
    for text, reason in kept:
        add(ReportPart.PLANNED, [text], is_private=True, private_reason=reason)
    ReportParagraph.objects.bulk_create(rows)


def _write_outcomes(report: HighlightReport, content: ReportContent) -> None:
    """Replace what became of what was planned."""
    report.planned_outcomes.all().delete()
    PlannedOutcome.objects.bulk_create(
        PlannedOutcome(
            footprint_id=report.footprint_id,
            report=report,
            position=position,
            text=one.text,
            outcome=one.outcome,
            reason=one.reason,
            is_private=bool(one.private_reason),
            private_reason=one.private_reason,
        )
        for position, one in enumerate(content.outcomes, start=1)
    )
