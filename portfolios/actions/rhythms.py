"""Changing how often initiatives report."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from portfolios.models import Footprint, Initiative, ReportingRhythm
from stp_portal.accounts.models import User
from stp_portal.core import audit


@dataclass(frozen=True)
class RhythmChange:
    """What somebody chose for one initiative, and what stood there when they did."""

    initiative_id: int
    was: str
    wanted: str


@transaction.atomic
def change(*, footprint: Footprint, changes: Iterable[RhythmChange], by: User) -> list[Initiative]:
    """Set how often these initiatives report, from the next period opened; gives those that changed.

    Only what somebody chose anew is written and recorded. All or nothing: raises ValidationError for a word that is no
    rhythm, and where somebody else chose otherwise meanwhile, naming the initiatives.
    """
    wanted = {one.initiative_id: one for one in changes if one.was != one.wanted}
    for one in wanted.values():
        if one.wanted not in ReportingRhythm.values:
            raise ValidationError(
                f"“{one.wanted[:40]}” is not one of: {', '.join(map(str, ReportingRhythm.labels))}."
            )
    rows = list(
        Initiative.objects.select_for_update(of=("self",), no_key=True)
        .filter(footprint=footprint, pk__in=wanted)
        .order_by("pk")
    )
    clashes = [row for row in rows if row.reporting not in (wanted[row.pk].was, wanted[row.pk].wanted)]
    if clashes:
        raise ValidationError(
            [
                f"{row}: somebody else has just chosen “{row.get_reporting_display()}”. Choose again."
                for row in clashes
            ]
        )
    changed = [row for row in rows if row.reporting != wanted[row.pk].wanted]
    for row in changed:
        row.reporting = wanted[row.pk].wanted
    Initiative.objects.bulk_update(changed, ["reporting"], batch_size=500)
    for row in changed:
        audit.record(
            "initiative.reporting_changed",
            on=row,
            by=by,
            before={"reporting": wanted[row.pk].was},
            after={"reporting": row.reporting},
        )
    return changed
