"""A composed paper: everything that is printed, in order, as plain data."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from reports.checks.found import Found
from reports.look import Look
from reports.redactions import Redaction
from reports.sources import Source
from stp_portal.core.sheets import Sheet


@dataclass(frozen=True)
class Passage:
    """A piece of printed text with words for where it stands, so that a check can say where.

    ``source`` is its Markdown where it has one: the addresses of links are printed too, but are no words of the text.
    ``is_quoted``: words that others said or that are on record as such, like a date “TBC”; nobody is to fill them in.
    """

    where: str
    text: str
    source: str = ""
    is_quoted: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph: its number ("3.12"), its HTML with the number, its words, and the Markdown it came from.

    ``twin`` is its HTML in the HTML twin where that differs: with links from its figures to their sources.
    """

    number: str
    html: SafeString
    text: str
    source: str
    twin: SafeString | None = None

    @property
    def passage(self) -> Passage:
        return Passage(f"Paragraph {self.number}", self.text, self.source)


@dataclass(frozen=True)
class Heading:
    """A line of the contents: a section (level 2) or a heading within one (level 3), and where it leads."""

    title: str
    anchor: str
    level: int


@dataclass(frozen=True)
class Content:
    """What one section collected: the context of its template, the words it prints, the headings within it.

    ``labels`` are the words it prints beside its narrative, in tables, keys and notes: no text to be read for short
    forms or placeholders, but characters that must print. ``is_wide``: it stands on pages that lie on their side.
    ``sheet`` is the same for Excel, of a section that is a register.
    """

    context: dict[str, Any]
    passages: tuple[Passage, ...] = ()
    headings: tuple[Heading, ...] = ()
    labels: tuple[Passage, ...] = ()
    is_wide: bool = False
    sheet: Sheet | None = None


@dataclass(frozen=True)
class ComposedSection:
    """A numbered section, ready to print with its template. ``appendix`` is its number among the appendices."""

    number: int
    key: str
    title: str
    anchor: str
    template: str
    context: dict[str, Any]
    appendix: int = 0
    is_wide: bool = False
    sheet: Sheet | None = None

    @property
    def heading(self) -> str:
        return f"Appendix {self.appendix}: {self.title}" if self.appendix else f"{self.number}. {self.title}"


@dataclass(frozen=True)
class Document:
    """A whole paper. ``notice`` is printed in a box on the cover; ``findings`` are what the checks say; ``sources`` are
    the records behind its figures and statuses. ``redactions`` are what a public paper leaves out:
    no template prints them.
    """

    title: str
    organisation: str
    occasion: str
    meeting_date: str
    author: str
    subject: str
    created: str
    notice: str
    cover: dict[str, Any]
    assurance: dict[str, Any] | None
    contents: tuple[Heading, ...]
    sections: tuple[ComposedSection, ...]
    sign_off: dict[str, Any]
    look: Look | None = None
    sources: tuple[Source, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    findings: tuple[Found, ...] = field(default=())

    @property
    def main(self) -> tuple[ComposedSection, ...]:
        """The sections before the sign-off."""
        return tuple(section for section in self.sections if not section.appendix)

    @property
    def lists_sources_apart(self) -> bool:
        """Whether the HTML twin adds the sources: a paper that has them as a section prints them there."""
        return bool(self.sources) and all(section.key != "sources" for section in self.sections)

    @property
    def appendices(self) -> tuple[ComposedSection, ...]:
        """The sections behind the sign-off."""
        return tuple(section for section in self.sections if section.appendix)
