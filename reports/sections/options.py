"""What a paper type may tell a section, as data: the loader checks by it, and the browser's form is made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from portfolios.models import InitiativeKind

if TYPE_CHECKING:
    from reports.sections.register import Head


class OptionKind(StrEnum):
    """The kind of value an option takes. In the frozen input: words, a number, true or false, or a list of words."""

    TEXT = "text"
    LINES = "lines"  # a list of texts, in order
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"  # a list of several
    COLUMNS = "columns"  # a list, in order, of keys or of a key with its head: {score: Priority}
    KINDS = "kinds"  # a list of kinds of initiative
    INITIATIVE = "initiative"  # the slug of one
    BODY = "body"  # the key of one
    REVIEW = "review"  # the key of one


LISTS = (OptionKind.LINES, OptionKind.CHOICES, OptionKind.COLUMNS, OptionKind.KINDS)


@dataclass(frozen=True)
class OptionField:
    """One option: its name in the data, what the form calls it, and what leaving it out means (``hint``).

    ``choices`` are values with their words, of a choice, of several and of columns; those of kinds of initiative are
    known, those of initiatives, bodies and reviews are the footprint's. ``least`` and ``most`` bound a number.
    """

    name: str
    label: str
    kind: OptionKind
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int = 100

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """What may be chosen, with its words; nothing where any words, or a row of the footprint, are taken."""
        return tuple(InitiativeKind.choices) if self.kind == OptionKind.KINDS else self.choices

    @property
    def values(self) -> list[str]:
        """The same without the words."""
        return [value for value, _ in self.words]

    def fault(self, value: Any) -> str:
        """What is wrong with a value, with the cure; blank for one that the section can read."""
        if self.kind == OptionKind.YES_NO:
            return "" if isinstance(value, bool) else "Say true or false."
        if self.kind == OptionKind.NUMBER:
            whole = isinstance(value, int) and not isinstance(value, bool)
            in_bounds = whole and self.least <= value <= self.most
            return "" if in_bounds else f"Give a whole number from {self.least} to {self.most}."
        if self.kind in LISTS:
            return self._fault_of_list(value)
        if not isinstance(value, str) or not value.strip():
            return "Give words."
        return self._unknown([value])

    def _fault_of_list(self, value: Any) -> str:
        if not isinstance(value, list) or not value:
            return "Give a list with at least one entry, or leave it out."
        if self.kind == OptionKind.COLUMNS:
            value = [next(iter(entry)) if _is_headed(entry) else entry for entry in value]
        if not all(isinstance(entry, str) and entry.strip() for entry in value):
            return "Give a list of words."
        if len(set(value)) < len(value):
            return "Give each entry once."
        return self._unknown(value)

    def _unknown(self, given: Iterable[str]) -> str:
        known = self.values
        wrong = [entry for entry in given if known and entry not in known]
        return f"“{wrong[0]}” is not known here. Use {', '.join(known)}." if wrong else ""


def columns(heads: Iterable["Head"]) -> tuple[tuple[str, str], ...]:
    """The columns of a register as choices."""
    return tuple((head.key, head.label) for head in heads)


def _is_headed(entry: Any) -> bool:
    """A key with words of the type's own for its head."""
    return isinstance(entry, dict) and len(entry) == 1 and all(isinstance(one, str) for one in entry.values())


APPENDIX = OptionField(
    "appendix",
    "Print it as an appendix",
    OptionKind.YES_NO,
    "An appendix stands behind the sign-off, on a page of its own, and is numbered apart.",
)
