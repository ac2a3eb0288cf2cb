"""What a public paper leaves out: what, where it would stand, and why. For those who may read private material.

Nothing of it is ever printed: it is stored with the run, beside the files (DESIGN 4, DOMAIN B11).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from reports.figures import PLACE
from reports.snapshot_content.openness import OF_REPORT
from reports.snapshot_content.reading import rows_of_report

Row = dict[str, Any]

# A row that was public in the frozen record has no reason there.
MARKED_LATER = "Marked private after the record was frozen; the register says why."
NOT_PUBLISHED = "The text of the risk is not published."


@dataclass(frozen=True)
class Redaction:
    """One thing that is left out."""

    what: str
    where: str
    why: str


def redactions(
    snapshot: Row, paper: Row, kinds_of: Callable[[Row], tuple[str, ...]]
) -> tuple[Redaction, ...]:
    """What a paper for a public session leaves out of the whole ``snapshot`` and of its frozen input, in printed order.

    ``kinds_of`` a section are the kinds of rows it draws on. A row that several sections leave out is told once.
    """
    if paper["session"] != "public":
        return ()
    found = [_of_section(section) for section in paper["sections"] if section["is_private"]]
    where: dict[tuple[str, str], list[str]] = {}
    for section in paper["sections"]:
        if section["is_private"]:
            continue
        figures = ("risks",) if PLACE.search(section["text"]) else ()
        for kind in dict.fromkeys((*kinds_of(section), *figures)):
            for what, why in LEFT_OUT[kind](snapshot):
                places = where.setdefault((what, why), [])
                if section["title"] not in places:
                    places.append(section["title"])
    return (
        *found,
        *(Redaction(what, "; ".join(places), why) for (what, why), places in where.items()),
    )


def _of_section(section: Row) -> Redaction:
    why = section.get("private_reason") or "The section is marked private."
    return Redaction(f"Section “{section['title']}”", "The paper itself", why)


def _why(row: Row) -> str:
    return row.get("private_reason") or MARKED_LATER


def _private(snapshot: Row, name: str) -> Iterator[Row]:
    """The private rows of a list; versions that lack it have none."""
    yield from (row for row in snapshot.get(name, []) if row["is_private"])


def _risks(snapshot: Row) -> Iterator[tuple[str, str]]:
    """Open ones. Of a public risk whose text is not published, the text."""
    for row in snapshot["risks"]:
        if row["status"] != "open":
            continue
        if row["is_private"]:
            yield f"Risk {row['number']}: {row['title']}", _why(row)
        elif not row["is_published"]:
            yield f"The text of risk {row['number']}: {row['title']}", NOT_PUBLISHED


def _asks(purpose: str) -> Callable[[Row], Iterator[tuple[str, str]]]:
    def of_purpose(snapshot: Row) -> Iterator[tuple[str, str]]:
        for row in _private(snapshot, "asks"):
            if row["purpose"] == purpose and row["state"] != "withdrawn":
                yield f"Ask of {row['period_label']}: {row['sentence']}", _why(row)

    return of_purpose


def _of_reports(snapshot: Row) -> Iterator[tuple[str, str]]:
    for node in snapshot["initiatives"]:
        for name in OF_REPORT:
            for row in rows_of_report(node, name):
                if row["is_private"]:
                    yield f"From the report of {node['name']}: {row['text']}", _why(row)


def _reviews(snapshot: Row) -> Iterator[tuple[str, str]]:
    for review in snapshot.get("reviews", []):
        if review["is_private"]:
            yield f"Review: {review['title']}", _why(review)
            continue
        for row in review["recommendations"]:
            if row["is_private"]:
                yield f"Recommendation {row['number']} of {review['title']}: {row['text']}", _why(row)


def _named(noun: str, name: str, words: str = "title") -> Callable[[Row], Iterator[tuple[str, str]]]:
    """Rows with a number of their own, in milestones of version 1 without."""

    def of_list(snapshot: Row) -> Iterator[tuple[str, str]]:
        for row in _private(snapshot, name):
            number = f" {row['number']}" if row.get("number") else ""
            yield f"{noun}{number}: {row[words]}", _why(row)

    return of_list


# By the kinds of rows that sections say they draw on.
LEFT_OUT: dict[str, Callable[[Row], Iterator[tuple[str, str]]]] = {
    "risks": _risks,
    "asks for discussion": _asks("discussion"),
    "asks for decision": _asks("decision"),
    "reports": _of_reports,
    "reviews": _reviews,
    "milestones": _named("Milestone", "milestones"),
    "measures": _named("Measure", "measures"),
    "finance": _named("Finance line", "finance"),
    "issues": _named("Issue", "issues"),
    "dependencies": _named("Dependency", "dependencies", "text"),
}
