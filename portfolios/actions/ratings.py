"""Giving a rating."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.models import (
    Initiative,
    Rating,
    RatingDimension,
    RatingLevel,
    RatingScheme,
    RatingSource,
    ReportingPeriod,
)
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
) -> Rating:
    """Record a judgement; the one that stood is kept and superseded. The same judgement again changes nothing.

    Raises ValidationError under ``rating`` or ``reason``: a level of another scheme, or one worse than the best without
    its reason (DOMAIN A8 rule 3).
    """
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
    require_reason(level, reason)
    standing = (
        Rating.objects.select_for_update()
        .current()
        .filter(initiative=initiative, period=period, dimension=dimension, source=source)
        .select_related("level")
        .first()
    )
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
