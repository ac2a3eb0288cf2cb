"""What of a snapshot may be seen by anybody. Lists that snapshots of earlier versions lack have nothing private."""

from typing import Any

from reports.snapshot_content.keys import ask_id, milestone_key, raised_in, recommendation_key
from reports.snapshot_content.reading import rows_of_report, rows_of_reviews

# Lists whose rows carry their own mark: of the record, and of one report in it. Reviews and their recommendations too.
MARKED = ("asks", "milestones", "measures", "finance", "risks", "issues", "dependencies")
OF_REPORT = ("paragraphs", "planned_outcomes")
OF_REVIEW = ("reviews", "recommendations")


def public(data: dict[str, Any]) -> dict[str, Any]:
    """``data`` without anything private (DESIGN 4). Papers for a public session are composed from this alone.

    What hangs from a private row (its controls, actions, updates, recommendations) goes with it, and no public row
    names it. ``left_out`` names the kinds of rows of which some were private, so that a count can say that it counts
    public rows only. It does not say how many: that would tell what the mark is there to keep.
    """
    initiatives = [node | {"report": _public_report(node["report"])} for node in data["initiatives"]]
    held = [name for name in MARKED if name in data]
    left_out = [name for name in held if any(row["is_private"] and _is_live(row) for row in data[name])]
    left_out += [name for name in OF_REPORT if any(_private_rows(node, name) for node in data["initiatives"])]
    left_out += [name for name in OF_REVIEW if any(row["is_private"] for row in rows_of_reviews(data, name))]
    kept = {name: [row for row in data[name] if not row["is_private"]] for name in held}
    asks = {ask_id(ask) for ask in kept["asks"]}
    # A public risk raised in a private ask: the key of the ask would name it. An issue of a private risk likewise.
    kept["risks"] = [row if raised_in(row) in asks else row | {"ask": None} for row in kept["risks"]]
    risks = {row["number"] for row in kept["risks"]}
    if "issues" in kept:
        kept["issues"] = [row if row["risk"] in risks else row | {"risk": None} for row in kept["issues"]]
    if "reviews" in data:
        kept["reviews"] = [_public_review(row) for row in data["reviews"] if not row["is_private"]]
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

    def review(row: dict[str, Any]) -> dict[str, Any]:
        asked = [
            marked(one, "recommendations", recommendation_key(row, one)) for one in row["recommendations"]
        ]
        return marked(row, "reviews", row["key"]) | {"recommendations": asked}

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

    by_number = {
        name: [marked(row, name, row["number"]) for row in data[name]]
        for name in ("issues", "dependencies", "measures", "finance")
        if name in data
    }
    reviews = {"reviews": [review(row) for row in data["reviews"]]} if "reviews" in data else {}
    return (
        data
        | {
            "initiatives": [node | ratings(node) | {"report": report(node)} for node in data["initiatives"]],
            "asks": [marked(row, "asks", [row["period"], row["key"]]) for row in data["asks"]],
            "milestones": milestones,
            "risks": risks,
        }
        | by_number
        | reviews
    )


def _is_live(row: dict[str, Any]) -> bool:
    """A closed risk is in no count, so that it is private changes none."""
    return row.get("status", "open") == "open"


def _public_report(report: dict[str, Any] | None) -> dict[str, Any] | None:
    if report is None:
        return None
    return report | {
        name: [row for row in report.get(name, []) if not row["is_private"]] for name in OF_REPORT
    }


def _public_review(review: dict[str, Any]) -> dict[str, Any]:
    """Its public recommendations. An update that was said of a private one too does not name it."""
    kept = [row for row in review["recommendations"] if not row["is_private"]]
    numbers = {row["number"] for row in kept}

    def update(row: dict[str, Any]) -> dict[str, Any]:
        others = [number for number in row["said_with"] if number in numbers]
        return row | {"said_with": others if len(others) > 1 else []}

    return review | {
        "recommendations": [row | {"updates": [update(one) for one in row["updates"]]} for row in kept]
    }


def _private_rows(node: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [row for row in rows_of_report(node, name) if row["is_private"]]
