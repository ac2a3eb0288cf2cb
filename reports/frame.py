"""The parts of a paper around its sections: cover sheet, Monitoring and Assurance Summary, sign-off."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.cover_boxes import BOXED, Box, boxes_of
from reports.dates import long, short
from reports.document import Passage
from reports.models import AnswerStatus, CoverFieldKind
from stp_portal.core import text as narrative
from stp_portal.core.numbers import counted

Row = dict[str, Any]

NOT_COMPLETED = "Not completed by the author"
# What a field without words of its own prints.
ANSWERS: dict[str, str] = {
    status.value: str(status.label)
    for status in (
        AnswerStatus.NONE_IDENTIFIED,
        AnswerStatus.TO_BE_IDENTIFIED,
        AnswerStatus.NOT_APPLICABLE,
        AnswerStatus.NOT_RECORDED,
    )
}
DECLARATION = (
    "I confirm that I have considered the implications of this report on each of the matters above, "
    "as indicated"
)


def is_prompt(answer: dict[str, Any]) -> bool:
    """Whether the answer is the template's own prompt, left in (DOMAIN A7)."""
    if answer["status"] == "prompt_left_in":
        return True
    return bool(answer["prompt"]) and " ".join(answer["text"].split()) == " ".join(answer["prompt"].split())


def printed_answer(answer: dict[str, Any]) -> str:
    """What the cover prints of somebody's answer, as Markdown; blank for none. A prompt is never printed."""
    if is_prompt(answer):
        return NOT_COMPLETED
    return str(answer["text"]).strip() or ANSWERS.get(answer["status"], "")


def person(someone: dict[str, str] | None, between: str = " - ") -> str:
    """“M Gorman - PMO Assurance Lead”; of somebody whose post is not known, “Bob Deans, Attain”. Blank for nobody."""
    if someone is None:
        return ""
    if someone["name"] and not someone["post"]:
        # Inputs of before do not say what organisation somebody is of.
        return ", ".join(part for part in (someone["name"], someone.get("organisation")) if part)
    return between.join(part for part in (someone["name"], someone["post"]) if part)


def cover(paper: dict[str, Any], data_as_at: str | None = None) -> dict[str, Any]:
    """The sheet's own heading, and its rows before the grid in printed order: each a label, HTML and its boxes.

    The words of boxes are the sheet's, not its author's: they are ``labels`` for the checks, as in a section.
    ``data_as_at`` is the day up to which the record of the paper goes, in ISO form.
    """
    if paper["cover"]:
        rows = _rows(_before_and_from_grid(paper)[0], paper, data_as_at)
    else:
        rows = _title_rows(paper, data_as_at)
    return {
        "heading": paper.get("cover_heading", ""),
        "rows": rows,
        "passages": [row["passage"] for row in rows],
        "labels": [label for row in rows for label in row["labels"]],
    }


def assurance(paper: dict[str, Any], data_as_at: str | None = None) -> dict[str, Any] | None:
    """The Monitoring and Assurance Summary: its tables in printed order, and the declaration below them.

    It begins with the grid's first row, or with the lists right before it. ``parts`` are tables, each with ``is_grid``
    and its rows: those of a grid have ``considered`` and ``action``, the others are as in ``cover``. None for a sheet
    that has neither grid nor declaration.
    """
    fields = _before_and_from_grid(paper)[1]
    if not fields and not paper.get("statement"):
        return None
    parts: list[Row] = []
    for answer in fields:
        is_grid = _is_grid(answer)
        rows = [_grid_row(answer)] if is_grid else _rows([answer], paper, data_as_at)
        if parts and parts[-1]["is_grid"] == is_grid:
            parts[-1]["rows"] += rows
        elif rows:
            parts.append({"is_grid": is_grid, "rows": rows})
    return {
        "parts": parts,
        "statement": paper.get("statement") or DECLARATION,
        "declaration": _declaration(paper["declaration"]),
        "passages": [row["passage"] for part in parts for row in part["rows"]],
        "labels": [label for part in parts for row in part["rows"] for label in row.get("labels", ())],
    }


def _title_rows(paper: dict[str, Any], data_as_at: str | None) -> list[Row]:
    """What stands under the title of a paper without a cover sheet, as far as it is known."""
    facts = (
        ("Paper", paper["type"]),
        ("Author", person(paper["author"])),
        ("Sponsor", person(paper["sponsor"])),
        ("Date of the paper", short(paper["authored_on"])),
        ("Data as at", age_of_data(paper, data_as_at)),
    )
    return [
        _row({"label": label, "kind": CoverFieldKind.TEXT, "items": []}, [], words)
        for label, words in facts
        if words
    ]


def _before_and_from_grid(paper: dict[str, Any]) -> tuple[Sequence[Row], Sequence[Row]]:
    fields = paper["cover"]
    start = next((place for place, answer in enumerate(fields) if _is_grid(answer)), len(fields))
    if start < len(fields):
        while start and fields[start - 1]["kind"] == CoverFieldKind.LIST:
            start -= 1
    return fields[:start], fields[start:]


