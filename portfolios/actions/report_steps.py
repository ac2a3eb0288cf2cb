"""The steps of a report's way: submitted, taken back, returned, assured, signed off, remarked on (DESIGN 5)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portfolios.access import (
    Decision,
    may_assure,
    may_comment,
    may_recall,
    may_return,
    may_sign_off,
    may_write,
    signers,
)
from portfolios.actions import notices
from portfolios.actions.open_periods import require_open
from portfolios.actions.submission import submission_errors
from portfolios.models import HighlightReport, NoticeKind, ReportComment, ReportState, ReportStep
from portfolios.queries.holders import Holders, holders_of
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version

__all__ = ["assure", "comment", "recall", "send_back", "sign_off", "submission_errors", "submit"]

WITH_AUTHORS = frozenset({ReportState.EXPECTED, ReportState.DRAFT})


@dataclass(frozen=True)
class Step:
    """One step: from which states it may be taken, the state it leads to (None: it stays), and who may take it."""

    step: ReportStep
    before: frozenset[ReportState]
    after: ReportState | None
    may: Callable[[User, HighlightReport, Holders | None], Decision]


SUBMIT = Step(ReportStep.SUBMITTED, WITH_AUTHORS, ReportState.SUBMITTED, may_write)
RECALL = Step(ReportStep.RECALLED, frozenset({ReportState.SUBMITTED}), ReportState.DRAFT, may_recall)
RETURN = Step(
    ReportStep.RETURNED,
    # Signed off too: a period is opened again to put right what was signed off (docs/adr/0014).
    frozenset({ReportState.SUBMITTED, ReportState.ASSURED, ReportState.SIGNED_OFF}),
    ReportState.DRAFT,
    may_return,
)
ASSURE = Step(ReportStep.ASSURED, frozenset({ReportState.SUBMITTED}), ReportState.ASSURED, may_assure)
SIGN_OFF = Step(ReportStep.SIGNED_OFF, frozenset({ReportState.ASSURED}), ReportState.SIGNED_OFF, may_sign_off)
COMMENT = Step(ReportStep.COMMENT, frozenset(ReportState), None, may_comment)


@transaction.atomic
def submit(*, report: HighlightReport, version: int, by: User, comment: str = "") -> HighlightReport:
    """Hand the report in to the PMO. Raises ValidationError by field of the form with everything that is missing.

    Like every step: raises PermissionDenied, in words, for somebody whose step it is not; Conflict where somebody saved
    or moved the report since ``version`` was read; ValidationError in a period that is not open or a state from which
    the step does not lead. The report is locked meanwhile, so of two who press at once one is told.
    """
    report = _begin(SUBMIT, report, version, by)
    if missing := submission_errors(report):
        raise ValidationError(missing)
    report.submitted_at, report.submitted_by = timezone.now(), by
    return _finish(SUBMIT, report, comment, by)


@transaction.atomic
def recall(*, report: HighlightReport, version: int, by: User, comment: str = "") -> HighlightReport:
    """Take a submitted report back to change it, as long as it is not assured. Refuses as ``submit`` does."""
    report = _begin(RECALL, report, version, by)
    report.submitted_at = report.submitted_by = None
    return _finish(RECALL, report, comment, by)


@transaction.atomic
def send_back(*, report: HighlightReport, version: int, comment: str, by: User) -> HighlightReport:
    """Return a report to its authors, who are told; the comment says what to put right. It goes its whole way again.

    Refuses as ``submit`` does, and under ``comment`` where there is none.
    """
    report = _begin(RETURN, report, version, by)
    _require_comment(comment, "Say what should be put right: its authors read this.")
    author = report.submitted_by
    report.submitted_at = report.submitted_by = report.assured_at = report.assured_by = None
    report.signed_off_at = report.signed_off_by = None
    report.returned_at, report.returned_by = timezone.now(), by
    report = _finish(RETURN, report, comment, by)
    leads = holders_of([report.initiative_id]).leads(report.initiative_id)
    for user in dict.fromkeys([*([author] if author else []), *leads]):
        if user != by:
            _tell(
                report, user, NoticeKind.RETURNED, f"was returned to you by {by}, who says what to put right."
            )
    return report


@transaction.atomic
def assure(*, report: HighlightReport, version: int, by: User, comment: str = "") -> HighlightReport:
    """Assure a submitted report for the PMO; those who can sign it off are told. Refuses as ``submit`` does."""
    report = _begin(ASSURE, report, version, by)
    report.assured_at, report.assured_by = timezone.now(), by
    report = _finish(ASSURE, report, comment, by)
    for user in signers(report, holders_of([report.initiative_id])):
        _tell(report, user, NoticeKind.TO_SIGN_OFF, "is assured by the PMO and waits for your sign-off.")
    return report


@transaction.atomic
def sign_off(*, report: HighlightReport, version: int, by: User, comment: str = "") -> HighlightReport:
    """Sign an assured report off, with which it is done. Refuses as ``submit`` does."""
    report = _begin(SIGN_OFF, report, version, by)
    report.signed_off_at, report.signed_off_by = timezone.now(), by
    return _finish(SIGN_OFF, report, comment, by)


@transaction.atomic
def comment(*, report: HighlightReport, version: int, comment: str, by: User) -> HighlightReport:
    """Remark on a report without moving it; sent twice, it stands there once.

    Refuses as ``submit`` does, and under ``comment`` where there is none.
    """
    report = _begin(COMMENT, report, version, by)
    _require_comment(comment, "Write your comment.")
    last = ReportComment.objects.filter(report=report).order_by("at", "pk").last()
    if last and (last.step, last.text, last.by_id) == (ReportStep.COMMENT, comment.strip(), by.pk):
        return report
    return _finish(COMMENT, report, comment, by)


def _begin(step: Step, report: HighlightReport, version: int, by: User) -> HighlightReport:
    """The report under a lock, once it is sure that ``by`` may take this step with it now."""
    # Only its own row: a period or an account is locked by nobody who takes a step.
    report = HighlightReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    decision = step.may(by, report, None)
    if not decision.allowed:
        raise PermissionDenied(decision.why)
    check_version(report, version)
    require_open(report.period)
    if report.state not in step.before:
        raise ValidationError(
            f"This report is marked “{report.get_state_display()}”: it cannot be marked “{step.step.label}” now."
        )
    return report


def _finish(step: Step, report: HighlightReport, text: str, by: User) -> HighlightReport:
    before = report.state
    report.state = step.after or report.state
    if step != COMMENT or before not in WITH_AUTHORS:
        # A remark changes nothing of what its authors are writing, so their next save goes through.
        report.version += 1
    report.save()
    ReportComment.objects.create(
        footprint_id=report.footprint_id, report=report, step=step.step, text=text.strip(), by=by
    )
    audit.record(
        f"report.{step.step.value}",
        on=report,
        by=by,
        before={"state": before},
        after={"state": report.state},
        reason=text.strip(),
    )
    return report


def _require_comment(text: str, words: str) -> None:
    if not text.strip():
        raise ValidationError({"comment": words})


def _tell(report: HighlightReport, user: User, kind: NoticeKind, what: str) -> None:
    place = report.footprint
    notices.tell(
        user=user,
        footprint=place,
        kind=kind,
        key=f"{kind.value}:{report.pk}:{report.version}:{user.pk}",
        text=f"The report of {report.initiative} for {report.period} {what}",
        path=reverse("reports:report", args=[place.slug, report.initiative.slug, report.period.slug]),
        period=report.period,
        initiative=report.initiative,
    )
