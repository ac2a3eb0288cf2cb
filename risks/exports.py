"""The lists of dependencies and of asks as sheets, for Excel and CSV."""

from collections.abc import Iterable

from risks.queries.asks import AskLine
from risks.queries.dependencies import DependencyLine
from stp_portal.core.sheets import Cell, Column, Sheet

PRIVATE = Column("Private because")


def dependency_sheet(lines: Iterable[DependencyLine], *, sees_private: bool) -> Sheet:
    """Dependencies, one a row; why one is private only for those who see private ones."""
    columns = [
        Column("Number", "number"),
        Column("What is given", "wrapped"),
        Column("Given by"),
        Column("Needed by"),
        Column("Date needed", "fuzzy"),
        Column("Promised for", "fuzzy"),
        Column("Days late", "number"),
        Column("Status"),
        Column("Received on", "date"),
        Column("Confirmed by giver"),
        Column("Confirmed by taker"),
    ]
    rows: list[list[Cell]] = [
        [
            line.number,
            line.text,
            line.giver,
            line.taker,
            line.needed_by,
            line.promised,
            line.days_late if line.is_open else None,
            line.status_words,
            line.met_on,
            "Yes" if line.giver_confirmed else "No",
            "Yes" if line.taker_confirmed else "No",
            *([line.private_reason] if sees_private else []),
        ]
        for line in lines
    ]
    return Sheet("Dependencies", [*columns, PRIVATE] if sees_private else columns, rows)


def ask_sheet(lines: Iterable[AskLine], *, sees_private: bool) -> Sheet:
    """Asks with what came of them, one a row; why one is private only for those who see private ones."""
    columns = [
        Column("Asked in"),
        Column("Asked by"),
        Column("Body"),
        Column("Purpose"),
        Column("Asked to", "wrapped"),
        Column("How far it has come"),
        Column("What was said", "wrapped"),
        Column("Said on", "date"),
        Column("Open actions", "number"),
    ]
    rows: list[list[Cell]] = [
        [
            line.period,
            line.heading,
            line.body,
            line.purpose_words,
            f"{line.verb} {line.text}",
            line.stage_words,
            line.outcome_words,
            line.said_on,
            line.open_actions,
            *([line.private_reason] if sees_private else []),
        ]
        for line in lines
    ]
    return Sheet("Asks and decisions", [*columns, PRIVATE] if sees_private else columns, rows)
