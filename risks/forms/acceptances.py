"""What people type to accept a risk as it is, and to end that."""

from stp_portal.core.forms import DatePartsField, NarrativeField, PortalForm

LONGEST_REASON = 2000


class AcceptForm(PortalForm):
    """Until when, and why."""

    until = DatePartsField(
        label="Accepted until",
        help_text="The last day, at most two years ahead. It runs out by itself",
        error_messages={"required": "Enter the last day"},
    )
    reason = NarrativeField(
        rows=4,
        max_length=LONGEST_REASON,
        label="Why it is carried as it is",
        help_text="What more could be done, and why it is not",
        error_messages={"required": "Say why the risk is carried as it is"},
    )


class EndAcceptanceForm(PortalForm):
    """Why it is not carried any more."""

    reason = NarrativeField(
        rows=4,
        max_length=LONGEST_REASON,
        label="Why it is no longer carried as it is",
        error_messages={"required": "Say why the risk is no longer carried as it is"},
    )
