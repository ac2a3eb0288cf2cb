"""The links between the registers, on top of each of their pages."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()

# The registers in the order of the field's RAID letters, then what is drawn from them.
REGISTERS = (
    ("risks", "Risks", "risks:register"),
    ("heat-map", "Heat map", "reports:heat-map"),
    ("issues", "Issues", "risks:issues"),
    ("escalations", "Escalations", "risks:escalations"),
    ("actions", "Actions", "risks:actions"),
    ("dependencies", "Dependencies", "risks:dependencies"),
    ("asks", "Asks and decisions", "risks:asks"),
    ("reviews", "Reviews", "risks:reviews"),
    ("quality", "Quality", "risks:quality"),
)


@register.inclusion_tag("risks/_registers.html", takes_context=True)
def registers(context: template.RequestContext, here: str) -> dict[str, Any]:
    """The registers of the footprint of the page; ``here`` is the one it belongs to."""
    slug = context["footprint"].slug
    return {
        "links": [
            {"label": label, "url": reverse(name, args=[slug]), "is_here": key == here}
            for key, label, name in REGISTERS
        ]
    }
