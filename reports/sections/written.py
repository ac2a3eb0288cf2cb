"""What authors wrote, with the figures they named filled in. In the HTML twin each figure leads to its source."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from reports.document import Paragraph
from reports.figures import fill
from reports.sections.cited import of_risk_counts
from reports.sources import Source
from stp_portal.core.text import paragraphs, plain, render, render_numbered

if TYPE_CHECKING:
    from reports.sections.base import Numbering, Setting

# Around a figure while its paragraph is laid out: characters for private use, which Markdown takes for letters.
START, END = "\ue000", "\ue001"
_MARKED = re.compile(f"{START}(.*?){END}")
_LINK = re.compile(r"<a .*?</a>", re.DOTALL)


@dataclass(frozen=True)
class Unit:
    """What gets a number of its own: its Markdown as printed, and ``marked`` the same with marks (``mark``) around what
    leads to ``source`` in the twin. Without a source nothing in it does.
    """

    words: str
    marked: str = ""
    source: Source | None = None

    def numbered(self, numbering: "Numbering") -> Paragraph:
        """As the next paragraph."""
        paragraph = numbering.number(self.words)
        twin = self._twin(paragraph.html, lambda text: render_numbered(paragraph.number, text))
        return replace(paragraph, twin=twin)

    @property
    def unnumbered(self) -> Paragraph:
        """Without a number, for a section that sets its paragraphs in places of their own."""
        html = render(self.words)
        return Paragraph("", html, plain(self.words), self.words, twin=self._twin(html, render))

    def _twin(self, html: SafeString, lay_out: Callable[[str], SafeString]) -> SafeString | None:
        """``html`` with links; None where there are none, or none that can be one, as within a link or its address."""
        if self.source is None or START not in self.marked:
            return None
        laid_out = lay_out(self.marked)
        # The twin says what print says: signs that somebody typed, or that came into an address, say nothing.
        is_same = _MARKED.sub(r"\1", laid_out) == html
        if not is_same or any(START in link for link in _LINK.findall(laid_out)):
            return None
        link = f'<a class="cite" href="#{self.source.anchor}">'
        linked = _MARKED.sub(lambda found: f"{link}{found[1]}</a>", laid_out)
        return mark_safe(linked)  # noqa: S308  laid out and cleaned like the paragraph itself


def mark(figure: str) -> str:
    """What is to be a link, within Markdown that is laid out for the twin."""
    return f"{START}{figure}{END}"


def written(setting: "Setting", text: str) -> list[Unit]:
    """What somebody wrote, in units, with the figures it names. They have a source even where none can be a link."""
    words = fill(text, setting.figures.named)[0]
    marked = fill(text, {name: mark(figure) for name, figure in setting.figures.named.items()})[0]
    units = paragraphs(words)
    if marked == words:
        return [Unit(unit) for unit in units]
    source = of_risk_counts(setting)
    with_marks = paragraphs(marked)
    # “{{ risks.total }}. Next” begins a list once it is filled in, and not before: it is printed as it always was.
    if [_MARKED.sub(r"\1", unit) for unit in with_marks] != units:
        with_marks = units
    return [Unit(*pair, source) for pair in zip(units, with_marks, strict=True)]
