"""The words of a snapshot that no public paper may repeat."""

from collections.abc import Iterator
from typing import Any

from reports.snapshot_content.openness import OF_REPORT
from reports.snapshot_content.reading import rows_of_report

Row = dict[str, Any]

RISK = ("title", "statement", "cause", "event", "effect", "description", "heading", "reference")
ASK = ("text", "context", "outcome_text")
ISSUE = ("title", "text", "effect", "closed_reason")
RECOMMENDATION = ("theme", "text", "response", "oversight_note", "closed_reason")


def private_texts(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Every private text of a snapshot, each with words for where it stands in the record."""
    found = [
        (where, text)
        for where, text in (
            *_of_reports(data),
            *_of_rows(data, is_private=True),
            *_of_reviews(data, is_private=True),
        )
        if text
    ]
    return list(dict.fromkeys(found))


def open_texts(data: dict[str, Any]) -> list[str]:
    """Every text of a public row: whoever wrote it there meant it to be read, be it said in a private row as well.

    Of risks only those whose text is published.
    """
    published = data | {"risks": [row for row in data["risks"] if row["is_published"]]}
    rows = (*_of_rows(published, is_private=False), *_of_reviews(data, is_private=False))
    return [text for _, text in rows if text]


def _of_reports(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for node in data["initiatives"]:
        for name in OF_REPORT:
            for row in rows_of_report(node, name):
                if row["is_private"]:
                    for text in (row["text"], row.get("reason", "")):
                        yield f"the report of {node['name']}", text


def _of_rows(data: dict[str, Any], *, is_private: bool) -> Iterator[tuple[str, str]]:
    """Rows with a mark of their own, and what hangs from them; what a snapshot's version does not know is empty."""
    readers = {
        "asks": ("a private ask", _ask),
        "milestones": ("a private milestone", _milestone),
        "measures": ("a private measure", _measure),
        "finance": ("a private finance line", _finance),
        "risks": ("a private risk", _risk),
        "issues": ("a private issue", _issue),
        "dependencies": ("a private dependency", _dependency),
    }
    for name, (where, texts) in readers.items():
        for row in data.get(name, []):
            if row["is_private"] == is_private:
                for text in texts(row):
                    yield where, text


def _of_reviews(data: dict[str, Any], *, is_private: bool) -> Iterator[tuple[str, str]]:
    """A private review takes its recommendations with it, whatever their own marks are."""
    for review in data.get("reviews", []):
        if review["is_private"] == is_private:
            for text in (review["title"], review["reviewer"], review["note"]):
                yield "a private review", text
        said_openly = _said_openly(review) if is_private and not review["is_private"] else set()
        for row in review["recommendations"]:
            if (review["is_private"] or row["is_private"]) == is_private:
                for text in _recommendation(row):
                    if text not in said_openly:
                        yield "a private recommendation", text


def _said_openly(review: Row) -> set[str]:
    """What an update said of a public recommendation; of a private one with the same words, it is no secret."""
    return {
        update["text"]
        for row in review["recommendations"]
        if not row["is_private"]
        for update in row["updates"]
    }


def _ask(row: Row) -> Iterator[str]:
    yield from (row[name] for name in ASK)
    yield from (minute["text"] for minute in row.get("minutes", []))
    if done := row.get("done"):
        yield done["text"]
    yield from _actions(row)


def _milestone(row: Row) -> Iterator[str]:
    yield from (row["title"], row.get("detail", ""))


def _measure(row: Row) -> Iterator[str]:
    yield row["title"]
    yield from (reading["note"] for reading in row["readings"])


def _finance(row: Row) -> Iterator[str]:
    yield row["title"]


def _risk(row: Row) -> Iterator[str]:
    yield from (row.get(name, "") for name in RISK)
    yield from (one["reference"] for one in row.get("references", []))
    for control in row.get("controls", []):
        yield from (control["text"], control["gap"])
        yield from (one["text"] for one in control["assurances"])
    yield from _actions(row)


def _issue(row: Row) -> Iterator[str]:
    yield from (row[name] for name in ISSUE)
    yield from _actions(row)


def _dependency(row: Row) -> Iterator[str]:
    yield from (row["text"], row["closed_reason"])
    yield from (update["reason"] for update in row["updates"])


def _recommendation(row: Row) -> Iterator[str]:
    yield from (row[name] for name in RECOMMENDATION)
    for update in row["updates"]:
        yield from (update["text"], update["evidence"])


def _actions(row: Row) -> Iterator[str]:
    for action in row.get("actions", []):
        yield from (action["text"], action["ended_reason"])
        yield from (update["text"] for update in action["updates"])
