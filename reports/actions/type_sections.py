"""The sections of a type of paper, in order: added, changed, moved and taken out."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from reports.actions.free_keys import free_key
from reports.actions.ordering import Direction, swap_with_neighbour
from reports.actions.paper_types import locked
from reports.actions.type_options import wrong_options
from reports.models import PaperType, PaperTypeSection
from reports.sections import section_for
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version

TEXT = section_for("text").key


@transaction.atomic
def add(
    *, paper_type: PaperType, kind: str, title: str, options: dict[str, Any], by: User
) -> PaperTypeSection:
    """Put a section of a shipped kind at the end. Several of one kind each have a key of their own, as texts always do.

    Raises ValidationError by field: an unknown kind, one that a paper has once and that is there, a missing title, an
    option (``option_<name>``) that the kind cannot read.
    """
    row = locked(paper_type)
    section = section_for(kind)
    keys = list(row.sections.values_list("key", flat=True))
    if section.key != kind:
        raise ValidationError({"kind": "Choose a kind of section from the list."})
    if not section.may_repeat and kind in {section_for(key).key for key in keys}:
        raise ValidationError(
            {"kind": f"The type has “{section.name}” already: a second would print the same."}
        )
    key = _key(kind, title, keys)
    last = row.sections.aggregate(last=Max("position"))["last"] or 0
    made = PaperTypeSection(footprint_id=row.footprint_id, paper_type=row, position=last + 1, key=key)
    _put(made, title, options)
    made.save()
    _raise_version(row)
    audit.record("paper_type.section_added", on=row, by=by, after=as_record(made))
    return made


@transaction.atomic
def save(
    *, section: PaperTypeSection, version: int, title: str, options: dict[str, Any], by: User
) -> PaperTypeSection:
    """Change the title and the options of a section; ``version`` is that of its type.

    Raises Conflict, with the type, if somebody else changed that since, and ValidationError by field.
    """
    row = locked(section.paper_type)
    made = row.sections.get(pk=section.pk)
    before = as_record(made)
    _put(made, title, options)
    after = as_record(made)
    if after == before:
        return made
    check_version(row, version)
    made.save()
    _raise_version(row)
    audit.record("paper_type.section_saved", on=row, by=by, before=before, after=after)
    return made


@transaction.atomic
def move(*, section: PaperTypeSection, position: int, direction: Direction, by: User) -> None:
    """Let a section and its neighbour above (“up”) or below change places; at the end of the list nothing happens.

    ``position`` is where its mover saw it: a form posted twice moves it once.
    """
    row = locked(section.paper_type)
    if swap_with_neighbour(row.sections.all(), section.pk, position, direction):
        _raise_version(row)
        order = list(row.sections.order_by("position").values_list("title", flat=True))
        audit.record("paper_type.section_moved", on=row, by=by, after={"sections": order})


@transaction.atomic
def remove(*, section: PaperTypeSection, by: User) -> None:
    """Take a section out of the type. Papers begun before keep it. Done before by somebody else, nothing happens."""
    row = locked(section.paper_type)
    made = row.sections.filter(pk=section.pk).first()
    if made is None:
        return
    before = as_record(made)
    made.delete()
    _raise_version(row)
    audit.record("paper_type.section_removed", on=row, by=by, before=before)


def as_record(section: PaperTypeSection) -> dict[str, Any]:
    """A section in words, for the audit trail."""
    return {"kind": section.key, "title": section.title, "options": section.options}


def _key(kind: str, title: str, taken: Sequence[str]) -> str:
    """“risk_log”, then “risk_log-of-the-board”. A title that would make it another kind's key is left out of it."""
    if kind != TEXT and kind not in taken:
        return kind
    key = free_key(f"{kind}-{title}", taken, kind)
    return key if section_for(key).key == kind else free_key(f"{kind}-2", taken, kind)


def _put(section: PaperTypeSection, title: str, options: dict[str, Any]) -> None:
    section.title, section.options = " ".join(title.split()), options
    if wrong := wrong_options(section.footprint, section.key, options):
        raise ValidationError({f"option_{name}": fault for name, fault in wrong.items()})
    section.full_clean()


def _raise_version(row: PaperType) -> None:
    row.version += 1
    row.save(update_fields=["version"])
