"""Dates of a paper's frozen input, as papers print them."""

from datetime import date


def short(iso: str | None) -> str:
    """“20/09/2017”; blank for no date."""
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else ""


def long(iso: str | None) -> str:
    """“20 September 2017”; blank for no date."""
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
