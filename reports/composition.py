"""Composes a paper: a snapshot and what people wrote become a document, ready to print. Pure: no database, no clock."""

from dataclasses import replace
from typing import Any

from reports.checks.assurance import check_assurance
from reports.checks.carried import check_carried
from reports.checks.characters import check_characters
from reports.checks.contacts import check_contacts
from reports.checks.cover import check_cover
from reports.checks.dates import check_told_dates
from reports.checks.diagrams import check_diagrams
from reports.checks.found import Found
from reports.checks.names import check_names
from reports.checks.openness import check_openness
from reports.checks.placeholders import check_figures, check_placeholders
from reports.checks.recommendation import check_recommendation
from reports.checks.repetition import check_repetition
from reports.checks.sums import check_sums
from reports.dates import long
from reports.document import ComposedSection, Content, Document, Heading, Passage
from reports.figures import count_risks
from reports.frame import assurance, cover, person, sign_off
from reports.look import look_of
from reports.models import Severity
from reports.models.snapshots import canonical, digest
from reports.redactions import redactions
from reports.sections import section_for
from reports.sections.base import Numbering, Section, Setting, data_as_at, period_and_cut_off
from reports.sections.by_hand import ByHand
from reports.snapshot_content import public, with_marks

MADE_UP = "Made-up data: this paper describes nobody real."
PRIVATE = "For the private session: not for publication."
NOTICES = {
    "draft": "Draft: not approved.",
    "in_review": "Draft in review: not approved.",
    "superseded": "Superseded by a later edition.",
}


def compose(snapshot: dict[str, Any], paper: dict[str, Any]) -> Document:
    """The paper as plain data, with what the checks found.

    ``snapshot`` is a whole snapshot's data and ``paper`` a frozen input (``reports.inputs``). A public paper is
    composed from the public part of both: private sections and rows leave no gap in its numbers (DOMAIN A8 rule 16).
    """
    is_public = paper["session"] == "public"
    # Inputs from before marks were looked for have none.
    marked = with_marks(snapshot, paper.get("newly_private", {}))
    record = public(marked) if is_public else snapshot
    allowed = [section for section in paper["sections"] if not (is_public and section["is_private"])]
    wanted = sorted(allowed, key=_is_appendix)
    before = sum(not _is_appendix(section) for section in wanted)
    as_at = data_as_at(record)
    of_period = paper | {"period": record["period"]["label"]}
    cover_sheet, grid = cover(of_period, as_at), assurance(of_period, as_at)
    # Of an edition that corrects another; inputs from before that was frozen have no reason.
    reason = paper.get("correction_reason", "")
    corrects = (Passage("Reason for the correction", reason),) if reason else ()
    frame_passages = (*cover_sheet["passages"], *(grid["passages"] if grid else ()), *corrects)
    setting = Setting(record, paper, count_risks(record), frame_passages)

    contents, setting = _collect(setting, wanted, before)
    sections = [
        ComposedSection(
            number=number,
            key=section["key"],
            title=section["title"],
            anchor=f"section-{number}",
            template=drawn_by(section).template,
            context=contents[number].context,
            appendix=number - before if _is_appendix(section) else 0,
            is_wide=contents[number].is_wide,
            sheet=contents[number].sheet,
        )
        for number, section in enumerate(wanted, start=1)
    ]
    document = Document(
        title=paper["title"],
        organisation=paper["organisation"],
        occasion=f"{paper['meeting']['body']} meeting".upper() if paper["meeting"] else "",
        meeting_date=long(paper["meeting"]["date"]) if paper["meeting"] else "",
        author=person(paper["author"], between=", "),
        subject=f"{paper['type']}, {record['footprint']['name']}, {record['period']['label']}",
        created=paper["authored_on"],
        notice=_notice(record, paper),
        cover=cover_sheet,
        assurance=grid,
        contents=tuple(
            heading
            for section in sections
            for heading in (Heading(section.heading, section.anchor, 2), *contents[section.number].headings)
        ),
        sections=tuple(sections),
        sources=tuple(setting.sources.rows),
        sign_off=sign_off(paper) | {"provenance": _provenance(snapshot)},
        look=look_of(paper.get("house_style")),
        redactions=redactions(marked, paper, lambda section: drawn_by(section).draws_on),
    )
    found = _findings(marked, setting, wanted, contents) + check_characters(
        (
            *_labels(document),
            *setting.passages,
            *(label for number in sorted(contents) for label in contents[number].labels),
        )
    )
    return replace(document, findings=tuple(_what_blocks_first(found)))


