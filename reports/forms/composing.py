"""What is typed beside the text of a section: an override, why it is private, comments, and what settles them."""

from typing import Any

from django import forms

from reports.models import PaperCommentKind
from stp_portal.core.forms import NarrativeField, PortalForm

# Longer than anybody says beside a section.
LONGEST_COMMENT = 4_000


class OverrideForm(PortalForm):
    """What stands in place of the record, and why. Its ids are its own: it stands beside the form of the section."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    override = NarrativeField(
        label="Text in place of the record",
        rows=10,
        help_text="A blank line starts a new paragraph, which gets a number of its own.",
    )
    override_reason = forms.CharField(
        max_length=500,
        label="Reason",
        help_text="Printed over the text, after “Written by hand in place of the record”",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "id_by_hand_%s"})


class PrivateForm(PortalForm):
    """Why a section is kept out of papers for public sessions."""

    private_reason = forms.CharField(
        max_length=200,
        label="Reason, or exemption under the Freedom of Information Act",
        help_text="Papers for public sessions are printed without it and leave no gap",
        error_messages={"required": "Say why this is private, or which exemption applies."},
    )


class CommentForm(PortalForm):
    """Something said of a section, or of a whole paper."""

    text = forms.CharField(
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="What do you have to say?",
        error_messages={"required": "Write what you have to say"},
    )
    kind = forms.ChoiceField(
        choices=[
            (PaperCommentKind.COMMENT, "A comment"),
            (PaperCommentKind.CHANGE, "A request for change: the paper is not approved before it is settled"),
        ],
        widget=forms.RadioSelect,
        label="This is",
        initial=PaperCommentKind.COMMENT,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"auto_id": "id_comment_%s"})


class SettleForm(PortalForm):
    """What was done about a comment."""

    conditional = frozenset({"answer"})

    answer = forms.CharField(
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Answer",
        help_text="What was changed, or why nothing is",
    )
