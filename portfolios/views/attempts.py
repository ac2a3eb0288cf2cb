"""Saving what a form of a versioned record holds: refused it comes back as typed, and after somebody else with both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from portfolios.views.conflicts import CLASH_HEAD, clash_rows
from stp_portal.core.base import Conflict
from stp_portal.core.forms import PortalForm


@dataclass(frozen=True)
class Attempt:
    """What became of a save: ``done`` is its result; ``clash`` is what differs from what somebody else saved first."""

    form: PortalForm
    done: Any = None
    clash: list[list[str]] | None = None

    @property
    def status(self) -> int:
        """Of the answer that shows the form."""
        return 409 if self.clash is not None else 422 if self.form.errors else 200

    @property
    def context(self) -> dict[str, Any]:
        """For ``portfolios/_clash.html`` and the form itself."""
        return {"form": self.form, "clash": self.clash, "clash_head": CLASH_HEAD}


def _nothing(row: Any) -> Mapping[str, Any]:
    """Of a form that shows nothing of the record."""
    return {}


def attempt(
    form: PortalForm, save: Callable[[], Any], saved: Callable[[Any], Mapping[str, Any]] = _nothing
) -> Attempt:
    """Call ``save`` where the form was sent and holds together.

    After a Conflict ``saved`` is asked, with the record as it is now, what is saved under the names of the form (left
    out where the form shows nothing of it), and the form goes on from the newer version.
    """
    if not (form.is_bound and form.is_valid()):
        return Attempt(form)
    try:
        return Attempt(form, done=save())
    except Conflict as conflict:
        # Actions compare a record that has what was typed already.
        conflict.instance.refresh_from_db()
        clash = clash_rows(form, saved(conflict.instance))
        form.start_from(conflict.instance.version)
        return Attempt(form, clash=clash)
    except ValidationError as refused:
        form.refuse(refused)
        return Attempt(form)