def _is_appendix(section: dict[str, Any]) -> bool:
    """Whether the section stands behind the sign-off; those are numbered apart, so they come last in any order."""
    return bool(section["options"].get("appendix"))


def drawn_by(section: dict[str, Any]) -> Section:
    """What draws a section: its kind, or, where it is overridden, what somebody wrote. Old inputs have none."""
    return ByHand() if section.get("override") else section_for(section["key"])


def _collect(
    setting: Setting, wanted: list[dict[str, Any]], before: int
) -> tuple[dict[int, Content], Setting]:
    """The content of each section by its number, and the setting with the words of all of them.

    ``before`` is how many stand before the appendices. Sections that print what they find in the others' words come
    last, wherever they stand.
    """
    numbered = sorted(
        enumerate(wanted, start=1), key=lambda pair: (drawn_by(pair[1]).reads_the_others, pair[0])
    )
    contents: dict[int, Content] = {}
    for number, section in numbered:
        numbering = Numbering(f"A{number - before}" if _is_appendix(section) else number)
        content = drawn_by(section).collect(setting, section, numbering)
        title = Passage(f"Heading of section {number}", section["title"])
        contents[number] = content
        setting = replace(setting, passages=(*setting.passages, title, *content.passages))
    return contents, setting


def _findings(
    snapshot: dict[str, Any], setting: Setting, wanted: list[dict[str, Any]], contents: dict[int, Content]
) -> list[Found]:
    """What the checks of the text say, in the order of the paper."""
    paper = setting.paper
    found = check_cover(paper) + check_assurance(paper) + check_recommendation(paper["recommendation"])
    for number, section in enumerate(wanted, start=1):
        where = f"Section {number}, {section['title']}"
        kind = drawn_by(section)
        written = section.get("override") or kind.without_places(section["text"])
        found += check_figures(written, setting.figures.named, where)
        if not section.get("override"):
            found += check_carried(section, written, where, is_introduction=kind.writes == "record")
        found += kind.checks(setting, section, contents[number], number)
    found += check_placeholders(setting.passages) + check_diagrams(setting.passages)
    found += check_repetition(setting.snapshot, paper, setting.passages)
    found += check_names(setting.snapshot["initiatives"], setting.passages)
    found += check_told_dates(setting.passages, paper, data_as_at(setting.snapshot))
    found += check_sums(setting.passages)
    if setting.is_public:
        found += check_contacts(setting.passages) + check_openness(snapshot, setting.passages)
    return found


def _what_blocks_first(found: list[Found]) -> list[Found]:
    return sorted(dict.fromkeys(found), key=lambda finding: finding.severity != Severity.BLOCKING)


def _labels(document: Document) -> list[Passage]:
    """What the frame prints beside its passages, and what only the file's description says."""
    declaration = document.assurance["declaration"] if document.assurance else None
    return [
        Passage("Title of the paper", document.title),
        Passage("Heading of the paper", document.organisation),
        Passage("Name of the body that meets", document.occasion),
        Passage("Description of the file", document.subject),
        Passage("House style", f"{document.look.footer} {document.look.logo_alt}" if document.look else ""),
        Passage("Declaration", f"{declaration['name']} {declaration['initials']}" if declaration else ""),
        Passage("Sign-off", f"{document.sign_off['author']} {document.sign_off['provenance']}"),
        Passage("Heading of the cover sheet", document.cover["heading"]),
        *document.cover["labels"],
        *(document.assurance["labels"] if document.assurance else ()),
        *(Passage("Sources", f"{row.record} {row.as_at} {row.address}") for row in document.sources),
    ]


def _notice(record: dict[str, Any], paper: dict[str, Any]) -> str:
    made_up = MADE_UP if record["footprint"]["is_made_up"] else ""
    private = "" if paper["session"] == "public" else PRIVATE
    reason = paper.get("correction_reason", "")
    edition = f"Edition {paper['edition']}, which corrects the one before: {reason}" if reason else ""
    return " ".join(part for part in (made_up, private, NOTICES.get(paper["state"], ""), edition) if part)


def _provenance(snapshot: dict[str, Any]) -> str:
    """Which frozen record the paper was drawn from, so that anyone can check it against the portal."""
    record = period_and_cut_off(snapshot)
    return f"Drawn from the record for {record}; snapshot {digest(canonical(snapshot))[:12]}."
