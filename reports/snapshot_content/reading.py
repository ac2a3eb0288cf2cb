"""Reads of a snapshot that several sections and checks share."""

from collections.abc import Sequence
from typing import Any


def standing_rating(node: dict[str, Any]) -> dict[str, Any] | None:
    """The rating a paper prints: the PMO's where it gave one, else the lead's."""
    return node["ratings"]["pmo"] or node["ratings"]["lead"]


def rated_initiatives(snapshot: dict[str, Any], kinds: Sequence[str]) -> list[dict[str, Any]]:
    """The initiatives of these kinds that have a rating in the portfolio summary, in printed order."""
    return [node for node in snapshot["initiatives"] if node["is_rated"] and node["kind"] in kinds]


def schemes_of(snapshot: dict[str, Any], nodes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The schemes in whose words ``nodes`` are rated, for the printed key; those in force where nothing is rated."""
    used = {rating["scheme"] for node in nodes if (rating := standing_rating(node))}
    return [
        scheme for scheme in snapshot["schemes"] if (scheme["key"] in used if used else scheme["is_in_force"])
    ]
