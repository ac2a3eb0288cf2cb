"""Narrative under headings of its own: a paragraph that is bold and nothing else heads what follows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.document import Heading, Paragraph
from reports.sections.base import Numbering, Setting
from reports.sections.written import Unit, written
from stp_portal.core import text as narrative

# With its colon in or behind the bold, which a heading does without.
_HEADING = re.compile(r"\*\*(?P<title>[^*\n]+?):?\*\*:?")


@dataclass
class Block:
    """Numbered paragraphs and the heading over them; None for those that stand before the first one."""

    heading: Heading | None
    paragraphs: list[Paragraph] = field(default_factory=list)


def blocks(text: str, numbering: Numbering, level: int, setting: Setting | None = None) -> list[Block]:
    """``text`` in the blocks that its headings make, numbered on; headings are of ``level``.

    A bold line with a list right below it stays a paragraph: the two stand together. With ``setting``, the figures that
    its author named are filled in.
    """
    found: list[Block] = []
    for unit in written(setting, text) if setting else map(Unit, narrative.paragraphs(text)):
        if match := _HEADING.fullmatch(unit.words.strip()):
            found.append(Block(numbering.heading(narrative.plain(match["title"]), level)))
            continue
        if not found:
            found.append(Block(None))
        found[-1].paragraphs.append(unit.numbered(numbering))
    return found


def paragraphs_of(blocks: Sequence[Block]) -> list[Paragraph]:
    """All paragraphs of ``blocks``, in order."""
    return [paragraph for block in blocks for paragraph in block.paragraphs]
