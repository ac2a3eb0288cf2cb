"""A made-up paper that shows how a cover sheet or a house style prints, before there is a paper."""

from typing import Any

from django.utils.safestring import SafeString

from reports.compilation import document_html
from reports.composition import compose
from reports.inputs import house_style_of
from reports.models import AnswerStatus, CoverField, CoverFieldKind, CoverTemplate, HouseStyle
from reports.reading_page import article

DAY = "2026-01-21"
PERIOD = {
    "slug": "2025-12",
    "label": "December 2025",
    "first_day": "2025-12-01",
    "last_day": "2025-12-31",
    "data_cut_off": "2025-12-31",
}
INTRODUCTION = (
    "This is a sample: it tells of nothing real.\n\n"
    "A paragraph with **words in bold**, a [link](https://www.england.nhs.uk/) and a list:\n\n- one\n- another"
)


def sheet_sample(sheet: CoverTemplate) -> SafeString:
    """A paper with nothing but this cover sheet, every field filled in, as a page prints it. One query."""
    fields = [_answered(field) for field in sheet.fields.order_by("position")]
    return _page(sheet.footprint.name, fields, [], statement=sheet.statement, cover_heading=sheet.heading)


def style_sample(style: HouseStyle) -> SafeString:
    """A short paper in this house style, as a page prints it."""
    kinds = (
        CoverFieldKind.MEETING,
        CoverFieldKind.AUTHOR,
        CoverFieldKind.SPONSOR,
        CoverFieldKind.RECOMMENDATION,
    )
    fields = [_answered(CoverField(key=kind.value, label=kind.label, kind=kind)) for kind in kinds]
    sections = [
        _section("Introduction", INTRODUCTION),
        _section("Progress", "What was done, in a paragraph."),
    ]
    return _page(style.footprint.name, fields, sections, house_style=house_style_of(style))


def _page(place: str, cover: list[dict[str, Any]], sections: list[dict[str, Any]], **more: Any) -> SafeString:
    paper = {
        "renderer": "sample",
        "type": "Sample",
        "organisation": place,
        "title": "Title of the paper",
        "edition": 1,
        "state": "approved",
        "session": "public",
        "is_private": False,
        "meeting": {"body": "Governing Body", "date": DAY},
        "author": {"name": "A Writer", "post": "Assurance Lead"},
        "sponsor": {"name": "B Sponsor", "post": "Chief Officer"},
        "item_reference": "Item 7",
        "purposes": ["noting"],
        "authored_on": DAY,
        "recommendation": {"verb": "note", "text": "The Governing Body is asked to **note** the report."},
        "cover": cover,
        "declaration": {"person": {"name": "A Writer", "post": ""}, "initials": "AW", "on": DAY},
        "sections": sections,
    } | more
    return article(document_html(compose(_record(place), paper), styles=" ").encode())


def _record(place: str) -> dict[str, Any]:
    """A snapshot of nothing."""
    parts = (
        "schemes",
        "initiatives",
        "asks",
        "milestones",
        "risks",
        "matrices",
        "abbreviations",
        "bodies",
        "meetings",
    )
    footprint = {"slug": "sample", "name": place, "is_made_up": False}
    return {"footprint": footprint, "period": PERIOD} | {part: [] for part in parts}


def _section(title: str, text: str) -> dict[str, Any]:
    return {"key": "text", "title": title, "text": text, "options": {}, "is_private": False}


def _answered(field: CoverField) -> dict[str, Any]:
    """A field with an answer such as somebody could give."""
    is_grid = field.kind == CoverFieldKind.ASSURANCE
    return {
        "key": field.key,
        "label": field.label,
        "prompt": "",
        "kind": field.kind,
        "choices": field.choices,
        "is_required": field.is_required,
        "status": AnswerStatus.ANSWERED.value,
        "text": "What the author answers." if field.kind == CoverFieldKind.TEXT else "",
        "items": _items(field),
        "considered": True if is_grid else None,
        "action_required": False if is_grid else None,
    }


def _items(field: CoverField) -> list[str]:
    if field.kind == CoverFieldKind.LIST:
        return ["The first item", "The second item"]
    return list(field.choices[:1]) if field.kind == CoverFieldKind.TICKS else []
