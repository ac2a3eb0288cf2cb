"""What the files of papers are called on the web."""

from reports.models import FileFormat
from stp_portal.core import sheets

MEDIA_TYPES = {
    FileFormat.PDF: "application/pdf",
    FileFormat.HTML: "text/html; charset=utf-8",
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileFormat.XLSX: sheets.MEDIA_TYPES["xlsx"],
    FileFormat.JSON: "application/json",
}
