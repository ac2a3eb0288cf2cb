"""What people type on the pages of distribution lists and of who was sent a paper."""

from django import forms

from reports.actions.deliveries import LONGEST_BOUNCE
from reports.models import DeliveryKind
from stp_portal.core.forms import PortalForm


def _what_they_get() -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=DeliveryKind.choices,
        initial=DeliveryKind.LINK,
        widget=forms.RadioSelect,
        label="What they get",
        help_text="A paper for a private session always goes as a link, and so does a file of more than 10 MB.",
        error_messages={"required": "Select what they get"},
    )


class ListForm(PortalForm):
    """A new list."""

    name = forms.CharField(
        max_length=200,
        label="Name of the list",
        help_text="Such as Governing Body members",
        error_messages={"required": "Enter the name of the list"},
    )


class RenameForm(ListForm):
    """Another name for a list."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReadersForm(PortalForm):
    """Readers for a list, one to a line."""

    text = forms.CharField(
        label="Readers, one to a line",
        help_text="A name and an address, such as Ann Chair &lt;ann.chair@example.org&gt;. Paste as many as you like.",
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter at least one reader"},
    )
    kind = _what_they_get()


class ReaderForm(PortalForm):
    """What one reader is called, and what they get."""

    name = forms.CharField(max_length=200, label="Name", error_messages={"required": "Enter the name"})
    kind = _what_they_get()


class AddressForm(PortalForm):
    """Another address for somebody whom a paper did not reach."""

    address = forms.CharField(
        max_length=254,
        label="New address",
        help_text="The paper goes there at once. On the list, it takes the place of the old one.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the new address"},
    )


class BounceForm(PortalForm):
    """That a mail came back, and what it said."""

    words = forms.CharField(
        max_length=LONGEST_BOUNCE,
        label="What the mail that came back said",
        help_text="Such as “550 mailbox not found” or “mailbox is full”",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Copy what the mail that came back said"},
    )
