"""The boxes of a cover sheet. A tick that is lost is not a No, so a box has three states (DOMAIN A9 Q18)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reports.models import AnswerStatus, CoverFieldKind, Purpose

# The kinds of field that print boxes.
BOXED = frozenset({CoverFieldKind.SESSION, CoverFieldKind.PURPOSES, CoverFieldKind.TICKS})
# The boxes of a sheet that names none of its own.
SESSIONS = ("Public session", "Private session")
# The words that sheets use for a purpose, beside its own (DOMAIN A7).
OTHER_WORDS = {
    Purpose.DECISION: ("approve", "approval", "ratify"),
    Purpose.DISCUSSION: ("discuss", "review", "comment"),
    Purpose.NOTING: ("note", "information", "receive"),
    Purpose.ASSURANCE: ("assure",),
}
# States that say in words that nothing is ticked, and why.
IN_WORDS = (AnswerStatus.NONE_IDENTIFIED, AnswerStatus.TO_BE_IDENTIFIED, AnswerStatus.NOT_APPLICABLE)


@dataclass(frozen=True)
class Box:
    """A box with its words. ``is_ticked`` is None where that is not known."""

    label: str
    is_ticked: bool | None

    @property
    def state(self) -> str:
        """For the class of its drawing: yes, no or unknown."""
        return {True: "yes", False: "no", None: "unknown"}[self.is_ticked]

    @property
    def words(self) -> str:
        """“PUBLIC session: yes”: what is read where the drawing is not seen."""
        return f"{self.label}: {'not recorded' if self.is_ticked is None else self.state}"


def boxes_of(answer: dict[str, Any], paper: dict[str, Any]) -> list[Box]:
    """The boxes of a field of a frozen cover sheet, in printed order. None where the answer is in words instead.

    What is ticked is printed even where the sheet has no box for it: nothing is lost.
    """
    kind, choices = answer["kind"], answer.get("choices") or []
    if kind == CoverFieldKind.SESSION:
        is_known = answer["status"] != AnswerStatus.NOT_RECORDED
        return _session_boxes(choices, paper["session"] if is_known else None)
    if kind == CoverFieldKind.PURPOSES:
        return _purpose_boxes(choices, paper.get("purposes") or [])
    if kind == CoverFieldKind.TICKS and (answer["items"] or answer["status"] not in IN_WORDS):
        return _ticked(choices, answer["items"], is_known=bool(answer["items"]))
    return []


def purpose_of(word: str) -> Purpose | None:
    """What a box such as “For information” brings the paper for; None for a word of no purpose."""
    words = word.casefold().replace("/", " ").split()
    for purpose in Purpose:
        if purpose.value in words or any(other in words for other in OTHER_WORDS[purpose]):
            return purpose
    return None


def session_of(word: str) -> str | None:
    """The session that a box such as “PUBLIC session” stands for; None for a word of neither."""
    return next((session for session in ("public", "private") if session in word.casefold()), None)


def fault_of_choices(kind: str, choices: list[str]) -> str:
    """What is wrong with the boxes that a field names, with the cure; blank for those that can be printed."""
    if kind not in BOXED:
        return "Only fields of boxes have any. Take them out." if choices else ""
    if len({choice.casefold() for choice in choices}) < len(choices):
        return "A box stands twice. Take one of the two out."
    if kind == CoverFieldKind.TICKS:
        return "" if choices else "Name the boxes that can be ticked."
    means = session_of if kind == CoverFieldKind.SESSION else purpose_of
    known = ("public", "private") if kind == CoverFieldKind.SESSION else Purpose.values
    strange = [choice for choice in choices if means(choice) is None]
    if strange:
        return f"“{strange[0]}” says none of {', '.join(known)}. Use such a word in it."
    if len({means(choice) for choice in choices}) < len(choices):
        return "Two boxes say the same. Take one of them out."
    return ""


def _session_boxes(choices: list[str], session: str | None) -> list[Box]:
    return [
        Box(choice, None if session is None else session_of(choice) == session)
        for choice in choices or SESSIONS
    ]


def _purpose_boxes(choices: list[str], purposes: list[str]) -> list[Box]:
    """Where none is ticked, which ones were is not known."""
    words = {purpose_of(choice): choice for choice in choices or Purpose.labels}
    ticked = [words.get(Purpose(purpose), Purpose(purpose).label) for purpose in purposes]
    return _ticked(choices or Purpose.labels, ticked, is_known=bool(purposes))


def _ticked(choices: Iterable[str], ticked: list[str], *, is_known: bool) -> list[Box]:
    offered = list(choices)
    return [
        Box(choice, choice in ticked if is_known else None)
        for choice in (*offered, *(item for item in ticked if item not in offered))
    ]
