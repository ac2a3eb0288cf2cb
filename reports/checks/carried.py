"""Texts that a paper took over from the one before it, and that nobody has saved in it."""

from typing import Any

from reports.checks.found import Found, advisory, blocking


def check_carried(section: dict[str, Any], text: str, where: str, *, is_introduction: bool) -> list[Found]:
    """A finding where the printed ``text`` is the last paper's, and nobody said that it holds here.

    ``section`` is its part of the frozen input, ``text`` what people wrote of it; ``is_introduction`` where the rest is
    the record's. That one text is as good for every month is known only to who reads it: saving it once says so. An
    introduction may stand with a waiver; a narrative that may tell of another month is not passed on unread.
    """
    before = section.get("carried_from")
    if not before or not text.strip():
        return []
    if is_introduction:
        return [
            advisory(
                "introduction-carried",
                where,
                f"The words above what the record gives are those of {before}, and nobody has saved them here.",
                "Read them, and save them as they stand or changed.",
            )
        ]
    return [
        blocking(
            "text-carried",
            where,
            f"The text is that of {before}, and nobody has saved it here: it may tell of that time still.",
            "Read it, and save it as it stands or changed; or leave the section out of the paper.",
        )
    ]
