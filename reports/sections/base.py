"""What every section stands on."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from reports.checks.found import Found
from reports.dates import long
from reports.document import Content, Heading, Paragraph, Passage
from reports.figures import RiskFigures
from reports.sections.options import APPENDIX, OptionField
from reports.sections.written import written
from reports.sources import Source, Sources
from stp_portal.core import text as narrative


@dataclass(frozen=True)
class Setting:
    """What a section draws on: the snapshot (only its public part in a public paper), the paper's frozen input, the
    counted figures, and the words of the sections composed before it.

    A section says where each figure or status it prints comes from: ``setting.source(...)`` while it collects, and
    ``{% cite source %}...{% endcite %}`` (``paper_tags``) around it in its template. Those of the usual records are in
    ``sections.cited``.
    """

    snapshot: dict[str, Any]
    paper: dict[str, Any]
    figures: RiskFigures
    passages: tuple[Passage, ...] = ()
    sources: Sources = field(default_factory=Sources)

    def source(self, what: str, record: str, address: str, *, as_at: str = "") -> Source:
        """The source of ``what``: a record by name and number, its page in the portal, and the day in words.

        ``as_at`` left out is the day up to which the record of the period goes.
        """
        return self.sources.cite(what, record, as_at or long(data_as_at(self.snapshot)), address)

    @property
    def is_public(self) -> bool:
        return self.paper["session"] == "public"

    def leaves_out(self, *kinds: str) -> bool:
        """Whether private rows of one of these kinds are kept out of the snapshot: what lists or counts them says so.

        The kinds are those of ``snapshot_content.public``.
        """
        return not set(kinds).isdisjoint(self.snapshot.get("left_out", ()))


@dataclass
class Numbering:
    """Numbers the paragraphs of one section: 3.1, 3.2 ... running on under all its headings; A1.1 in an appendix."""

    section: int | str
    paragraph: int = 0
    headings: list[Heading] = field(default_factory=list)

    def number(self, text: str) -> Paragraph:
        """One unit of narrative as the next paragraph."""
        self.paragraph += 1
        number = f"{self.section}.{self.paragraph}"
        return Paragraph(number, narrative.render_numbered(number, text), narrative.plain(text), text)

    def number_all(self, text: str) -> list[Paragraph]:
        """Every unit of ``text``."""
        return [self.number(unit) for unit in narrative.paragraphs(text)]

    def heading(self, title: str, level: int = 3) -> Heading:
        """A heading within the section, with an address of its own."""
        heading = Heading(title, f"section-{self.section}-{len(self.headings) + 1}", level)
        self.headings.append(heading)
        return heading

    def heading_passages(self) -> list[Passage]:
        return [
            Passage(f"Heading “{heading.title}” of section {self.section}", heading.title)
            for heading in self.headings
        ]


class Section(ABC):
    """One kind of section: what it prints (``collect``), how (``template``), what can be wrong with it (``checks``).

    ``name``, ``about`` (one line) and ``writes`` (who writes what it prints: its author, the record, or both) tell
    whoever makes a paper type what is on offer.
    """

    key: ClassVar[str]
    name: ClassVar[str]
    about: ClassVar[str]
    writes: ClassVar[Literal["author", "record", "both"]]
    template: ClassVar[str]
    # Collected after all others, because it prints what it finds in their words.
    reads_the_others: ClassVar[bool] = False
    # Kinds of rows of the record that it prints, by which the redactions of a public paper are told (``redactions``).
    draws_on: ClassVar[tuple[str, ...]] = ()
    # What a paper type may tell it, beside ``appendix``, which it may tell every section.
    option_fields: ClassVar[tuple[OptionField, ...]] = ()

    @property
    def known_options(self) -> dict[str, OptionField]:
        """The options that a paper type may give such a section, by name."""
        return {field.name: field for field in (*self.option_fields, APPENDIX)}

    def without_places(self, text: str) -> str:
        """An author's text without what places parts of the record in it, of a section that knows such places."""
        return text

    @property
    def may_repeat(self) -> bool:
        """Whether a paper may have several: what the record gives without options would be the same each time."""
        return bool(self.option_fields) or self.writes == "author"

    @abstractmethod
    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        """What the section prints. ``section`` is its part of the frozen input: key, title, text, options."""

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        """What is wrong with it beyond what is checked in every text."""
        return []

    @staticmethod
    def authored(setting: Setting, section: dict[str, Any], numbering: Numbering) -> list[Paragraph]:
        """What the author wrote, with its figures filled in, numbered."""
        return [unit.numbered(numbering) for unit in written(setting, section["text"])]


def data_as_at(snapshot: dict[str, Any]) -> str:
    """The day up to which the record goes, in ISO form: the cut-off, or the last day where none was set."""
    period = snapshot["period"]
    day: str = period["data_cut_off"] or period["last_day"]
    return day


def period_and_cut_off(snapshot: dict[str, Any]) -> str:
    """“September 2017, data as at 31 August 2017”, for sentences that say where figures come from; without a cut-off
    the period alone.
    """
    period = snapshot["period"]
    cut_off = f", data as at {long(period['data_cut_off'])}" if period["data_cut_off"] else ""
    return f"{period['label']}{cut_off}"


def words_of_mark(level: dict[str, Any]) -> str:
    """The words of a mark: a level of a rating scheme, or a risk band."""
    return f"{level['letter']} {level['label']}"


def key_labels(schemes: Sequence[dict[str, Any]]) -> Iterator[Passage]:
    """The words of the printed key to ratings (templates/papers/components/rating_key.html)."""
    for scheme in schemes:
        if len(schemes) > 1:
            yield Passage("Key to the status", scheme["name"])
        for level in scheme["levels"]:
            words = f"{words_of_mark(level)}: {level['definition']}"
            yield Passage(f"Key to the status, {level['label']}", words)


def passages(paragraphs: Sequence[Paragraph], numbering: Numbering) -> tuple[Passage, ...]:
    """The words of a section's paragraphs and headings."""
    return (*(paragraph.passage for paragraph in paragraphs), *numbering.heading_passages())
