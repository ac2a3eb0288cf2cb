"""House styles: the colour, footer line and logo that an organisation's papers have."""

import hashlib
import math
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction

from portfolios.models import Footprint
from reports.actions.free_keys import free_key
from reports.logos import printable_logo
from reports.models import HouseStyle
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.base import check_version
from stp_portal.core.contrast import LEAST, contrast

WHITE = "#ffffff"


@transaction.atomic
def add(*, footprint: Footprint, name: str, colour: str, footer: str, by: User) -> HouseStyle:
    """Make a house style without a logo. ValidationError by field."""
    footprint = Footprint.objects.select_for_update(no_key=True).get(pk=footprint.pk)
    row = HouseStyle(footprint=footprint)
    keys = HouseStyle.objects.filter(footprint=footprint).values_list("key", flat=True)
    row.key = free_key(name, keys, "house-style")
    _put(row, name, colour, footer)
    row.save()
    audit.record("house_style.added", on=row, by=by, after=as_record(row))
    return row


@transaction.atomic
def save(*, style: HouseStyle, version: int, name: str, colour: str, footer: str, by: User) -> HouseStyle:
    """Change a house style: papers have the new look when they are compiled again, published ones keep theirs.

    Raises Conflict if somebody else changed it since ``version`` was read, and ValidationError by field.
    """
    row = _locked(style)
    before = as_record(row)
    _put(row, name, colour, footer)
    if as_record(row) == before:
        return row
    check_version(row, version)
    return _saved(row, "house_style.saved", before, by)


@transaction.atomic
def put_logo(
    *, style: HouseStyle, version: int, upload: BinaryIO | None, size: int = 0, alt: str, by: User
) -> HouseStyle:
    """Print what was uploaded, a file of ``size`` bytes, as the logo; without one, change only its words.

    Raises Conflict, and ValidationError by field (``logo``, ``logo_alt``): what ``printable_logo`` refuses, and a logo
    without words for those who cannot see it.
    """
    row = _locked(style)
    before = as_record(row)
    row.logo_alt = " ".join(alt.split())
    if upload:
        try:
            logo = printable_logo(upload, size)
        except ValidationError as refused:
            raise ValidationError({"logo": refused.messages}) from refused
        row.logo, row.logo_width, row.logo_height = logo.png, logo.width, logo.height
        row.logo_sha256 = hashlib.sha256(logo.png).hexdigest()
    elif not row.logo:
        raise ValidationError({"logo": "Choose the file of the logo: a PNG or JPEG."})
    if not row.logo_alt:
        raise ValidationError({"logo_alt": "Say in words what the logo shows, for those who cannot see it."})
    row.full_clean()
    if as_record(row) == before:
        return row
    check_version(row, version)
    return _saved(row, "house_style.logo_put", before, by)


@transaction.atomic
def remove_logo(*, style: HouseStyle, by: User) -> HouseStyle:
    """Print no logo any more. Where there is none, nothing happens."""
    row = _locked(style)
    if not row.logo:
        return row
    before = as_record(row)
    row.logo = row.logo_width = row.logo_height = None
    row.logo_sha256 = row.logo_alt = ""
    return _saved(row, "house_style.logo_removed", before, by)


def as_record(row: HouseStyle) -> dict[str, Any]:
    """A house style in words, for the audit trail; of the logo its fingerprint."""
    return {
        "name": row.name,
        "colour": row.colour,
        "footer": row.footer,
        "logo": row.logo_sha256,
        "logo_alt": row.logo_alt,
    }


def _locked(style: HouseStyle) -> HouseStyle:
    return HouseStyle.objects.select_for_update(no_key=True).get(pk=style.pk)


def _saved(row: HouseStyle, event: str, before: dict[str, Any], by: User) -> HouseStyle:
    row.version += 1
    row.save()
    audit.record(event, on=row, by=by, before=before, after=as_record(row))
    return row


def _put(row: HouseStyle, name: str, colour: str, footer: str) -> None:
    row.name, row.footer = " ".join(name.split()), " ".join(footer.split())
    row.colour = colour.strip().lower()
    row.full_clean()
    ratio = contrast(row.colour, WHITE)
    if ratio < LEAST:
        # Rounded down: 4.49 is not enough, and must not read as if it were.
        measured = math.floor(ratio * 10) / 10
        raise ValidationError(
            {
                "colour": f"{row.colour} stands out from white by {measured} to 1, and words need {LEAST} to 1 "
                "to be read by most people. Choose a darker shade of it."
            }
        )
