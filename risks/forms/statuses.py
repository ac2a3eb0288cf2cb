"""The status that a list is narrowed to, where it shows what is open unless asked for more."""

from risks.queries.actions import ANY
from stp_portal.core.forms import FilterForm

ANY_STATUS = (ANY, "Any status")


def chosen_status(form: FilterForm, usual: str) -> str:
    """What the address asks for: ``usual`` where it names no status, empty for any."""
    status = form.chosen("status") or usual
    return "" if status == ANY else status
