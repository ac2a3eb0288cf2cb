"""Controls of a risk: naming what holds it down, saying how well that works, and ending it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from risks.actions.risk_rows import locked, reason_of, require_open_risk
from risks.models import Assurance, AssuranceLevel, AssuranceLine, Control, Risk
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.templatetags.text_tags import nhs_date


@transaction.atomic
def add(*, risk: Risk, text: str, by: User, gap: str = "") -> Control:
    """Name something in place that holds ``risk`` down, after what stands there; ``gap`` is what it does not hold.

    Added again in the same words while it stands, it is there once. Raises ValidationError for a risk that is not open,
    and under ``text``.
    """
    risk = locked(risk)
    text, gap = text.strip(), gap.strip()
    same = Control.objects.standing().filter(risk=risk, text=text, gap=gap).first()
    if same and text:
        return same
    require_open_risk(risk)
    _check(text)
    control = Control.objects.create(
        footprint_id=risk.footprint_id, risk=risk, position=next_position(risk), text=text, gap=gap
    )
    audit.record("risk.control_added", on=risk, by=by, after=_told(control, risk))
    return control


@transaction.atomic
def edit(*, control: Control, version: int, text: str, gap: str, by: User) -> Control:
    """Say a control, or its gap, in other words; its place among the others and its assurance stay.

    Raises Conflict if somebody else changed it since ``version`` was read, and ValidationError for one that has ended
    or whose risk is not open, and under ``text``.
    """
    control, risk = _locked(control)
    text, gap = text.strip(), gap.strip()
    if (control.text, control.gap) == (text, gap):
        return control
    check_version(control, version)
    _require_standing(control, risk)
    _check(text)
    before = _told(control, risk)
    control.text, control.gap = text, gap
    control.version += 1
    control.save()
    audit.record("risk.control_changed", on=risk, by=by, before=before, after=_told(control, risk))
    return control


@transaction.atomic
def end(*, control: Control, version: int, reason: str, by: User, on: date | None = None) -> Control:
    """Say that a control is no longer in place from the day ``on`` (today), and why. It stays on record.

    Ended twice in the same words it has ended once. Raises Conflict if somebody else changed it since ``version`` was
    read, and ValidationError for one that has ended or whose risk is not open, and under ``reason``.
    """
    control, risk = _locked(control)
    if control.ended_on and control.ended_reason == reason.strip():
        return control
    check_version(control, version)
    _require_standing(control, risk)
    control.ended_reason = reason_of(reason, "Say why the control is no longer in place.")
    control.ended_on = on or timezone.localdate()
    control.version += 1
    control.save()
    audit.record(
        "risk.control_ended",
        on=risk,
        by=by,
        before=_told(control, risk),
        reason=audit.told(risk, control.ended_reason),
    )
    return control


@transaction.atomic
def assure(*, control: Control, line: str, level: str, text: str, on: date, by: User) -> Assurance:
    """Append evidence, as at the day ``on``, of how well a control works, with who gives it and how much it assures.

    Given twice in the same words it is there once. Raises ValidationError for a control that has ended or whose risk is
    not open, and by field: a line or level that is none, a text missing, a day to come.
    """
    control, risk = _locked(control)
    text = text.strip()
    same = Assurance.objects.filter(control=control, line=line, level=level, text=text, on=on).first()
    if same:
        return same
    _require_standing(control, risk)
    wrong: dict[str, str] = {}
    if line not in AssuranceLine.values:
        wrong["line"] = "Select who gives the assurance."
    if level not in AssuranceLevel.values:
        wrong["level"] = "Select how much it assures."
    if not text:
        wrong["text"] = "Say what was looked at, and what it showed."
    if on > timezone.localdate():
        wrong["on"] = f"{nhs_date(on)} is yet to come. Give the day that the evidence is of."
    if wrong:
        raise ValidationError(wrong)
    assurance = Assurance.objects.create(
        footprint_id=risk.footprint_id,
        control=control,
        line=line,
        level=level,
        text=text,
        on=on,
        recorded_by=by,
    )
    audit.record(
        "risk.control_assured",
        on=risk,
        by=by,
        after={
            "control": audit.told(risk, control.text),
            "level": assurance.get_level_display(),
            "line": assurance.get_line_display(),
            "as at": nhs_date(on),
        },
        reason=audit.told(risk, text),
    )
    return assurance


def _locked(control: Control) -> tuple[Control, Risk]:
    """The rows of a control and its risk as they are now, locked in the order that all take."""
    risk = locked(control.risk)
    return Control.objects.select_for_update(of=("self",), no_key=True).get(pk=control.pk), risk


def _require_standing(control: Control, risk: Risk) -> None:
    require_open_risk(risk)
    if control.ended_on:
        raise ValidationError(
            f"This control ended on {nhs_date(control.ended_on)}: {control.ended_reason} Add it anew if it is in "
            "place again."
        )


def _check(text: str) -> None:
    if not text:
        raise ValidationError({"text": "Say what is in place that holds the risk down."})


def next_position(risk: Risk) -> int:
    """After every control and action: papers print both in one column (reports, risk log)."""
    last = [
        rows.aggregate(last=Max("position"))["last"] or 0
        for rows in (risk.controls.all(), risk.actions.all())
    ]
    return max(last) + 1


def _told(control: Control, risk: Risk) -> dict[str, str]:
    told = {"control": audit.told(risk, control.text)}
    return told | ({"gap": audit.told(risk, control.gap)} if control.gap else {})
