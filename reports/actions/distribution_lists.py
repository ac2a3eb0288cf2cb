"""Keeping the lists of those who are sent published papers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from portfolios.models import Footprint
from reports.actions.free_keys import free_key
from reports.models import DeliveryKind, DistributionList, Recipient
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version

# Readers in one paste; more than any board has.
MOST_READERS = 500
LONGEST_NAME = 200
# What stands between two readers in one line, as a mail program copies them; a comma within a name is none.
_BETWEEN = re.compile(r";|(?<=>)\s*,")
_NAMED = re.compile(r"([^<>]*)<([^<>]+)>")


@dataclass(frozen=True)
class Reader:
    """Somebody to be put on a list: the line they were written in, counted from 1, their name and address."""

    line: int
    name: str
    address: str


@transaction.atomic
def add(*, footprint: Footprint, name: str, by: User) -> DistributionList:
    """Make a list without readers. Raises ValidationError under ``name`` without one, and for a name there is."""
    footprint = Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    there = DistributionList.objects.filter(footprint=footprint)
    name = _free_name(name, there, "Add readers to that one.")
    key = free_key(name, there.values_list("key", flat=True), "list")
    group = DistributionList(footprint=footprint, key=key, name=name)
    group.full_clean()
    group.save()
    audit.record("distribution_list.added", on=group, by=by, after={"name": name})
    return group


@transaction.atomic
def rename(*, group: DistributionList, version: int, name: str, by: User) -> DistributionList:
    """Call a list something else. Its address stays, and mails that went out keep the name it had.

    Raises Conflict if somebody else renamed it since ``version`` was read, and ValidationError under ``name`` without
    one and for the name of another list.
    """
    Footprint.objects.select_for_update(no_key=True).get(pk=group.footprint_id)
    group = DistributionList.objects.select_for_update(of=("self",), no_key=True).get(pk=group.pk)
    others = DistributionList.objects.filter(footprint=group.footprint_id).exclude(pk=group.pk)
    before, name = group.name, _free_name(name, others, "Choose another name.")
    if name == before:
        return group
    check_version(group, version)
    group.name, group.version = name, group.version + 1
    group.full_clean()
    group.save()
    audit.record("distribution_list.renamed", on=group, by=by, before={"name": before}, after={"name": name})
    return group


@transaction.atomic
def add_readers(*, group: DistributionList, text: str, kind: str, by: User) -> list[Recipient]:
    """Put the readers that ``text`` names on the list, one to a line: “Ann Chair <ann@example.org>”.

    All or none: raises ValidationError under ``text`` with every line that is wrong, and how to put it right.
    """
    group = DistributionList.objects.select_for_update(of=("self",), no_key=True).get(pk=group.pk)
    readers = readers_of(text)
    there = set(group.recipients.filter(ended_at=None).values_list("address", flat=True))
    known = [
        f"Line {reader.line}: {reader.address} is on the list already. Take this line out."
        for reader in readers
        if reader.address in there
    ]
    if known:
        raise ValidationError({"text": known})
    rows = Recipient.objects.bulk_create(
        Recipient(
            footprint_id=group.footprint_id,
            distribution=group,
            name=reader.name,
            address=reader.address,
            kind=kind,
        )
        for reader in readers
    )
    after = {"readers": [reader.address for reader in readers], "kind": kind}
    audit.record("distribution_list.readers_added", on=group, by=by, after=after)
    return rows


@transaction.atomic
def change_reader(*, reader: Recipient, name: str, kind: str, by: User) -> Recipient:
    """Change what a reader is called and whether they get a link or the file. Raises ValidationError by field."""
    reader = Recipient.objects.select_for_update(of=("self",)).get(pk=reader.pk)
    before = {"name": reader.name, "kind": reader.kind}
    reader.name, reader.kind = name.strip(), DeliveryKind(kind)
    after = {"name": reader.name, "kind": reader.kind}
    if after != before:
        reader.full_clean()
        reader.save()
        audit.record("distribution_list.reader_changed", on=reader, by=by, before=before, after=after)
    return reader


@transaction.atomic
def take_off(*, reader: Recipient, by: User) -> None:
    """Take a reader off the list. The row stays, so that past sendings stay explained; twice is once."""
    reader = Recipient.objects.select_for_update(of=("self",)).get(pk=reader.pk)
    if reader.ended_at is None:
        reader.ended_at = timezone.now()
        reader.save(update_fields=["ended_at", "updated_at"])
        audit.record(
            "distribution_list.reader_taken_off", on=reader, by=by, before={"address": reader.address}
        )


def readers_of(text: str) -> Sequence[Reader]:
    """The readers in ``text``, by line. Addresses become small letters; without a name, the address is the name.

    One to a line, or several as copied from a mail: “Ann Chair <ann@example.org>; Board, Ben <ben@example.org>”.
    Raises ValidationError under ``text`` for whatever holds no address or one that stands before it, and for a text
    without readers: nobody is left out unseen.
    """
    lines = [
        (number, " ".join(piece.rstrip(", ").split()))
        for number, line in enumerate(text.splitlines(), start=1)
        for piece in _BETWEEN.split(line)
        if piece.strip(", ")
    ]
    if not lines:
        raise ValidationError(
            {"text": "Enter at least one reader, such as Ann Chair <ann.chair@example.org>."}
        )
    if len(lines) > MOST_READERS:
        raise ValidationError(
            {"text": f"Add at most {MOST_READERS} readers at a time: these are {len(lines)}."}
        )
    readers: dict[str, Reader] = {}
    wrong: list[str] = []
    for number, line in lines:
        named = _NAMED.fullmatch(line)
        address = (named[2] if named else line).strip().lower()
        name = (named[1].strip(' "') if named else "") or address
        if not _is_address(address):
            wrong.append(
                f"Line {number}: “{line[:60]}” is not a name and an address. Write it as Ann Chair "
                "<ann.chair@example.org>."
            )
        elif address in readers:
            wrong.append(
                f"Line {number}: {address} stands in line {readers[address].line} already. Take one of the two out."
            )
        elif len(name) > LONGEST_NAME:
            wrong.append(f"Line {number}: Shorten the name to {LONGEST_NAME} characters.")
        else:
            readers[address] = Reader(number, name, address)
    if wrong:
        raise ValidationError({"text": wrong})
    return list(readers.values())


def _free_name(typed: str, others: QuerySet[DistributionList], cure: str) -> str:
    """The name of a list as typed, but for spaces. Names that differ only in signs and capitals are one name."""
    name = " ".join(typed.split())
    if not slugify(name):
        raise ValidationError({"name": "Give the list a name, such as Governing Body."})
    if slugify(name) in map(slugify, others.values_list("name", flat=True)):
        raise ValidationError({"name": f"There is a list called “{name}” already. {cure}"})
    return name


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 254
