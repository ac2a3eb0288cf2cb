"""House styles: the look that an organisation gives its papers."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from portfolios.models import Scoped
from stp_portal.core.base import Timestamped, Versioned


class HouseStyle(Scoped, Versioned, Timestamped):
    """Logo, colour and footer of papers. A paper freezes the look it had when it was compiled.

    The logo is kept as it is printed: a small PNG without metadata, made of what was uploaded.
    """

    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    colour = models.CharField(
        "colour of headings and rules",
        max_length=7,
        default="#003087",
        validators=[
            RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write a colour as # and six digits, like #003087.")
        ],
    )
    footer = models.CharField("line at the foot of each page", max_length=200, blank=True)
    logo = models.BinaryField(null=True, blank=True)
    logo_sha256 = models.CharField(max_length=64, blank=True)
    logo_alt = models.CharField("what the logo shows, in words", max_length=200, blank=True)
    logo_width = models.PositiveSmallIntegerField("width in pixels", null=True, blank=True)
    logo_height = models.PositiveSmallIntegerField("height in pixels", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["footprint", "key"], name="house_style_key_is_unique"),
            models.CheckConstraint(
                condition=Q(logo=None) | ~Q(logo_alt=""),
                name="house_style_logo_has_words",
                violation_error_message="Say in words what the logo shows, for those who cannot see it.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
