"""The registers of a paper as an Excel file."""

from datetime import date

from reports.document import Document
from stp_portal.core.sheets import Column, Sheet, xlsx


def workbook(document: Document) -> bytes | None:
    """A sheet for each section that is a register, and one that says what the file is; None for a paper without any.

    The same document gives the same bytes. What a public paper leaves out is in no sheet of it.
    """
    registers = [section.sheet for section in document.sections if section.sheet]
    if not registers:
        return None
    return xlsx([*registers, _about(document)], created=date.fromisoformat(document.created))


def _about(document: Document) -> Sheet:
    rows = [
        ("Paper", document.title),
        ("Organisation", document.organisation),
        ("Meeting", ", ".join(part for part in (document.occasion, document.meeting_date) if part)),
        ("Drawn from", document.subject),
        ("Notice", document.notice),
        ("Record", document.sign_off["provenance"]),
    ]
    columns = [Column("About this file"), Column("Words", "wrapped")]
    return Sheet("About this file", columns, [row for row in rows if row[1]])
