"""Giving a rating, and taking the PMO's back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.actions.open_periods import require_open
from portfolios.models import (
    RETURNED,
    HighlightReport,
    Initiative,
    Rating,
    RatingDimension,
    RatingLevel,
    RatingScheme,
    RatingSource,
    ReportComment,
    ReportingPeriod,
    ReportStep,
)
from portfolios.models.ratings import RatingQuerySet
from stp_portal.accounts.models import User
from stp_portal.core import audit


def scheme_in_force(period: ReportingPeriod) -> RatingScheme | None:
    """The rating scheme that ``period`` is judged by: the latest that was in force on its last day (DOMAIN A9 Q3)."""
    schemes = RatingScheme.objects.filter(footprint_id=period.footprint_id, valid_from__lte=period.last_day)
    return schemes.exclude(valid_to__lt=period.last_day).order_by("valid_from").last()


def require_reason(level: RatingLevel, reason: str) -> None:
    """ValidationError under ``reason`` where ``level`` is worse than the best and says not why (DOMAIN A8 rule 3)."""
    if not level.is_best and not reason.strip():
        raise ValidationError(
            {"reason": f"Say why the rating is {level.label}: a rating worse than the best needs a reason."}
        )


@transaction.atomic
def give(
    *,
    initiative: Initiative,
    period: ReportingPeriod,
    level: RatingLevel,
    by: User,
    source: RatingSource = RatingSource.LEAD,
    dimension: RatingDimension = RatingDimension.OVERALL,
    reason: str = "",
    needs_reason: bool = True,
) -> Rating:
    """Record a judgement; the one that stood is kept and superseded. The same judgement again changes nothing.

    Raises ValidationError for a period that is not open, and under ``rating`` or ``reason`` for a level of another
    scheme, one worse than the best without its reason (DOMAIN A8 rule 3), and a PMO's that differs from the lead's
    without one. In a draft the reason may follow: ``needs_reason`` is False.
    """
    # Of two who rate the same at once the second waits, and supersedes what the first gave.
    Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    period = ReportingPeriod.objects.get(pk=period.pk)
    require_open(period)
    scheme = scheme_in_force(period)
    if scheme is None or level.scheme_id != scheme.pk:
        words = (
            ", ".join(scheme.levels.values_list("label", flat=True))
            if scheme
            else "none: set up a rating scheme"
        )
        raise ValidationError(
            {
                "rating": f"“{level.label}” is not a rating of the scheme of {period}. Its ratings are: {words}."
            }
        )
    if needs_reason:
        require_reason(level, reason)
    judged = Rating.objects.current().filter(initiative=initiative, period=period, dimension=dimension)
    if source == RatingSource.PMO:
        _require_reason_to_differ(judged.filter(source=RatingSource.LEAD), level, reason)
    standing = judged.select_for_update(of=("self",)).filter(source=source).select_related("level").first()
    if standing:
        if standing.level_id == level.pk and standing.reason == reason:
            return standing
        standing.superseded_at = timezone.now()
        standing.save(update_fields=["superseded_at"])
    rating = Rating.objects.create(
        footprint_id=initiative.footprint_id,
        initiative=initiative,
        period=period,
        dimension=dimension,
        source=source,
        level=level,
        reason=reason,
        recorded_by=by,
    )
    audit.record(
        "rating.given",
        on=rating,
        by=by,
        before={"rating": standing.level.label, "reason": standing.reason} if standing else None,
        after={"rating": level.label, "reason": reason, "source": source, "dimension": dimension},
        reason=reason,
    )
    return rating


def _require_reason_to_differ(of_lead: RatingQuerySet, level: RatingLevel, reason: str) -> None:
    lead = of_lead.select_related("level").first()
    if lead and lead.level_id != level.pk and not reason.strip():
        raise ValidationError(
            {"reason": f"Say why the PMO’s rating is {level.label} where the lead’s is {lead.level.label}."}
        )


@transaction.atomic
def give_for_pmo(
    *,
    initiative: Initiative,
    period: ReportingPeriod,
    level: RatingLevel,
    reason: str,
    standing: int | None,
    by: User,
) -> Rating:
    """Record the PMO's rating beside the lead's, in place of the one of key ``standing`` that ``by`` was looking at.

    Raises ValidationError as ``give`` does, and where the PMO's rating is another one meanwhile; sent twice, it is
    given once. Whoever was about to assure the report or sign it off looks at it again.
    """
    reason = reason.strip()
    report, now = _locked_rating(initiative, period)
    is_another = not (now and now.level_id == level.pk and now.reason == reason)
    if is_another:
        _require_standing(now, standing)
    rating = give(
        initiative=initiative,
        period=period,
        level=level,
        reason=reason,
        source=RatingSource.PMO,
        by=by,
    )
    if is_another:
        _look_again(report)
    return rating


@transaction.atomic
def withdraw(
    *, initiative: Initiative, period: ReportingPeriod, reason: str, standing: int | None, by: User
) -> Rating | None:
    """Take the PMO's rating back, so that the lead's counts again; None where there is none to take back.

    The rating is kept and superseded by nothing; the reason stands in the report's way and the audit trail. Raises
    ValidationError without a reason, for a period that is not open, and where the PMO's rating is another one
    meanwhile.
    """
    report, rating = _locked_rating(initiative, period)
    _require_standing(rating, standing)
    require_open(ReportingPeriod.objects.get(pk=period.pk))
    if not reason.strip():
        raise ValidationError({"reason": "Say why the PMO’s rating is withdrawn."})
    if rating is None:
        return None
    rating.superseded_at = timezone.now()
    rating.save(update_fields=["superseded_at"])
    if report:
        text = f"The PMO’s rating, {rating.level.label}, is withdrawn. {reason.strip()}"
        ReportComment.objects.create(
            footprint_id=report.footprint_id, report=report, step=ReportStep.COMMENT, text=text, by=by
        )
    _look_again(report)
    audit.record(
        "rating.withdrawn",
        on=rating,
        by=by,
        before={"rating": rating.level.label, "reason": rating.reason, "source": rating.source},
        reason=reason.strip(),
    )
    return rating


def _locked_rating(
    initiative: Initiative, period: ReportingPeriod
) -> tuple[HighlightReport | None, Rating | None]:
    """The report and the PMO's overall rating that stand; nobody else moves or rates them until this is over."""
    # The report before the initiative, as whoever saves a report takes them.
    own = HighlightReport.objects.select_for_update(of=("self",)).filter(initiative=initiative, period=period)
    report = own.first()
    Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk)
    rating = (
        Rating.objects.current()
        .overall()
        .filter(initiative=initiative, period=period, source=RatingSource.PMO)
        .select_related("level", "recorded_by")
        .first()
    )
    return report, rating


def _look_again(report: HighlightReport | None) -> None:
    """Refuse the steps of those who saw the rating as it was before: they approve what the report now says.

    A report that is with its authors keeps its version: the PMO's rating is no text of theirs.
    """
    if report and report.state in RETURNED:
        report.version += 1
        report.save(update_fields=["version"])


def _require_standing(now: Rating | None, standing: int | None) -> None:
    """ValidationError unless the PMO's rating ``now`` is the one of key ``standing``."""
    if (now.pk if now else None) != standing:
        what = f"{now.recorded_by} gave {now.level.label}" if now else "it was withdrawn"
        raise ValidationError(
            f"Somebody else changed the PMO’s rating meanwhile: {what}. It now stands on this page: look at it, "
            "then send yours again if it still holds."
        )