def _is_grid(answer: Row) -> bool:
    return bool(answer["kind"] == CoverFieldKind.ASSURANCE)


def _rows(answers: Iterable[Row], paper: dict[str, Any], data_as_at: str | None) -> list[Row]:
    """What the fields print, without those that nobody needs and nobody answered."""
    rows = []
    for answer in answers:
        words = _words(answer, paper, data_as_at)
        boxes = boxes_of(answer, paper) if answer["kind"] in BOXED else []
        if not (words or boxes or answer["items"] or answer["is_required"]):
            continue
        rows.append(_row(answer, boxes, words))
    return rows


def _row(answer: Row, boxes: list[Box], words: str) -> Row:
    """A row: its boxes, then its items, then its words in Markdown; never a blank cell."""
    label, items = answer["label"], answer["items"] if answer["kind"] == CoverFieldKind.LIST else []
    words = words or ("" if boxes or items else NOT_COMPLETED)
    listed = format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in items)))
    html = (_drawn(boxes), listed if items else "", narrative.render(words))
    plain = "\n".join((*items, narrative.plain(words))).strip()
    return {
        "label": label,
        "html": format_html_join(" ", "{}", ((part,) for part in html if part)),
        "boxes": boxes,
        "labels": [Passage(f"Cover sheet, {label}", box.words) for box in boxes],
        "passage": Passage(f"Cover sheet, {label}", f"{label.removesuffix(':')}: {plain}", words),
    }


def _drawn(boxes: list[Box]) -> SafeString:
    """Boxes as drawings with words: nothing is lost when the sheet is copied (DOMAIN A9 Q18)."""
    return format_html_join(
        " ",
        '<span class="cover-box cover-box--{}"><span class="cover-box__drawing"></span> {}.</span>',
        ((box.state, box.words) for box in boxes),
    )


def _words(answer: Row, paper: dict[str, Any], data_as_at: str | None) -> str:
    """The words of a field, as Markdown: what the paper knows, or what its author answered; blank for none."""
    people = {CoverFieldKind.AUTHOR: "author", CoverFieldKind.SPONSOR: "sponsor"}
    match answer["kind"]:
        case CoverFieldKind.MEETING:
            return short(paper["meeting"]["date"]) if paper["meeting"] else ""
        case CoverFieldKind.ITEM:
            return " ".join(part for part in (paper.get("item_reference"), paper["title"]) if part)
        case CoverFieldKind.AUTHOR | CoverFieldKind.SPONSOR as kind:
            # A row called by a post, such as “Programme Director”, need not say it again behind the name.
            return person(paper[people[kind]]).removesuffix(f" - {answer['label']}")
        case CoverFieldKind.RECOMMENDATION:
            return str(paper["recommendation"]["text"])
        case CoverFieldKind.PERIOD:
            return str(paper.get("period", ""))
        case CoverFieldKind.MONTH:
            return f"{date.fromisoformat(paper['authored_on']):%B %Y}"
        case CoverFieldKind.DATA_AGE:
            return age_of_data(paper, data_as_at)
        case CoverFieldKind.SESSION | CoverFieldKind.PURPOSES:
            return ""
    return printed_answer(answer)


def age_of_data(paper: dict[str, Any], data_as_at: str | None) -> str:
    """“31 August 2017, 20 days before the meeting”; without a meeting the day alone."""
    if data_as_at is None:
        return ""
    if not paper["meeting"]:
        return long(data_as_at)
    days = (date.fromisoformat(paper["meeting"]["date"]) - date.fromisoformat(data_as_at)).days
    when = f"{counted(abs(days), 'day')} {'before' if days > 0 else 'after'}" if days else "on the day of"
    return f"{long(data_as_at)}, {when} the meeting"


def sign_off(paper: dict[str, Any]) -> dict[str, Any]:
    """Who answers for the paper, and its date. Never a telephone number (DOMAIN A8 rule 20)."""
    return {
        "author": person(paper["author"], between=", ") or NOT_COMPLETED,
        "date": short(paper["authored_on"]),
    }


def _grid_row(answer: Row) -> Row:
    """A row of the grid; what the author wrote to it stands with the action."""
    not_said = "Not recorded" if answer["status"] == AnswerStatus.NOT_RECORDED else "Not answered"
    words = answer["text"].strip()
    plain = "\n".join((answer["label"], narrative.plain(words))).strip()
    return {
        "label": answer["label"],
        "considered": {True: "Yes", False: "No", None: not_said}[answer["considered"]],
        "action": {True: "Yes, detail in report", False: "No", None: not_said}[answer["action_required"]],
        "html": narrative.render(words),
        "passage": Passage(f"Cover sheet, {answer['label']}", plain, words),
    }


def _declaration(declaration: dict[str, Any] | None) -> dict[str, str] | None:
    if declaration is None:
        return None
    return {
        "name": person(declaration["person"], between=", "),
        "initials": declaration["initials"],
        "on": short(declaration["on"]),
    }
