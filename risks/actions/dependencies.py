"""Dependencies: raised, confirmed by both ends, changed, met, withdrawn."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.models import Footprint, Initiative
from risks.actions.dependency_checks import (
    ENDS,
    End,
    kept_ends,
    require_ends,
    require_no_ring,
    wrong_days,
)
from risks.actions.dependency_notices import initiative_at, news_of, tell
from risks.models import Dependency, DependencyStatus, DependencyUpdate
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.fuzzy_dates import FuzzyDate


@transaction.atomic
def raise_dependency(
    *,
    footprint: Footprint,
    giver: Initiative | None,
    taker: Initiative | None,
    text: str,
    needed_by: FuzzyDate,
    by: User,
    promised: FuzzyDate | None = None,
    private_reason: str = "",
    form: UUID | None = None,
) -> Dependency:
    """Record that ``giver`` gives ``taker`` something by a date. The ends that ``by`` keeps are confirmed with it; the
    leads of the others are told that it waits for them.

    Raised again from the same ``form`` in the same words it is there once. Raises ValidationError by field: another
    dependency from a form that has raised one, an end missing, neither kept
    by ``by``, a date that is none or has passed, and a ring of dependencies, which it names.
    """
    # The lock keeps two from one number, and two halves of a ring from being made at once.
    place = Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    there = Dependency.objects.filter(raised_by_form=form).first() if form else None
    if there:
        said = (there.giver, there.taker, there.text, there.needed_by.words)
        if said != (giver, taker, text.strip(), needed_by.words):
            raise ValidationError(
                {
                    "text": f"This form has recorded dependency {there.number} already, with other words. "
                    "Open it again to record another."
                }
            )
        return there
    wrong: dict[str, str] = {}
    if giver is None:
        wrong["giver"] = "Select the initiative that gives it."
    if taker is None:
        wrong["taker"] = "Select the initiative that needs it."
    if not text.strip():
        wrong["text"] = "Say what is given, such as “the shared care record, live in all practices”."
    wrong |= wrong_days(needed_by, promised, new=True)
    if giver is None or taker is None or wrong:
        raise ValidationError(wrong)
    require_ends(giver, taker, by)
    require_no_ring(place, giver, taker)
    row = Dependency(
        footprint=place,
        number=Dependency.objects.next_number(place),
        giver=giver,
        taker=taker,
        text=text.strip(),
        needed_by=needed_by,
        promised=promised or FuzzyDate.parse(""),
        is_private=bool(private_reason.strip()),
        private_reason=private_reason.strip(),
        raised_by_form=form,
    )
    kept = kept_ends(row, by)
    for end in kept:
        _confirm(row, end, by)
    row.save()
    tell(row, [end for end in ENDS if end not in kept], "waits for you to confirm it", by)
    audit.record("dependency.raised", on=row, by=by, after=_words(row) | {"confirmed by": list(kept)})
    return row


@transaction.atomic
def confirm(*, dependency: Dependency, version: int, end: End, by: User) -> Dependency:
    """Agree to it for one end, as it reads in ``version``. Confirmed twice it is confirmed once.

    Raises Conflict if it reads otherwise by now, ValidationError unless ``by`` keeps that end and it is open.
    """
    row = _locked(dependency)
    if getattr(row, f"{end}_confirmed_at"):
        return row
    check_version(row, version)
    _require_open(row)
    if end not in kept_ends(row, by):
        raise ValidationError(f"Only those who keep {initiative_at(row, end)} confirm it for the {end}.")
    _confirm(row, end, by)
    row.version += 1
    row.save()
    other = _other(end)
    if not getattr(row, f"{other}_confirmed_at"):
        tell(row, [other], "waits for you to confirm it", by)
    audit.record(
        "dependency.confirmed", on=row, by=by, after={"for": str(initiative_at(row, end)), "as": end}
    )
    return row


@transaction.atomic
def change(
    *,
    dependency: Dependency,
    version: int,
    text: str,
    needed_by: FuzzyDate,
    promised: FuzzyDate,
    reason: str,
    on: date,
    by: User,
) -> Dependency:
    """Change what is given or when. Whoever changes it confirms their own end; the other end confirms anew and is told
    the same day, a slip with its days.

    The taker's date is the taker's to change, what is promised the giver's; the PMO changes both. Raises Conflict if
    somebody changed it since ``version`` was read, and ValidationError by field; a changed date needs its reason.
    """
    row = _locked(dependency)
    text, reason = text.strip(), reason.strip()
    # Words that came back untouched keep the year that was once assumed for them.
    needed_by = row.needed_by if needed_by.words == row.needed_by.words else needed_by
    promised = row.promised if promised.words == row.promised.words else promised
    before = (row.text, row.needed_by, row.promised)
    if before == (text, needed_by, promised):
        return row
    check_version(row, version)
    _require_open(row)
    kept = kept_ends(row, by)
    dates_moved = (needed_by, promised) != (row.needed_by, row.promised)
    wrong = wrong_days(needed_by, promised, new=needed_by != row.needed_by)
    if not text:
        wrong["text"] = "Say what is given."
    if needed_by != row.needed_by and "taker" not in kept:
        wrong["needed_by"] = (
            f"By when it is needed is for {row.taker} to say. Change what you promise instead."
        )
    if promised != row.promised and "giver" not in kept:
        wrong["promised"] = f"By when it comes is for {row.giver} to say. Change when you need it instead."
    if dates_moved and not reason:
        wrong["reason"] = "Say why the date changes."
    if wrong:
        raise ValidationError(wrong)
    update = DependencyUpdate.objects.create(
        footprint_id=row.footprint_id,
        dependency=row,
        on=on,
        reason=reason,
        needed_before=row.needed_by,
        needed_after=needed_by,
        promised_before=row.promised,
        promised_after=promised,
        recorded_by=by,
    )
    was = _words(row)
    row.text, row.needed_by, row.promised = text, needed_by, promised
    for end in ENDS:
        if end in kept:
            _confirm(row, end, by)
        else:
            setattr(row, f"{end}_confirmed_at", None)
            setattr(row, f"{end}_confirmed_by", None)
    row.version += 1
    row.save()
    tell(row, [end for end in ENDS if end not in kept] or ENDS, news_of(update), by)
    audit.record(
        "dependency.changed", on=row, by=by, before=was, after=_words(row), reason=audit.told(row, reason)
    )
    return row


@transaction.atomic
def meet(*, dependency: Dependency, version: int, on: date, by: User) -> Dependency:
    """Say that it was received on the day ``on``: for the taker to say. ValidationError, Conflict as for ``change``."""
    row = _locked(dependency)
    if row.status == DependencyStatus.MET and row.met_on == on:
        return row
    check_version(row, version)
    _require_open(row)
    if "taker" not in kept_ends(row, by):
        raise ValidationError(f"That it was received is for {row.taker} to say.")
    if on > timezone.localdate():
        raise ValidationError({"on": "It cannot have been received on a day to come."})
    row.status, row.met_on = DependencyStatus.MET, on
    _close(row, by)
    tell(row, ["giver"], "was received", by)
    audit.record("dependency.met", on=row, by=by, after={"received on": on.isoformat()})
    return row


@transaction.atomic
def withdraw(*, dependency: Dependency, version: int, reason: str, by: User) -> Dependency:
    """Take it back, by either end, with the reason. ValidationError, Conflict as for ``change``."""
    row = _locked(dependency)
    if row.status == DependencyStatus.WITHDRAWN:
        return row
    check_version(row, version)
    _require_open(row)
    kept = kept_ends(row, by)
    if not kept:
        raise ValidationError(f"It is withdrawn by {row.giver}, {row.taker} or the PMO.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is withdrawn."})
    row.status, row.closed_reason = DependencyStatus.WITHDRAWN, reason.strip()
    _close(row, by)
    tell(row, [end for end in ENDS if end not in kept] or ENDS, "was withdrawn", by)
    audit.record("dependency.withdrawn", on=row, by=by, reason=audit.told(row, row.closed_reason))
    return row


def _locked(dependency: Dependency) -> Dependency:
    rows = Dependency.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("giver", "taker", "footprint").get(pk=dependency.pk)


def _require_open(row: Dependency) -> None:
    if row.status != DependencyStatus.OPEN:
        raise ValidationError(f"{row} is {row.get_status_display().lower()}: it stays as it is.")


def _confirm(row: Dependency, end: End, by: User) -> None:
    setattr(row, f"{end}_confirmed_at", timezone.now())
    setattr(row, f"{end}_confirmed_by", by)


def _close(row: Dependency, by: User) -> None:
    row.closed_at, row.closed_by = timezone.now(), by
    row.version += 1
    row.save()


def _other(end: End) -> End:
    return "taker" if end == "giver" else "giver"


def _words(row: Dependency) -> dict[str, str]:
    return {
        "giver": str(row.giver),
        "taker": str(row.taker),
        "what": audit.told(row, row.text),
        "needed by": str(row.needed_by),
        "promised for": str(row.promised),
    }
