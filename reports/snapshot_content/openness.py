"""What of a snapshot may be seen by anybody."""

from typing import Any

from reports.snapshot_content.reading import rows_of_report

# Lists whose rows carry their own mark: of the record, and of one report in it.
MARKED = ("asks", "milestones", "risks")
OF_REPORT = ("paragraphs", "planned_outcomes")


def public(data: dict[str, Any]) -> dict[str, Any]:
    """``data`` without anything private (DESIGN 4). Papers for a public session are composed from this alone.

    ``left_out`` names the kinds of rows of which some were private, so that a count can say that it counts public rows
    only. It does not say how many: that would tell what the mark is there to keep.
    """
    initiatives = [node | {"report": _public_report(node["report"])} for node in data["initiatives"]]
    left_out = [name for name in MARKED if any(row["is_private"] and _is_live(row) for row in data[name])]
    left_out += [name for name in OF_REPORT if any(_private_rows(node, name) for node in data["initiatives"])]
    kept = {name: [row for row in data[name] if not row["is_private"]] for name in MARKED}
    asks = {_ask_id(ask) for ask in kept["asks"]}
    # A public risk raised in a private ask: the key of the ask would name it.
    kept["risks"] = [row if _raised_in(row) in asks else row | {"ask": None} for row in kept["risks"]]
    return data | kept | {"initiatives": initiatives, "left_out": left_out}


def with_marks(data: dict[str, Any], marks: dict[str, list[Any]]) -> dict[str, Any]:
    """``data`` with the rows that ``marks`` names private as well (``marks.newly_private``); nothing is lifted.

    The calculated rating of an initiative whose milestone or risk is named goes too: it tells of it, in words.
    """

    def marked(row: dict[str, Any], name: str, key: Any) -> dict[str, Any]:
        return row | {"is_private": True} if key in marks.get(name, ()) else row

    def report(node: dict[str, Any]) -> dict[str, Any] | None:
        return node["report"] and node["report"] | {
            name: [
                marked(row, name, [node["slug"], index])
                for index, row in enumerate(rows_of_report(node, name))
            ]
            for name in OF_REPORT
        }

    milestones = [marked(row, "milestones", milestone_key(row)) for row in data["milestones"]]
    risks = [marked(row, "risks", row["number"]) for row in data["risks"]]
    was_counted = {
        old["initiative"]
        for old, new in zip(data["milestones"] + data["risks"], milestones + risks, strict=True)
        if new is not old
    }

    def ratings(node: dict[str, Any]) -> dict[str, Any]:
        gone = {"calculated": None} if node["slug"] in was_counted else {}
        return {"ratings": node["ratings"] | gone}

    return data | {
        "initiatives": [node | ratings(node) | {"report": report(node)} for node in data["initiatives"]],
        "asks": [marked(row, "asks", [row["period"], row["key"]]) for row in data["asks"]],
        "milestones": milestones,
        "risks": risks,
    }


def private_texts(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Every private text of a snapshot, each with words for where it stands in the record."""
    found = [
        (f"the report of {node['name']}", text)
        for node in data["initiatives"]
        for name in OF_REPORT
        for row in _private_rows(node, name)
        for text in (row["text"], row.get("reason"))
        if text
    ]
    fields = {
        "asks": ("text", "context", "outcome_text"),
        "milestones": ("title",),
        "risks": ("title", "statement"),
    }
    for name, texts in fields.items():
        for row in data[name]:
            if row["is_private"]:
                found += [(f"a private {name[:-1]}", row[text]) for text in texts if row[text]]
    return found


def milestone_key(row: dict[str, Any]) -> Any:
    """What a milestone is called in marks: its number, whatever its title becomes. Version 1 had none."""
    return row.get("number") or [row["initiative"], row["title"]]


def _ask_id(ask: dict[str, Any]) -> tuple[str, str]:
    return ask["period"], ask["key"]


def _raised_in(risk: dict[str, Any]) -> tuple[str, str] | None:
    return _ask_id(risk["ask"]) if risk["ask"] else None


def _is_live(row: dict[str, Any]) -> bool:
    """A closed risk is in no count, so that it is private changes none."""
    return row.get("status", "open") == "open"


def _public_report(report: dict[str, Any] | None) -> dict[str, Any] | None:
    if report is None:
        return None
    return report | {
        name: [row for row in report.get(name, []) if not row["is_private"]] for name in OF_REPORT
    }


def _private_rows(node: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [row for row in rows_of_report(node, name) if row["is_private"]]
