"""The fields of a cover sheet, in printed order. Those of a sheet that a paper uses are never changed."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from reports.actions.cover_sheets import locked, require_unused
from reports.actions.free_keys import free_key
from reports.actions.ordering import Direction, swap_with_neighbour
from reports.cover_boxes import BOXED, fault_of_choices
from reports.models import ANSWERED_KINDS, CoverField, CoverFieldKind, CoverTemplate
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version


@transaction.atomic
def add(
    *,
    sheet: CoverTemplate,
    label: str,
    kind: str,
    prompt: str,
    choices: Sequence[str],
    is_required: bool,
    by: User,
) -> CoverField:
    """Put a field at the end of a sheet. ValidationError by field, and for a sheet that a paper uses."""
    row = _to_change(sheet)
    last = row.fields.aggregate(last=Max("position"))["last"] or 0
    field = CoverField(footprint_id=row.footprint_id, template=row, position=last + 1)
    field.key = free_key(label, row.fields.values_list("key", flat=True), "field")
    _put(field, label, kind, prompt, choices, is_required)
    field.save()
    _raise_version(row)
    audit.record("cover_sheet.field_added", on=row, by=by, after=as_record(field))
    return field


@transaction.atomic
def save(
    *,
    field: CoverField,
    version: int,
    label: str,
    kind: str,
    prompt: str,
    choices: Sequence[str],
    is_required: bool,
    by: User,
) -> CoverField:
    """Change a field; ``version`` is that of its sheet.

    Raises Conflict, with the sheet, if somebody else changed that since, and ValidationError as ``add``.
    """
    row = _to_change(field.template)
    field = row.fields.get(pk=field.pk)
    before = as_record(field)
    _put(field, label, kind, prompt, choices, is_required)
    after = as_record(field)
    if after == before:
        return field
    check_version(row, version)
    field.save()
    _raise_version(row)
    audit.record("cover_sheet.field_saved", on=row, by=by, before=before, after=after)
    return field


@transaction.atomic
def move(*, field: CoverField, position: int, direction: Direction, by: User) -> None:
    """Let a field and its neighbour change places, from where its mover saw it. ValidationError for a used sheet."""
    row = _to_change(field.template)
    if swap_with_neighbour(row.fields.all(), field.pk, position, direction):
        _raise_version(row)
        order = list(row.fields.order_by("position").values_list("label", flat=True))
        audit.record("cover_sheet.field_moved", on=row, by=by, after={"fields": order})


@transaction.atomic
def remove(*, field: CoverField, by: User) -> None:
    """Take a field off a sheet. ValidationError for a sheet that a paper uses."""
    row = _to_change(field.template)
    gone = row.fields.filter(pk=field.pk).first()
    if gone is None:
        return
    before = as_record(gone)
    gone.delete()
    _raise_version(row)
    audit.record("cover_sheet.field_removed", on=row, by=by, before=before)


def as_record(field: CoverField) -> dict[str, Any]:
    """A field in words, for the audit trail."""
    return {
        "label": field.label,
        "kind": field.get_kind_display(),
        "prompt": field.prompt,
        "choices": field.choices,
        "required": field.is_required,
    }


def _to_change(sheet: CoverTemplate) -> CoverTemplate:
    row = locked(sheet)
    require_unused(row)
    return row


def _put(
    field: CoverField, label: str, kind: str, prompt: str, choices: Sequence[str], is_required: bool
) -> None:
    field.label, field.kind, field.prompt = " ".join(label.split()), kind, prompt.strip()
    field.choices = [" ".join(choice.split()) for choice in choices] if kind in BOXED else []
    field.is_required = is_required
    wrong = {}
    others = field.template.fields.filter(kind=kind).exclude(pk=field.pk)
    if kind not in ANSWERED_KINDS and (other := others.first()):
        wrong["kind"] = (
            f"“{other.label}” prints the same already. Choose another kind, or take that field off."
        )
    if kind == CoverFieldKind.TICKS and len(field.choices) < 2:
        wrong["choices"] = "Name at least two boxes, each on a line of its own."
    if len(set(field.choices)) < len(field.choices):
        wrong["choices"] = "Name each box once."
    elif "choices" not in wrong and (fault := fault_of_choices(kind, field.choices)):
        wrong["choices"] = fault
    if wrong:
        raise ValidationError(wrong)
    field.full_clean()


def _raise_version(row: CoverTemplate) -> None:
    row.version += 1
    row.save(update_fields=["version"])
