"""Registers printed in papers: risks nobody owns, scores off their product, dates that had passed, crowded tables."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from reports.checks.found import Found, advisory
from risks.models import ENDED
from stp_portal.core.numbers import counted

Row = dict[str, Any]
NAMED = 10  # rows that a finding names


class Crowded(Protocol):
    """A table that knows whether its columns have room."""

    @property
    def is_crowded(self) -> bool: ...


def check_risks(snapshot: Row, where: str) -> list[Found]:
    """Findings about the open risks of a register."""
    risks = [risk for risk in snapshot["risks"] if risk["status"] == "open"]
    return [
        *_without_owner(risks, where),
        *_without_score(risks, where),
        *_off_product(risks, where),
        *_actions_past(snapshot, risks, where),
    ]


def check_recommendations(snapshot: Row, rows: Sequence[tuple[str, Row]], where: str) -> list[Found]:
    """A finding for each open recommendation that was due before the report, and one for those without a lead.

    ``rows``: recommendations, each with the words that name it.
    """
    return _check_tracked(
        snapshot, [(name, row) for name, row in rows if not row["closed_on"]], where, "recommendation"
    )


def check_actions(snapshot: Row, rows: Sequence[tuple[str, Row]], where: str) -> list[Found]:
    """The same of actions that have not ended."""
    return _check_tracked(
        snapshot, [(name, row) for name, row in rows if row["status"] not in ENDED], where, "action"
    )


def _check_tracked(snapshot: Row, is_open: Sequence[tuple[str, Row]], where: str, noun: str) -> list[Found]:
    found = [
        _past(f"{where}, {name}", f"The {noun} was due {row['due']['words']}", snapshot)
        for name, row in is_open
        if row["status"] not in ENDED and _is_past(row["due"], snapshot)
    ]
    if nobody := [name for name, row in is_open if row["lead"] is None]:
        found.append(
            advisory(
                "lead-missing",
                where,
                f"{counted(len(nobody), noun)} of {len(is_open)} {_have(nobody)} no accountable lead: "
                f"{_named(nobody)}.",
                "Name the lead in the tracker.",
            )
        )
    return found


def check_crowded(table: Crowded, where: str) -> list[Found]:
    """A finding for a table whose columns have less room than they need."""
    if not table.is_crowded:
        return []
    return [
        advisory(
            "columns-crowded",
            where,
            "The table has more columns than a page has room for, so words are broken.",
            "Ask for fewer columns in the paper type.",
        )
    ]


def _without_owner(risks: list[Row], where: str) -> Iterator[Found]:
    if nobody := [f"risk {risk['number']}" for risk in risks if not risk["owners"]]:
        yield advisory(
            "risk-without-owner",
            where,
            f"{counted(len(nobody), 'risk')} of {len(risks)} {_have(nobody)} no owner: {_named(nobody)}.",
            "Name the owners in the register.",
        )


def _without_score(risks: list[Row], where: str) -> Iterator[Found]:
    if unscored := [f"risk {risk['number']}" for risk in risks if not risk["scores"].get("current")]:
        yield advisory(
            "risk-unscored",
            where,
            f"{counted(len(unscored), 'risk')} of {len(risks)} {_have(unscored)} no score: {_named(unscored)}.",
            "Score them in the register, so that the board can tell which matter most.",
        )


def _off_product(risks: list[Row], where: str) -> Iterator[Found]:
    """DOMAIN A8 rule 5: both are kept, and flagged."""
    for risk in risks:
        for score in risk["scores"].values():
            printed, computed = score.get("printed_score"), score.get("score")
            if printed is not None and computed is not None and printed != computed:
                product = f"{score['likelihood']} x {score['impact']} = {computed}"
                yield advisory(
                    "score-off-product",
                    f"{where}, risk {risk['number']}",
                    f"The score was printed as {printed}, but {product}.",
                    "Correct the factors or the score in the register.",
                )


def _actions_past(snapshot: Row, risks: list[Row], where: str) -> Iterator[Found]:
    for risk in risks:
        for action in risk.get("actions", []):
            if action["status"] not in ENDED and _is_past(action["due"], snapshot):
                yield _past(
                    f"{where}, risk {risk['number']}",
                    f"Action {action['number']} was due {action['due']['words']}",
                    snapshot,
                )


def _past(where: str, words: str, snapshot: Row) -> Found:
    """DOMAIN A9 Q6."""
    return advisory(
        "due-before-report",
        where,
        f"{words}, before the report for {snapshot['period']['label']}, and is not done.",
        "Say how it stands, or give it another date with the reason.",
    )


def _is_past(due: Row | None, snapshot: Row) -> bool:
    period = snapshot["period"]
    last: str | None = due["last"] if due else None
    return last is not None and last < (period["data_cut_off"] or period["last_day"])


def _have(names: list[str]) -> str:
    return "has" if len(names) == 1 else "have"


def _named(names: list[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
