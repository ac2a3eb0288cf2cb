"""Initiatives that began, ended or changed their name."""

from collections.abc import Iterator
from typing import Any

from portfolios.models import InitiativeKind
from reports.changes.change import Change, Kind
from reports.changes.record import Pair


def initiative_changes(pair: Pair) -> Iterator[Change]:
    """A snapshot holds the initiatives that live in its period: one of two it is new, or has ended."""
    before, after = pair.before.nodes, pair.after.nodes
    for slug in {*before, *after}:
        old, new = before.get(slug), after.get(slug)
        name = pair.name(slug)
        if old is None and new:
            kind, sentence = Kind.INITIATIVE_NEW, f"{name} is a new {_place(pair, new)}."
        elif new is None and old:
            kind, sentence = Kind.INITIATIVE_ENDED, f"{name}, a {_place(pair, old)}, has ended."
        elif old and new and old["name"] != new["name"]:
            kind, sentence = Kind.INITIATIVE_RENAMED, f"{old['name']} is now called {name}."
        else:
            continue
        yield Change(kind, sentence, initiative=slug, subject=name)


def _place(pair: Pair, node: dict[str, Any]) -> str:
    """“programme of Urgent Care”."""
    parent = pair.name(node["parent"])
    return InitiativeKind(node["kind"]).label.lower() + (f" of {parent}" if parent else "")
