"""The parts of a paper around its sections: cover sheet, Monitoring and Assurance Summary, sign-off."""

from typing import Any

from reports.dates import short
from reports.document import Passage
from stp_portal.core import text as narrative

NOT_COMPLETED = "Not completed by the author"
ANSWERS = {
    "none_identified": "None identified",
    "to_be_identified": "To be identified",
    "not_applicable": "Not applicable",
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
    """What the cover prints for a text field, as Markdown. A prompt is never printed."""
    if is_prompt(answer):
        return NOT_COMPLETED
    return answer["text"].strip() or ANSWERS.get(answer["status"], NOT_COMPLETED)


def person(someone: dict[str, str] | None, between: str = " - ") -> str:
    """“M Gorman - PMO Assurance Lead”; blank for nobody."""
    return between.join(part for part in (someone["name"], someone["post"]) if part) if someone else ""


def cover(paper: dict[str, Any]) -> dict[str, Any]:
    """The rows of the cover sheet's table, in printed order: each a label and HTML."""
    rows = [
        ("Date of the meeting", short(paper["meeting"]["date"]) if paper["meeting"] else NOT_COMPLETED),
        ("Author", person(paper["author"]) or NOT_COMPLETED),
        ("Sponsoring Board member", person(paper["sponsor"]) or NOT_COMPLETED),
    ]
    answers = [
        (answer["label"], printed_answer(answer))
        for answer in paper["cover"]
        if answer["kind"] == "text" and (answer["is_required"] or answer["text"].strip())
    ]
    # The recommendation follows what the paper is for.
    rows += [*answers[:1], ("Recommendation", paper["recommendation"]["text"]), *answers[1:]]
    return {
        "rows": [{"label": label, "html": narrative.render(value)} for label, value in rows],
        "passages": [
            Passage(f"Cover sheet, {label}", f"{label}: {narrative.plain(value)}", value)
            for label, value in rows
        ],
    }


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
        "statement": DECLARATION,
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
