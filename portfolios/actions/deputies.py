"""Naming somebody to stand in for somebody else, and ending it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.actions import memberships
from portfolios.models import Deputy, Footprint, Person, has_permission
from portfolios.queries.holders import SIGNING, WRITING, accounts_with_any
from stp_portal.accounts.models import User
from stp_portal.accounts.roles import Permission
from stp_portal.core import audit
from stp_portal.core.templatetags.text_tags import nhs_date


@transaction.atomic
def give(
    *,
    footprint: Footprint,
    principal: Person,
    deputy: User,
    valid_from: date,
    valid_to: date,
    by: User,
    reason: str = "",
) -> Deputy:
    """Let the account ``deputy`` do in reports whatever ``principal`` may, from a day to a day, both included.

    Somebody who is nobody in the record yet is added to it. Raises ValidationError by field: days that have passed or
    are the wrong way round, a principal whose account neither writes nor signs off reports, a deputy who may not read
    private material, the same two on days that overlap.
    """
    # Two who name the same deputy at once: the second sees what the first wrote.
    principal = Person.objects.select_for_update(of=("self",), no_key=True).get(
        pk=principal.pk, footprint=footprint
    )
    if principal.user is None or not may_be_stood_in_for(principal.user, footprint):
        raise ValidationError(
            {
                "principal": f"{principal} has no account that writes or signs off reports, so there is nothing to "
                "stand in for. Give them a role first."
            }
        )
    if not has_permission(deputy, Permission.VIEW_PRIVATE, footprint):
        raise ValidationError(
            {
                "deputy": f"{deputy} may not read private material here, which reports hold. Give them another role "
                "first, or choose somebody else."
            }
        )
    row = Deputy(
        footprint=footprint,
        principal=principal,
        deputy=memberships.person_of(footprint=footprint, user=deputy, by=by),
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason.strip(),
        given_by=by,
    )
    _check_days(row)
    row.full_clean()
    row.save()
    audit.record(
        "deputy.given",
        on=row,
        by=by,
        after={"from": valid_from.isoformat(), "to": valid_to.isoformat()},
        reason=row.reason,
    )
    return row


@transaction.atomic
def end(*, deputy: Deputy, by: User) -> Deputy:
    """End it at once; ended twice, it is ended once. The row stays: the record of who stood in for whom until when."""
    deputy = Deputy.objects.select_for_update(of=("self",)).get(pk=deputy.pk)
    if deputy.ended_at is not None:
        return deputy
    deputy.ended_at, deputy.ended_by = timezone.now(), by
    deputy.save(update_fields=["ended_at", "ended_by"])
    audit.record("deputy.ended", on=deputy, by=by, before={"to": deputy.valid_to.isoformat()})
    return deputy


def may_be_stood_in_for(user: User, footprint: Footprint) -> bool:
    """Whether the account writes reports or signs them off, so that somebody may do so for it. One query."""
    return accounts_with_any(WRITING | SIGNING, footprint).filter(pk=user.pk).exists()


def _check_days(row: Deputy) -> None:
    if row.valid_to < row.valid_from:
        raise ValidationError({"valid_to": "The last day is before the first day."})
    if row.valid_to < timezone.localdate():
        raise ValidationError({"valid_to": "The last day has passed: give today or a later day."})
    other = (
        Deputy.objects.filter(
            principal=row.principal,
            deputy=row.deputy,
            ended_at=None,
            valid_from__lte=row.valid_to,
            valid_to__gte=row.valid_from,
        )
        .order_by("valid_from")
        .first()
    )
    if other:
        raise ValidationError(
            {
                "valid_from": f"{row.deputy} stands in for {row.principal} from {nhs_date(other.valid_from)} to "
                f"{nhs_date(other.valid_to)} already. Give days outside these, or end that one first."
            }
        )
