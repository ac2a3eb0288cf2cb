"""A small made-up footprint, and the day on which it ends."""

from datetime import date

from portfolios.models import Footprint
from reports.synthesise import make_footprint

UNTIL = date(2026, 4, 1)
MONTHS = 6
SIZE = 20


def make(slug: str = "northmere", **changes) -> Footprint:
    options = {
        "slug": slug,
        "name": f"{slug.title()} (made up)",
        "months": MONTHS,
        "initiatives": SIZE,
        "until": UNTIL,
    }
    return make_footprint(**options | changes)
