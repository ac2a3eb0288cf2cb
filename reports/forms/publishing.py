"""What people write when they move a paper on, and when they let a finding stand."""

from typing import Any

from stp_portal.core.forms import NarrativeField, PortalForm


class ReasonForm(PortalForm):
    """A remark or a reason. Several stand on one page under the same field name: ``name`` tells their ids apart."""

    reason = NarrativeField(required=False, rows=3, max_length=2000)

    def __init__(
        self, *args: Any, name: str, label: str, hint: str = "", needs_reason: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_{name}_%s"
        field = self.fields["reason"]
        field.label, field.help_text = label, hint
        if needs_reason:
            # The action refuses an empty one; the label must not call it optional.
            self.conditional = frozenset({"reason"})
