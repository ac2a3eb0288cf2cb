"""The initiatives of a footprint as filters of lists know them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from portfolios.models import Footprint, Initiative, InitiativeKind, Someone
from portfolios.tree import in_tree_order

INDENT = "\N{EM SPACE}"  # an ordinary space at the start of an option is not shown


@dataclass(frozen=True)
class Place:
    """An initiative as a filter knows it."""

    pk: int
    parent_id: int | None
    slug: str
    name: str
    kind: str
    depth: int = 0


def places(footprint: Footprint, user: Someone) -> tuple[Place, ...]:
    """The initiatives of the footprint in printed order, each parent before all that is below it. One query."""
    rows = Initiative.objects.visible_to(user).filter(footprint=footprint).order_by("position", "name")
    by_pk = {row["pk"]: row for row in rows.values("pk", "parent_id", "slug", "name", "kind")}
    order = in_tree_order((row["pk"], row["parent_id"]) for row in by_pk.values())
    return tuple(Place(**by_pk[pk], depth=depth) for pk, depth in order)


def choices(known: Iterable[Place], chosen: str) -> list[tuple[str, str]]:
    """Portfolios and programmes to choose from, set in by their depth, and the one that is chosen, whatever its kind.

    A select of a thousand workstreams helps nobody: the page of each links to the register with it chosen.
    """
    offered = (InitiativeKind.PORTFOLIO, InitiativeKind.PROGRAMME)
    return [
        (place.slug, INDENT * place.depth + place.name)
        for place in known
        if place.kind in offered or place.slug == chosen
    ]


def branch(known: Iterable[Place], slug: str) -> tuple[int, ...] | None:
    """The initiative called ``slug`` and all below it, as primary keys; empty where there is none, None for all."""
    if not slug:
        return None
    children: defaultdict[int | None, list[int]] = defaultdict(list)
    wanted: list[int] = []
    for place in known:
        children[place.parent_id].append(place.pk)
        if place.slug == slug:
            wanted.append(place.pk)
    for pk in wanted:  # grows while it is read, until the tree has no more storeys
        wanted += [child for child in children[pk] if child not in wanted]
    return tuple(wanted)
