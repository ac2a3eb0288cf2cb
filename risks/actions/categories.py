"""Categories of risk: which there are, and how much of each the system is willing to carry."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from portfolios.models import Footprint
from risks.models import RiskBand, RiskCategory
from stp_portal.core import audit
from stp_portal.core.audit import Actor

# A page below categories/ that a category of the same key would hide (risks/urls/matrices.py).
RESERVED_KEYS = frozenset({"add"})


@transaction.atomic
def save(
    *,
    footprint: Footprint,
    category: RiskCategory | None,
    name: str,
    appetite: str,
    tolerated: RiskBand | None,
    note: str,
    is_retired: bool = False,
    seen: dict[str, Any] | None = None,
    by: Actor | str,
) -> RiskCategory:
    """Add a category (``category`` is None) or change one. A retired one stays on its risks and is no longer offered.

    ``seen`` is what stood there when it was opened (``as_record``). Raises ValidationError by field: a name missing or
    taken, a band of another footprint, and a category that somebody else changed meanwhile.
    """
    footprint = Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    if category is None:
        row = RiskCategory(footprint=footprint, key=_free_key(footprint, name))
        before = None
    else:
        # Who puts a risk in it takes this lock too (``risks.edit``): a new name would have them wait for each other.
        rows = RiskCategory.objects.select_for_update(of=("self",), no_key=True)
        row = rows.get(pk=category.pk, footprint=footprint)
        before = as_record(row)
        if seen is not None and seen != before:
            now = ", ".join(
                f"{key} {value or 'empty'}" for key, value in before.items() if seen.get(key) != value
            )
            raise ValidationError(
                f"Somebody else changed “{row}” while you were editing it: now {now}. Nothing of yours is saved; "
                "save again to put it in its place."
            )
    if tolerated and tolerated.footprint_id != footprint.pk:
        raise ValidationError({"tolerated": "This band is of another footprint. Choose one of your own."})
    row.name, row.appetite, row.tolerated = " ".join(name.split()), appetite, tolerated
    row.note, row.is_retired = note.strip(), is_retired
    row.full_clean()
    after = as_record(row)
    if after != before:
        row.save()
        audit.record("risk_category.saved", on=row, by=by, before=before, after=after)
    return row


def as_record(category: RiskCategory) -> dict[str, Any]:
    """A category in words: for the audit trail, and to tell whether it is still what somebody was shown."""
    return {
        "name": category.name,
        "appetite": category.get_appetite_display(),
        "worst band tolerated": f"{category.tolerated} ({category.tolerated.matrix})"
        if category.tolerated
        else "",
        "statement": category.note,
        "offered": "no" if category.is_retired else "yes",
    }


def _free_key(footprint: Footprint, name: str) -> str:
    """The name in addresses; of names that make one key, the later have a number."""
    wanted = slugify(name)[:70] or "category"
    taken = RESERVED_KEYS | set(
        RiskCategory.objects.filter(footprint=footprint).values_list("key", flat=True)
    )
    keys = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(key for key in keys if key not in taken)
