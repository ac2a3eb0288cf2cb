"""What other registers call a risk: added and removed, and never unique (DOMAIN A9 Q11)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from risks.actions.risk_rows import locked, require_open_risk
from risks.models import Register, Risk, RiskReference
from risks.models.references import folded
from stp_portal.accounts.models import User
from stp_portal.core import audit

LONGEST, LONGEST_NAME = 40, 80


@dataclass(frozen=True)
class Reference:
    """One reference as it is typed: of which register, how that is called, and what it says."""

    register: str
    reference: str
    register_name: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.register or self.reference.strip() or self.register_name.strip())


@transaction.atomic
def add(*, risk: Risk, register: str, reference: str, by: User, register_name: str = "") -> RiskReference:
    """Note what another register calls ``risk``; other risks may be called the same.

    One that it has already, whatever the spaces and whether an O or a 0 was typed, is there once. Raises
    ValidationError by field for what is missing or too long, and for a risk that is not open.
    """
    risk = locked(risk)
    asked = check(Reference(register, reference, register_name))
    there = _there(risk, asked)
    if there:
        return there
    require_open_risk(risk)
    row = write(risk, asked)
    audit.record("risk.reference_added", on=risk, by=by, after={"reference": audit.told(risk, str(row))})
    return row


@transaction.atomic
def remove(*, reference: RiskReference, by: User) -> None:
    """Take a reference off its risk; the audit trail keeps it. Taken off twice, it is taken off once.

    Raises ValidationError for a risk that is not open.
    """
    risk = locked(reference.risk)
    row = RiskReference.objects.filter(pk=reference.pk, risk=risk).first()
    if row is None:
        return
    require_open_risk(risk)
    words = audit.told(risk, str(row))
    row.delete()
    audit.record("risk.reference_removed", on=risk, by=by, before={"reference": words})


def check(asked: Reference) -> Reference:
    """``asked`` without the spaces around its words. ValidationError by field for what is missing or too long."""
    reference, name = asked.reference.strip(), asked.register_name.strip()
    wrong: dict[str, str] = {}
    if asked.register not in Register.values:
        wrong["register"] = "Select the register."
    if not reference:
        wrong["reference"] = "Enter the reference, such as GBAF 4.1."
    elif len(reference) > LONGEST:
        wrong["reference"] = f"Shorten the reference to {LONGEST} characters or fewer."
    if len(name) > LONGEST_NAME:
        wrong["register_name"] = f"Shorten the name of the register to {LONGEST_NAME} characters or fewer."
    if wrong:
        raise ValidationError(wrong)
    return Reference(asked.register, reference, name)


def write(risk: Risk, asked: Reference) -> RiskReference:
    """The row of a checked reference; told in the audit trail by whoever adds it."""
    return RiskReference.objects.create(
        footprint_id=risk.footprint_id,
        risk=risk,
        register=asked.register,
        register_name=asked.register_name,
        reference=asked.reference,
    )


def distinct(asked: Sequence[Reference]) -> list[Reference]:
    """Checked references, each once by how searches compare them, in the order given."""
    once: dict[tuple[str, str, str], Reference] = {}
    for reference in asked:
        once.setdefault((reference.register, reference.register_name, folded(reference.reference)), reference)
    return list(once.values())


def _there(risk: Risk, asked: Reference) -> RiskReference | None:
    rows = RiskReference.objects.filter(risk=risk, register=asked.register, folded=folded(asked.reference))
    return rows.filter(register_name=asked.register_name).first()
