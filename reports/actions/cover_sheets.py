"""Cover sheets: editions of the form that a body wants on the front of its papers."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from portfolios.actions.period_rules import require_in_bounds
from portfolios.models import Footprint
from reports.actions.free_keys import free_key
from reports.models import CoverField, CoverFieldKind, CoverTemplate
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.templatetags.text_tags import nhs_date

# What a new sheet begins with: all of it is printed from what the paper knows.
USUAL_FIELDS: tuple[dict[str, Any], ...] = (
    {"key": "paper-meeting", "label": "Date of the meeting", "kind": CoverFieldKind.MEETING},
    {"key": "paper-author", "label": "Author", "kind": CoverFieldKind.AUTHOR},
    {"key": "paper-sponsor", "label": "Sponsor", "kind": CoverFieldKind.SPONSOR},
    {"key": "paper-recommendation", "label": "Recommendation", "kind": CoverFieldKind.RECOMMENDATION},
    {"key": "data-age", "label": "Data as at", "kind": CoverFieldKind.DATA_AGE},
)


@transaction.atomic
def add(*, footprint: Footprint, name: str, by: User) -> CoverTemplate:
    """Make a cover sheet in force from today, with the fields that nobody has to answer.

    Raises ValidationError by field.
    """
    sheet = {"name": name, "fields": USUAL_FIELDS}
    return _made(footprint, sheet, valid_from=timezone.localdate(), by=by)


@transaction.atomic
def take_over(*, footprint: Footprint, sheet: dict[str, Any], by: User) -> CoverTemplate:
    """The footprint's own copy of a cover sheet that ships (``Pattern.cover_sheet``), in force from today.

    Where it has one of that short name, the newest edition of that.
    """
    footprint = Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    there = CoverTemplate.objects.filter(footprint=footprint, key=sheet["key"]).order_by("edition").last()
    return there or _made(footprint, sheet, valid_from=timezone.localdate(), by=by)


@transaction.atomic
def save(
    *,
    sheet: CoverTemplate,
    version: int,
    name: str,
    heading: str,
    statement: str,
    valid_from: date,
    valid_to: date | None,
    by: User,
) -> CoverTemplate:
    """Change a cover sheet, beside its fields. Of one that a paper uses, only the day it ends can be changed.

    Raises Conflict if somebody else changed it since ``version`` was read, and ValidationError by field.
    """
    row = locked(sheet)
    before = as_record(row)
    kept = (row.name, row.heading, row.statement, row.valid_from)
    row.name, row.heading, row.statement = (
        " ".join(name.split()),
        " ".join(heading.split()),
        statement.strip(),
    )
    row.valid_from, row.valid_to = valid_from, valid_to
    after = as_record(row)
    if after == before:
        return row
    check_version(row, version)
    if kept != (row.name, row.heading, row.statement, row.valid_from):
        require_unused(row)
    _check_days(row)
    row.full_clean()
    row.version += 1
    row.save()
    audit.record("cover_sheet.saved", on=row, by=by, before=before, after=after)
    return row


@transaction.atomic
def new_edition(*, sheet: CoverTemplate, valid_from: date, by: User) -> CoverTemplate:
    """Copy a cover sheet, with its fields, as the edition that is in force from a day; this one ends the day before.

    Papers begun with this one keep it. Raises ValidationError: for a sheet that has a newer edition, and for a day that
    is not after the first of this one.
    """
    row = locked(sheet)
    newest = CoverTemplate.objects.filter(footprint_id=row.footprint_id, key=row.key).latest("edition")
    if newest.pk != row.pk:
        raise ValidationError(
            f"Edition {newest.edition} was made of this sheet already: go on from that one."
        )
    if valid_from <= row.valid_from:
        day = nhs_date(row.valid_from)
        raise ValidationError(
            {"valid_from": f"This edition is in force from {day}: give the new one a later day."}
        )
    require_in_bounds(valid_from, "valid_from")
    copy = CoverTemplate(
        footprint_id=row.footprint_id,
        key=row.key,
        edition=row.edition + 1,
        name=row.name,
        heading=row.heading,
        statement=row.statement,
        valid_from=valid_from,
    )
    copy.full_clean()
    copy.save()
    fields = row.fields.order_by("position").values(
        "position", "key", "label", "prompt", "kind", "choices", "is_required"
    )
    CoverField.objects.bulk_create(
        CoverField(footprint_id=row.footprint_id, template=copy, **field) for field in fields
    )
    before = {"edition": row.edition, "valid_to": row.valid_to}
    if row.valid_to is None or row.valid_to >= valid_from:
        row.valid_to = valid_from - timedelta(days=1)
        row.version += 1
        row.save()
    audit.record(
        "cover_sheet.new_edition",
        on=copy,
        by=by,
        before=before,
        after=as_record(copy),
    )
    return copy


def locked(sheet: CoverTemplate) -> CoverTemplate:
    """The cover sheet under a lock."""
    return CoverTemplate.objects.select_for_update(no_key=True).get(pk=sheet.pk)


def require_unused(sheet: CoverTemplate) -> None:
    """ValidationError for a cover sheet that a paper uses."""
    if sheet.papers.exists():
        raise ValidationError(
            "Papers use this cover sheet, so it is never changed. Make a new edition of it and change that one."
        )


def as_record(row: CoverTemplate) -> dict[str, Any]:
    """A cover sheet in words, for the audit trail."""
    return {
        "name": row.name,
        "edition": row.edition,
        "heading": row.heading,
        "statement": row.statement,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }


def _made(footprint: Footprint, sheet: dict[str, Any], *, valid_from: date, by: User) -> CoverTemplate:
    """A first edition of what is described by the names of the example files (``required``, not ``is_required``)."""
    footprint = Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    keys = CoverTemplate.objects.filter(footprint=footprint).values_list("key", flat=True)
    name = " ".join(sheet["name"].split())
    row = CoverTemplate(
        footprint=footprint,
        key=sheet.get("key") or free_key(name, keys, "cover-sheet"),
        name=name,
        heading=sheet.get("heading", ""),
        statement=sheet.get("statement", ""),
        valid_from=valid_from,
    )
    row.full_clean()
    row.save()
    CoverField.objects.bulk_create(
        CoverField(
            footprint=footprint,
            template=row,
            position=position,
            key=field["key"],
            label=field["label"],
            prompt=field.get("prompt", ""),
            kind=field["kind"],
            choices=field.get("choices", []),
            is_required=field.get("required", True),
        )
        for position, field in enumerate(sheet["fields"], start=1)
    )
    audit.record("cover_sheet.added", on=row, by=by, after=as_record(row))
    return row


def _check_days(row: CoverTemplate) -> None:
    require_in_bounds(row.valid_from, "valid_from")
    if row.valid_to:
        require_in_bounds(row.valid_to, "valid_to")
        if row.valid_to < row.valid_from:
            day = nhs_date(row.valid_from)
            raise ValidationError({"valid_to": f"It begins on {day}: give a last day that is not before it."})
