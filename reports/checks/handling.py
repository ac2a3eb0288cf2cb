"""How a paper is to be handled: for which session, and what for (DOMAIN A8 rule 7, B10)."""

from typing import Any

from reports.checks.found import Found, advisory, blocking
from reports.cover_boxes import session_of
from reports.models import AnswerStatus, CoverFieldKind, Purpose
from stp_portal.core.lists import listed

# The purpose that a recommendation with this verb has (DOMAIN A7).
VERBS = {
    Purpose.DECISION: {"decide", "approve", "agree", "ratify", "endorse", "adopt", "authorise"},
    Purpose.DISCUSSION: {"discuss", "consider", "review", "comment", "debate"},
    Purpose.NOTING: {"note", "receive"},
    Purpose.ASSURANCE: {"assure", "assurance", "assured"},
}
UNKNOWN = "An empty box is unknown, not No."


def check_handling(paper: dict[str, Any]) -> list[Found]:
    """Boxes of the cover sheet that nobody ticked, or that contradict the recommendation or the paper's session."""
    found = []
    for field in paper["cover"]:
        where = f"Cover sheet, {field['label']}"
        if field["kind"] == CoverFieldKind.SESSION:
            found += _session_known(field, paper, where)
        elif field["kind"] == CoverFieldKind.TICKS:
            found += _session_ticked(field, paper, where)
        elif field["kind"] == CoverFieldKind.PURPOSES and field["is_required"] and not paper.get("purposes"):
            found.append(_purposes_blank(where))
    return found + _purposes_and_verb(paper)


def _session_known(field: dict[str, Any], paper: dict[str, Any], where: str) -> list[Found]:
    if field["status"] != AnswerStatus.NOT_RECORDED:
        return []
    return [
        advisory(
            "session-blank",
            where,
            f"The sheet does not say for which session the paper is; it is kept for the {paper['session']} one. "
            f"{UNKNOWN}",
            "Find out which box was ticked, or say why nobody can.",
        )
    ]


def _session_ticked(field: dict[str, Any], paper: dict[str, Any], where: str) -> list[Found]:
    """Boxes of the type's own that name sessions are held against the session of the paper."""
    offered = {session_of(choice) for choice in field.get("choices") or []}
    ticked = {session_of(item) for item in field["items"]}
    if not {"public", "private"} <= offered or not ticked or ticked == {paper["session"]}:
        return []
    return [
        blocking(
            "session-box",
            where,
            f"The box ticked is not that of the {paper['session']} session, which the paper is for.",
            "Tick the box of the paper's session, or begin the paper for the other session.",
        )
    ]


def _purposes_blank(where: str) -> Found:
    return blocking(
        "purposes-blank",
        where,
        f"The sheet does not say what the paper is brought for. {UNKNOWN}",
        "Tick what the meeting is to do with it.",
    )


def _purposes_and_verb(paper: dict[str, Any]) -> list[Found]:
    verb, ticked = paper["recommendation"]["verb"], set(paper.get("purposes") or [])
    words = set(verb.casefold().split())
    asked = {purpose for purpose, verbs in VERBS.items() if words & verbs}
    if not ticked or asked <= ticked:
        return []
    return [
        advisory(
            "purposes-verb",
            "Cover sheet, Recommendation",
            f"The recommendation asks the meeting to “{verb}”, but the sheet is ticked for "
            f"{listed([Purpose(purpose).label.lower() for purpose in Purpose if purpose in ticked])}.",
            "Tick what the recommendation asks for, or change its verb.",
        )
    ]
