"""The assurance grid: complete only when every row has an answer and somebody declares it (DOMAIN A8 rule 9)."""

from typing import Any

from reports.checks.found import Found, advisory, blocking

GRID = "Monitoring and Assurance Summary"


def check_assurance(paper: dict[str, Any]) -> list[Found]:
    """Rows unanswered, contradictory or all alike; a declaration that is missing."""
    rows = [answer for answer in paper["cover"] if answer["kind"] == "assurance"]
    if not rows:
        return []
    found = [finding for row in rows for finding in _row(row)]
    answers = {(row["considered"], row["action_required"]) for row in rows}
    if len(rows) > 1 and len(answers) == 1 and None not in next(iter(answers)):
        considered, action = next(iter(answers))
        found.append(
            advisory(
                "assurance-all-alike",
                GRID,
                f"All {len(rows)} rows have the same answer (considered: {_word(considered)}, action required: "
                f"{_word(action)}). A grid ticked by rote assures nobody.",
                "Look at each row again, and leave the answers if each of them is right.",
            )
        )
    if paper["declaration"] is None or not paper["declaration"]["initials"]:
        found.append(
            blocking(
                "declaration-missing",
                GRID,
                "Nobody has declared, with initials and date, that the implications were considered.",
                "Have the author make the declaration.",
            )
        )
    return found


def _row(row: dict[str, Any]) -> list[Found]:
    where = f"{GRID}, {row['label']}"
    unanswered = [
        words
        for words, answer in (
            ("whether the implications were considered", row["considered"]),
            ("whether action is required", row["action_required"]),
        )
        if answer is None
    ]
    if unanswered:
        return [
            blocking(
                "assurance-unanswered",
                where,
                f"The row does not say {' nor '.join(unanswered)}.",
                "Answer Yes or No; an empty row is not a No.",
            )
        ]
    if row["action_required"] and not row["considered"]:
        return [
            blocking(
                "assurance-contradictory",
                where,
                "The row says that the implications were not considered, and that they require action.",
                "Correct one of the two answers.",
            )
        ]
    return []


def _word(answer: bool | None) -> str:
    return "Yes" if answer else "No"
