"""What of a snapshot may be seen by anybody."""

from typing import Any

# Lists whose rows carry their own mark.
MARKED = ("asks", "milestones", "risks")


def public(data: dict[str, Any]) -> dict[str, Any]:
    """``data`` without anything private (DESIGN 4). Papers for a public session are composed from this alone.

    ``left_out`` names the kinds of rows of which some were private, so that a count can say that it counts public rows
    only. It does not say how many: that would tell what the mark is there to keep.
    """
    initiatives = [node | {"report": _public_report(node["report"])} for node in data["initiatives"]]
    left_out = [name for name in MARKED if any(row["is_private"] and _is_live(row) for row in data[name])]
    if any(_has_private(node["report"]) for node in data["initiatives"]):
        left_out.append("paragraphs")
    kept = {name: [row for row in data[name] if not row["is_private"]] for name in MARKED}
    asks = {_ask_id(ask) for ask in kept["asks"]}
    # A public risk raised in a private ask: the key of the ask would name it.
    kept["risks"] = [row if _raised_in(row) in asks else row | {"ask": None} for row in kept["risks"]]
    return data | kept | {"initiatives": initiatives, "left_out": left_out}


def with_marks(data: dict[str, Any], marks: dict[str, list[Any]]) -> dict[str, Any]:
    """``data`` with the rows that ``marks`` names private as well (``marks.newly_private``); nothing is lifted."""

    def marked(row: dict[str, Any], name: str, key: Any) -> dict[str, Any]:
        return row | {"is_private": True} if key in marks.get(name, ()) else row

    def report(node: dict[str, Any]) -> dict[str, Any] | None:
        return node["report"] and node["report"] | {
            "paragraphs": [
                marked(row, "paragraphs", [node["slug"], index])
                for index, row in enumerate(node["report"]["paragraphs"])
            ]
        }

    return data | {
        "initiatives": [node | {"report": report(node)} for node in data["initiatives"]],
        "asks": [marked(row, "asks", [row["period"], row["key"]]) for row in data["asks"]],
        "milestones": [
            marked(row, "milestones", [row["initiative"], row["title"]]) for row in data["milestones"]
        ],
        "risks": [marked(row, "risks", row["number"]) for row in data["risks"]],
    }


def private_texts(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Every private text of a snapshot, each with words for where it stands in the record."""
    found = [
        (f"the report of {node['name']}", paragraph["text"])
        for node in data["initiatives"]
        for paragraph in (node["report"] or {"paragraphs": []})["paragraphs"]
        if paragraph["is_private"]
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
    return report | {"paragraphs": [row for row in report["paragraphs"] if not row["is_private"]]}


def _has_private(report: dict[str, Any] | None) -> bool:
    return report is not None and any(row["is_private"] for row in report["paragraphs"])
