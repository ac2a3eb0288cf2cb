"""A paper as it is being written: composed from the record as it stands now, and the outline beside it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from portfolios.models import Session
from reports.checks.found import Found
from reports.composition import compose
from reports.document import Document
from reports.models import Paper, PaperSection, Snapshot
from reports.models.snapshots import canonical
from reports.queries.present import drawn_from
from reports.sections import section_for
from reports.snapshot_content import build
from stp_portal.core.numbers import counted

# “Section 3, Report”, “Paragraph A1.2”, “Heading of section 3”; others are about the cover or the whole.
_WHERE = re.compile(r"(?:^Section|^Paragraph|^Heading .*section) (A?\d+)")


@dataclass(frozen=True)
class Line:
    """A section in the outline. ``heading`` is as printed; ``anchor`` is empty for one that is not printed.

    ``state`` is what its text amounts to: ``left_out``, ``overridden``, ``carried``, ``edited``, ``generated`` or
    ``empty``.
    """

    section: PaperSection
    heading: str
    anchor: str
    state: str
    findings: tuple[Found, ...]
    comments: int
    may_go_up: bool
    may_go_down: bool

    @property
    def findings_words(self) -> str:
        return counted(len(self.findings), "finding")


def composed_now(paper: Paper, typed: Mapping[int, str]) -> Document:
    """``paper`` as it would be printed now, with what its reader ``typed``, by section, and has not saved.

    Nothing is written: of an open period the record is read as it stands, in some sixty queries at any size; of a
    locked one it is the last snapshot.
    """
    snapshot = (
        Snapshot.objects.locked().filter(period=paper.period_id).first() if paper.period.is_locked else None
    )
    if snapshot is None:
        snapshot = Snapshot(period=paper.period, content=canonical(build(paper.period)))
    drawn = drawn_from(paper, snapshot)
    if typed:
        printed = paper.sections.filter(is_left_out=False).order_by("position").values_list("pk", flat=True)
        for pk, section in zip(printed, drawn["sections"], strict=True):
            section["text"] = typed.get(pk, section["text"])
    return compose(snapshot.data, drawn)


def outline(
    paper: Paper,
    sections: list[PaperSection],
    document: Document,
    comments: Mapping[int, int],
    *,
    shows_findings: bool,
) -> list[Line]:
    """The lines of ``sections``, in their order. ``comments`` are how many are open, by section."""
    is_public = paper.session == Session.PUBLIC
    printed = [one for one in sections if not one.is_left_out and not (is_public and one.is_private)]
    printed.sort(key=is_appendix)
    composed = {one.pk: its for one, its in zip(printed, document.sections, strict=False)}
    found = findings_by_section(document) if shows_findings else {}
    lines = []
    for one in sections:
        part = [other for other in sections if is_appendix(other) == is_appendix(one)]
        its = composed.get(one.pk)
        lines.append(
            Line(
                section=one,
                heading=its.heading if its else one.title,
                anchor=its.anchor if its else "",
                state=state_of(one, paper),
                findings=tuple(found.get(its.number, ())) if its else (),
                comments=comments.get(one.pk, 0),
                may_go_up=one is not part[0],
                may_go_down=one is not part[-1],
            )
        )
    return lines


def is_appendix(section: PaperSection) -> bool:
    """Whether it stands behind the sign-off."""
    return bool(section.options.get("appendix"))


def state_of(section: PaperSection, paper: Paper) -> str:
    """What a section's text amounts to, as the outline says it."""
    if section.is_left_out:
        return "left_out"
    if section.override:
        return "overridden"
    if section.is_carried_in(paper):
        return "carried"
    if section.text.strip():
        return "edited"
    return "empty" if section_for(section.key).writes == "author" else "generated"


def findings_by_section(document: Document) -> dict[int, list[Found]]:
    """What the checks found, by the number of the section it is about; 0 is the cover and the paper as a whole."""
    before = len(document.main)
    found: dict[int, list[Found]] = {}
    for finding in document.findings:
        named = _WHERE.search(finding.where)
        number = 0
        if named:
            number = before + int(named[1][1:]) if named[1].startswith("A") else int(named[1])
        found.setdefault(number, []).append(finding)
    return found


def open_comments(paper: Paper) -> Counter[int]:
    """How many comments on each section, by its id, are not settled; 0 is the paper as a whole. One query."""
    about = paper.comments.filter(settled_at=None).values_list("section_id", flat=True)
    return Counter(section or 0 for section in about)
