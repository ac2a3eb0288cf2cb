"""The parts of a paper around its sections: cover sheet, Monitoring and Assurance Summary, sign-off."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from reports.dates import long, short
from reports.document import Passage
from stp_portal.core import text as narrative
from stp_portal.core.numbers import counted

NOT_COMPLETED = "Not completed by the author"
ANSWERS = {
    "none_identified": "None identified",
    "to_be_identified": "To be identified",
    "not_applicable": "Not applicable",
}
# As boxes name them, in printed order.
PURPOSES = ("Decision", "Discussion", "Noting", "Assurance")
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
    """What the cover prints for a text field, as Markdown. A prompt is never printed."""
    if is_prompt(answer):
        return NOT_COMPLETED
    return answer["text"].strip() or ANSWERS.get(answer["status"], NOT_COMPLETED)


def person(someone: dict[str, str] | None, between: str = " - ") -> str:
    """“M Gorman - PMO Assurance Lead”; blank for nobody."""
    return between.join(part for part in (someone["name"], someone["post"]) if part) if someone else ""


def cover(paper: dict[str, Any], data_as_at: str | None = None) -> dict[str, Any]:
    """The rows of the cover sheet's table, in printed order: each a label and HTML.

    ``data_as_at`` is the day up to which the record of the paper goes, in ISO form.
    """
    known = {
        "meeting": lambda: short(paper["meeting"]["date"]) if paper["meeting"] else "",
        "item": lambda: " ".join(part for part in (paper.get("item_reference"), paper["title"]) if part),
        "author": lambda: person(paper["author"]),
        "sponsor": lambda: person(paper["sponsor"]),
        "recommendation": lambda: paper["recommendation"]["text"],
        "session": lambda: boxes(("Public", "Private"), {paper["session"].title()}),
        "purposes": lambda: boxes(PURPOSES, {word.title() for word in paper.get("purposes", ())}),
        "data_age": lambda: age_of_data(paper, data_as_at),
    }
    rows = []
    for answer in paper["cover"]:
        kind = answer["kind"]
        if kind == "ticks":
            rows.append((answer["label"], boxes(answer["choices"], set(answer["items"]))))
        elif kind in known:
            # A row called by a post, such as “Programme Director”, need not say it again behind the name.
            value = known[kind]().removesuffix(f" - {answer['label']}")
            rows.append((answer["label"], value or NOT_COMPLETED))
        elif kind == "text" and (answer["is_required"] or answer["text"].strip()):
            rows.append((answer["label"], printed_answer(answer)))
    return {
        "rows": [{"label": label, "html": narrative.render(value)} for label, value in rows],
        "passages": [
            Passage(f"Cover sheet, {label}", f"{label}: {narrative.plain(value)}", value)
            for label, value in rows
        ],
    }


def boxes(choices: Iterable[str], ticked: set[str]) -> str:
    """Boxes as words, so that no tick is lost when the sheet is copied: “Public: yes; Private: no” (DOMAIN A9 Q18)."""
    return "; ".join(f"{choice}: {'yes' if choice in ticked else 'no'}" for choice in choices)


def age_of_data(paper: dict[str, Any], data_as_at: str | None) -> str:
    """“31 August 2017, 20 days before the meeting”; without a meeting the day alone."""
    if data_as_at is None:
        return ""
    if not paper["meeting"]:
        return long(data_as_at)
    days = (date.fromisoformat(paper["meeting"]["date"]) - date.fromisoformat(data_as_at)).days
    if days < 0:
        return f"{long(data_as_at)}, {counted(-days, 'day')} after the meeting"
    return f"{long(data_as_at)}, {counted(days, 'day')} before the meeting"


def assurance(paper: dict[str, Any]) -> dict[str, Any] | None:
    """The Monitoring and Assurance Summary: lists, grid and declaration. None for a cover sheet that has neither."""
    lists = [answer for answer in paper["cover"] if answer["kind"] == "list"]
    rows = [answer for answer in paper["cover"] if answer["kind"] == "assurance"]
    if not (lists or rows):
        return None
    return {
        "lists": [{"label": answer["label"], "items": answer["items"]} for answer in lists],
        "rows": [
            {
                "label": answer["label"],
                "considered": _words(answer["considered"], yes="Yes"),
                "action": _words(answer["action_required"], yes="Yes, detail in report"),
            }
            for answer in rows
        ],
        "statement": paper.get("statement") or DECLARATION,
        "declaration": _declaration(paper["declaration"]),
        "passages": [
            Passage(f"Cover sheet, {answer['label']}", line)
            for answer in (*lists, *rows)
            for line in (answer["label"], *answer["items"])
        ],
    }


def sign_off(paper: dict[str, Any]) -> dict[str, Any]:
    """Who answers for the paper, and its date. Never a telephone number (DOMAIN A8 rule 20)."""
    return {
        "author": person(paper["author"], between=", ") or NOT_COMPLETED,
        "date": short(paper["authored_on"]),
    }


def _words(answer: bool | None, yes: str) -> str:
    if answer is None:
        return "Not answered"
    return yes if answer else "No"


def _declaration(declaration: dict[str, Any] | None) -> dict[str, str] | None:
    if declaration is None:
        return None
    return {
        "name": person(declaration["person"], between=", "),
        "initials": declaration["initials"],
        "on": short(declaration["on"]),
    }
