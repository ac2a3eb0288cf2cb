"""What a risk says and is, as people type it: checked by field, and told to the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from django.core.exceptions import ValidationError

from portfolios.models import Initiative
from risks.models import Proximity, Risk, RiskCategory, RiskResponse
from stp_portal.core import audit

LONGEST_TITLE, LONGEST_REASON = 300, 200
WORDS = ("title", "cause", "event", "effect", "description", "private_reason")
CHOICES = {"proximity": Proximity, "response": RiskResponse}


@dataclass(frozen=True, kw_only=True)
class RiskContent:
    """The fields of a risk that its keepers write. It is private where ``private_reason`` says why."""

    title: str
    event: str
    cause: str = ""
    effect: str = ""
    description: str = ""
    initiative: Initiative | None
    category: RiskCategory | None = None
    proximity: str = ""
    response: str = ""
    private_reason: str = ""

    @classmethod
    def of(cls, risk: Risk) -> "RiskContent":
        """What ``risk`` says now."""
        return cls(**{field.name: getattr(risk, field.name) for field in fields(cls)})

    def stripped(self) -> "RiskContent":
        """The same, its words without the spaces around them."""
        return replace(self, **{name: getattr(self, name).strip() for name in WORDS})

    def write_to(self, risk: Risk) -> None:
        """Put all of it into the row, which is not saved."""
        for field in fields(self):
            setattr(risk, field.name, getattr(self, field.name))
        risk.is_private = bool(self.private_reason)

    def differing(self, other: "RiskContent") -> list[str]:
        """The names of the fields that ``other`` has otherwise."""
        return [
            field.name for field in fields(self) if getattr(self, field.name) != getattr(other, field.name)
        ]

    def as_told(self, risk: Risk, names: list[str] | None = None) -> dict[str, str]:
        """The fields called ``names``, or all that are filled in, for the trail of ``risk``; its words only of a
        public one.
        """
        told: dict[str, str] = {}
        for name in names if names is not None else [field.name for field in fields(self)]:
            value = getattr(self, name)
            words = _in_words(name, value)
            if words or names is not None:
                told[name] = audit.told(risk, words) if name in WORDS else words
        return told


def check_content(content: RiskContent, footprint_id: int, *, needs_event: bool = True) -> None:
    """ValidationError by field for what is missing, too long, or of another footprint; ``content`` is stripped."""
    wrong: dict[str, str] = {}
    if not content.title:
        wrong["title"] = "Give the risk a title of a few words."
    elif len(content.title) > LONGEST_TITLE:
        wrong["title"] = f"Shorten the title of the risk to {LONGEST_TITLE} characters or fewer."
    if not content.event and (needs_event or content.cause or content.effect):
        wrong["event"] = "Say what may happen."
    if len(content.private_reason) > LONGEST_REASON:
        wrong["private_reason"] = f"Shorten the reason to {LONGEST_REASON} characters or fewer."
    wrong |= _strange(content, footprint_id)
    if wrong:
        raise ValidationError(wrong)


def _strange(content: RiskContent, footprint_id: int) -> Mapping[str, str]:
    """What no form offers."""
    wrong: dict[str, str] = {}
    for name, choices in CHOICES.items():
        if (value := getattr(content, name)) and value not in choices.values:
            wrong[name] = f"“{value}” is not in the list: choose another {name}."
    for name in ("initiative", "category"):
        row: Any = getattr(content, name)
        if row is not None and row.footprint_id != footprint_id:
            wrong[name] = f"“{row}” is not of this footprint: choose another {name}."
    return wrong


def _in_words(name: str, value: Any) -> str:
    """A value as people read it; empty for none."""
    if name in CHOICES:
        return str(CHOICES[name](value).label) if value else ""
    return str(value) if value is not None else ""
