"""The cover sheet: fields left blank or with their prompt, the assurance grid, the dates and the people."""

from typing import Any

from reports.checks.equality import check_equality
from reports.checks.found import Found, advisory, blocking
from reports.checks.handling import check_handling
from reports.dates import short
from reports.frame import is_prompt
from reports.models import ANSWERED_KINDS, AnswerStatus, CoverFieldKind


def check_cover(paper: dict[str, Any]) -> list[Found]:
    """Everything about the cover sheet but its assurance grid."""
    found = _people_and_dates(paper) + check_handling(paper) + check_equality(paper)
    for answer in paper["cover"]:
        if answer["kind"] in ANSWERED_KINDS - {CoverFieldKind.ASSURANCE}:
            found += _field(answer)
    return found


def _field(answer: dict[str, Any]) -> list[Found]:
    where = f"Cover sheet, {answer['label']}"
    if is_prompt(answer):
        return [
            blocking(
                "prompt-left-in",
                where,
                f"The field still holds its prompt, so it is printed as not completed: “{answer['prompt']}”",
                "Answer it, or say that it does not apply and why.",
            )
        ]
    is_blank = not answer["text"].strip() and not answer["items"]
    if answer["is_required"] and is_blank and answer["status"] in (AnswerStatus.ANSWERED, AnswerStatus.BLANK):
        return [
            blocking(
                "cover-blank",
                where,
                "The field has no answer; the cover sheet needs one.",
                "Answer it, or say that it does not apply and why.",
            )
        ]
    if answer["status"] == AnswerStatus.NOT_RECORDED:
        return [
            blocking(
                "cover-not-recorded",
                where,
                "What was answered is not recorded, which is neither a Yes nor a No.",
                "Find out what was answered, or answer it anew.",
            )
        ]
    if answer["status"] == AnswerStatus.TO_BE_IDENTIFIED:
        return [
            advisory(
                "cover-to-be-identified",
                where,
                "The answer is still to be identified.",
                "Answer it before the meeting if you can, or tell the board when it will be known.",
            )
        ]
    return []


def _people_and_dates(paper: dict[str, Any]) -> list[Found]:
    found = []
    needed = {
        CoverFieldKind.MEETING: (paper["meeting"], "Choose the meeting the paper is for."),
        CoverFieldKind.AUTHOR: (paper["author"], "Name the author of the paper."),
        CoverFieldKind.SPONSOR: (paper["sponsor"], "Name who sponsors the paper."),
    }
    for answer in paper["cover"]:
        value, cure = needed.get(answer["kind"], (True, ""))
        if answer["is_required"] and not value:
            where = f"Cover sheet, {answer['label']}"
            found.append(blocking("cover-blank", where, "The field has no answer.", cure))
    if paper["author"] and paper["author"] == paper["sponsor"]:
        found.append(
            advisory(
                "author-is-sponsor",
                "Cover sheet, author and sponsor",
                "The author and the sponsor are the same person, so nobody else answers for the paper.",
                "Name a sponsor who did not write it, or tell the board why there is none.",
            )
        )
    written, meeting = paper["authored_on"], paper["meeting"]
    if meeting and written > meeting["date"]:
        found.append(
            advisory(
                "dated-after-meeting",
                "Sign-off, Date",
                f"The paper is dated {short(written)}, after its meeting on {short(meeting['date'])}.",
                "Correct the date of the paper or choose another meeting.",
            )
        )
    return found
