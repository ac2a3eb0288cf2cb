"""What rows of a snapshot are called, in marks and where they name each other."""

from typing import Any


def milestone_key(row: dict[str, Any]) -> Any:
    """What a milestone is called in marks: its number, whatever its title becomes. Version 1 had none."""
    return row.get("number") or [row["initiative"], row["title"]]


def recommendation_key(review: dict[str, Any], row: dict[str, Any]) -> list[Any]:
    """What a recommendation is called in marks: numbers are unique within a review."""
    return [review["key"], row["number"]]


def ask_id(ask: dict[str, Any]) -> tuple[str, str]:
    """What an ask is called: keys are unique within a period."""
    return ask["period"], ask["key"]


def raised_in(risk: dict[str, Any]) -> tuple[str, str] | None:
    """The ask that raised a risk."""
    return ask_id(risk["ask"]) if risk["ask"] else None
