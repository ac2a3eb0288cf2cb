"""Cover sheets and their editions."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from portfolios.models import Footprint
from reports.models import CoverTemplate
from stp_portal.accounts.models import User
from stp_portal.core.templatetags.text_tags import nhs_date


@dataclass(frozen=True)
class SheetLine:
    """An edition of a cover sheet, with how many fields, types and papers it has, and when it is in force."""

    sheet: CoverTemplate
    field_count: int
    type_count: int
    paper_count: int
    in_force: str


def sheet_lines(place: Footprint, user: User, today: date) -> list[SheetLine]:
    """Every edition, the newest of each sheet first. One query."""
    rows = (
        CoverTemplate.objects.visible_to(user)
        .filter(footprint=place)
        .annotate(
            field_count=Count("fields", distinct=True),
            type_count=Count("paper_types", distinct=True),
            paper_count=Count("papers", distinct=True),
        )
        .order_by("key", "-edition")
    )
    return [
        SheetLine(row, row.field_count, row.type_count, row.paper_count, in_force(row, today)) for row in rows
    ]


def editions_of(sheet: CoverTemplate) -> list[CoverTemplate]:
    """All editions of a sheet, the newest first. One query."""
    rows = CoverTemplate.objects.filter(footprint=sheet.footprint_id, key=sheet.key)
    return list(rows.order_by("-edition"))


def in_force(sheet: CoverTemplate, today: date) -> str:
    """“From 1 April 2026”, “Until 31 March 2026”: the days of an edition as seen from today."""
    if sheet.valid_to and sheet.valid_to < today:
        return f"Ended on {nhs_date(sheet.valid_to)}"
    start = "From" if sheet.valid_from > today else "Since"
    end = f" until {nhs_date(sheet.valid_to)}" if sheet.valid_to else ""
    return f"{start} {nhs_date(sheet.valid_from)}{end}"
