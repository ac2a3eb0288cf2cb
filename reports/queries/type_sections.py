"""The sections of a type in words, and the kinds that can be added to it."""

from dataclasses import dataclass
from typing import Any

from reports.models import PaperType, PaperTypeSection
from reports.sections import SECTIONS, Section, section_for
from reports.sections.options import OptionField, OptionKind
from stp_portal.core.lists import listed

WRITERS = {
    "author": "Written by the author of the paper",
    "record": "Drawn from the record",
    "both": "Drawn from the record, with words of the author",
}


@dataclass(frozen=True)
class SectionLine:
    """A section of a type with its kind, and its options in words: label and value."""

    section: PaperTypeSection
    kind: Section
    options: list[tuple[str, str]]

    @property
    def writer(self) -> str:
        return WRITERS[self.kind.writes]


@dataclass(frozen=True)
class KindLine:
    """A kind of section that ships. ``refusal`` says why a type cannot have it now; blank where it can."""

    kind: Section
    refusal: str

    @property
    def writer(self) -> str:
        return WRITERS[self.kind.writes]


def lines_of(paper_type: PaperType) -> list[SectionLine]:
    """The sections of a type in order. One query."""
    return [
        SectionLine(section, kind := section_for(section.key), _in_words(kind, section.options))
        for section in paper_type.sections.order_by("position")
    ]


def kinds_for(paper_type: PaperType) -> list[KindLine]:
    """Every kind of section that ships, by name, text first. One query."""
    there = {section_for(key).key for key in paper_type.sections.values_list("key", flat=True)}
    text = section_for("text")
    kinds = [text, *sorted(SECTIONS.values(), key=lambda kind: kind.name.casefold())]
    return [
        KindLine(kind, "" if kind.may_repeat or kind.key not in there else "This type has it already.")
        for kind in kinds
    ]


def _in_words(kind: Section, options: dict[str, Any]) -> list[tuple[str, str]]:
    known = kind.known_options
    return [
        (known[name].label, _value(known[name], value)) for name, value in options.items() if name in known
    ]


def _value(option: OptionField, value: Any) -> str:
    if option.kind == OptionKind.YES_NO:
        return "Yes" if value else "No"
    words = dict(option.words)
    if isinstance(value, list):
        return listed([_column(entry, words) for entry in value])
    return words.get(str(value), str(value))


def _column(entry: Any, words: dict[str, str]) -> str:
    """A column under the head it has; any other entry of a list as it is called."""
    if isinstance(entry, dict):
        return str(next(iter(entry.values())))
    return words.get(str(entry), str(entry))
