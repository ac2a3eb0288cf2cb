"""Template filters for narrative text and for dates as the NHS writes them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from stp_portal.core import text

register = template.Library()

LONDON = ZoneInfo("Europe/London")


@register.filter
def markdown(value: str | None) -> SafeString:
    """Narrative Markdown as clean HTML."""
    return text.render(value or "")


@register.filter
def plain(value: str | None) -> str:
    """Narrative Markdown as words without marks, for titles, tables and exports."""
    return text.plain(value or "")


@register.filter
def nhs_date(value: date | datetime | None) -> str:
    """20 September 2017; empty for None. A time with a zone is taken to London first."""
    return format_date(_in_london(value), "j F Y") if value else ""


@register.filter
def nhs_datetime(value: datetime | None) -> str:
    """20 September 2017 at 14:05 (London time); empty for None."""
    return format_date(_in_london(value), "j F Y \\a\\t H:i") if value else ""


def _in_london(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return value.astimezone(LONDON)
    return value
