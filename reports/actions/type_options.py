"""Whether the options of a section can be read by its kind, and name rows that the footprint has."""

from typing import Any

from portfolios.models import Body, Footprint, Initiative
from reports.sections import section_for
from reports.sections.options import OptionField, OptionKind
from risks.models import Review


def wrong_options(footprint: Footprint, key: str, options: dict[str, Any]) -> dict[str, str]:
    """What is wrong with the options of a section ``key``, by their names. A query for each that names a row."""
    known = section_for(key).known_options
    wrong = {}
    for name, value in options.items():
        if name not in known:
            wrong[name] = "This kind of section has no such option. Take it out."
        elif fault := known[name].fault(value) or _missing(footprint, known[name], value):
            wrong[name] = fault
    return wrong


def options_that_fit(footprint: Footprint, key: str, options: dict[str, Any]) -> dict[str, Any]:
    """The options that hold in ``footprint``, of those that another one's type gives a section."""
    wrong = wrong_options(footprint, key, options)
    return {name: value for name, value in options.items() if name not in wrong}


def _missing(footprint: Footprint, field: OptionField, value: str) -> str:
    rows = {
        OptionKind.INITIATIVE: Initiative.objects.filter(footprint=footprint, slug=value),
        OptionKind.BODY: Body.objects.filter(footprint=footprint, key=value),
        OptionKind.REVIEW: Review.objects.filter(footprint=footprint, key=value),
    }.get(field.kind)
    return "" if rows is None or rows.exists() else f"This footprint has no “{value}”. Choose another."
