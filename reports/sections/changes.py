"""What changed since last time: the sentences that were frozen with the paper, under their headings."""

from typing import Any

from django.utils.html import format_html

from reports.changes import Change, Changes, Kind
from reports.checks.found import Found, blocking
from reports.document import Content, Paragraph, Passage
from reports.sections.base import Numbering, Section, Setting, passages
from reports.sections.cited import of_change, of_comparison
from reports.sources import Source

# These quote a date that is none. “TBC” is a placeholder in a text and a fact about a record.
QUOTES = {
    Kind.MILESTONE_VAGUER,
    Kind.MILESTONE_DATED,
    Kind.DEPENDENCY_REDATED,
    Kind.RECOMMENDATION_REDATED,
}


class WhatChanged(Section):
    """Ratings, reports, milestones, risks, asks and initiatives that differ from the period before, the worst first.

    Asks that still wait stand at the end; ratings that stayed are counted at the beginning.
    """

    key = "changes"
    name = "What changed since last time"
    about = "What differs from the period before, in plain sentences, the worst first."
    writes = "record"
    template = "papers/sections/changes.html"
    draws_on = (
        "asks for discussion",
        "asks for decision",
        "milestones",
        "risks",
        "issues",
        "dependencies",
        "reviews",
    )

    def collect(self, setting: Setting, section: dict[str, Any], numbering: Numbering) -> Content:
        changes = _changes(setting)
        introduction = self.authored(setting, section, numbering)
        if changes is None:
            return Content({"introduction": introduction}, passages(introduction, numbering))
        whole = f"{changes.statement} {changes.stayed}".strip()
        statement = _numbered(whole, whole, of_comparison(setting), numbering)
        listed = [(group.heading, rows) for group, rows in changes.groups]
        if changes.outstanding:
            listed.append(("Asks still waiting for an answer", list(changes.outstanding)))
        read, labels = [*introduction, statement], []
        groups = []
        for title, rows in listed:
            heading = numbering.heading(title)
            paragraphs = [_told(setting, row, numbering) for row in rows]
            groups.append({"heading": heading, "paragraphs": paragraphs})
            quoting = [row.kind in QUOTES for row in rows]
            read += [one for one, quotes in zip(paragraphs, quoting, strict=True) if not quotes]
            labels += [one.passage for one, quotes in zip(paragraphs, quoting, strict=True) if quotes]
        source = _source(changes, setting)
        labels.append(Passage(f"Section {numbering.section}, source", source))
        context = {
            "introduction": introduction,
            "statement": statement,
            "groups": groups,
            "source": source,
        }
        # Its headings are the same in every paper: the contents go without them.
        return Content(context, passages(read, numbering), labels=tuple(labels))

    def checks(self, setting: Setting, section: dict[str, Any], content: Content, number: int) -> list[Found]:
        if _changes(setting) is not None:
            return []
        return [
            blocking(
                "changes-missing",
                f"Section {number}, {section['title']}",
                "This paper was compiled without a comparison, so the section says nothing.",
                "Compile the paper again.",
            )
        ]


def _changes(setting: Setting) -> Changes | None:
    """As frozen when the paper was asked for; None in an input that has none."""
    frozen = setting.paper.get("changes")
    return Changes.from_plain(frozen) if frozen else None


def _told(setting: Setting, change: Change, numbering: Numbering) -> Paragraph:
    """A change: in the twin the words that name what it is about lead to its record, or all of it where none do."""
    subject = change.subject if change.subject in change.sentence else ""
    return _numbered(change.sentence, subject or change.sentence, of_change(setting, change), numbering)


def _numbered(sentence: str, cited: str, source: Source, numbering: Numbering) -> Paragraph:
    """A sentence as the next paragraph. It is plain text: what looks like Markdown in it is printed as it is.

    ``cited``: which of its words lead to ``source`` in the twin.
    """
    numbering.paragraph += 1
    number = f"{numbering.section}.{numbering.paragraph}"
    before, _, after = sentence.partition(cited)
    link = format_html('{}<a class="cite" href="#{}">{}</a>{}', before, source.anchor, cited, after)
    html, twin = (
        format_html('<div class="para"><p><span class="para__number">{}</span> {}</p></div>', number, words)
        for words in (sentence, link)
    )
    return Paragraph(number, html, sentence, "", twin=twin)


def _source(changes: Changes, setting: Setting) -> str:
    """Which records were compared, and that a public paper compares what is public."""
    if changes.before is None:
        return f"Source: the record of {changes.after}."
    public = " Only what is public is compared." if setting.is_public else ""
    return f"Source: the records of {changes.before} and {changes.after}.{public}"
