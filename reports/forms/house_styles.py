"""A house style, and its logo, as people type and choose them."""

from typing import Any

from django import forms

from reports.models import HouseStyle
from stp_portal.core.forms import PortalForm

# A line and a half at the foot of a page, beside its number.
LONGEST_FOOTER = 120


class StyleForm(PortalForm):
    """Name, colour and footer line."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=200, label="Name", help_text="Such as NHS Northmere")
    colour = forms.CharField(
        max_length=7,
        label="Colour of headings and rules",
        help_text="As # and six digits, such as #003087. It must stand out from white paper by 4.5 to 1.",
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10", "spellcheck": "false"}),
    )
    footer = forms.CharField(
        required=False,
        max_length=LONGEST_FOOTER,
        label="Line at the foot of each page",
        help_text="Such as the motto or the address of the organisation",
    )

    def __init__(self, data: Any, *, style: HouseStyle | None = None) -> None:
        super().__init__(data, initial=saved(style) if style else {"colour": "#003087"})


class LogoForm(PortalForm):
    """The file of a logo and what it shows."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    logo = forms.FileField(
        required=False,
        # Its size and content are judged by the action, which says what to do.
        allow_empty_file=True,
        label="Logo",
        help_text="PNG or JPEG of at most 2 MB. It is printed on white, at most 62 by 22 mm.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    logo_alt = forms.CharField(
        max_length=200,
        label="What the logo shows, in words",
        help_text="For those who cannot see it, such as NHS Northmere Clinical Commissioning Group",
    )
    conditional = frozenset({"logo"})

    def __init__(self, data: Any, files: Any, *, style: HouseStyle) -> None:
        super().__init__(data, files, initial={"version": style.version, "logo_alt": style.logo_alt})


def saved(style: HouseStyle) -> dict[str, Any]:
    """A house style under the names of its form."""
    return {name: getattr(style, name) for name in ("version", "name", "colour", "footer")}
