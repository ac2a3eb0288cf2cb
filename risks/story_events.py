"""What one event of the audit trail says, in words people know."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from stp_portal.core.lists import listed
from stp_portal.core.models import AuditEvent
from stp_portal.core.templatetags.text_tags import nhs_date

# What ``audit.told`` leaves of words that were private.
_WITHHELD = re.compile(r"\d+ characters")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Told:
    """An event: ``kind`` is what it is about (“risk”), ``word`` what happened to it (“raised”)."""

    kind: str
    word: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    given_reason: str

    @classmethod
    def of(cls, event: AuditEvent) -> "Told":
        kind, _, word = event.event.partition(".")
        return cls(kind, word, event.before or {}, event.after or {}, event.reason)

    def was(self, *names: str) -> str:
        """The first of these that it had before, in words; empty for none, and for what was private."""
        return _first(self.before, names)

    def now(self, *names: str) -> str:
        """The first of these that it has since, in words; empty for none, and for what was private."""
        return _first(self.after, names)

    @property
    def reason(self) -> str:
        """Why, as typed; empty where nobody said, and for what was private."""
        return in_words(self.given_reason)

    @property
    def is_withheld(self) -> bool:
        """Whether something was said of it that the trail does not keep, because it was private."""
        values = [self.given_reason, *self.before.values(), *self.after.values()]
        flat = [part for value in values for part in (value if isinstance(value, list) else [value])]
        return any(isinstance(value, str) and _WITHHELD.fullmatch(value) for value in flat)


def in_words(value: Any) -> str:
    """A value of the trail as people read it: days in full, several in one phrase, nothing of what was private."""
    if isinstance(value, list):
        return listed(words for one in value if (words := in_words(one)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    words = " ".join(str(value).split()) if value is not None else ""
    if _WITHHELD.fullmatch(words):
        return ""
    return nhs_date(date.fromisoformat(words)) if _DAY.fullmatch(words) else words


def _first(values: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((words for name in names if (words := in_words(values.get(name)))), "")
