"""The printed order of initiatives: each parent before all that is below it, siblings as they come."""

from collections import defaultdict
from collections.abc import Iterable, Iterator


def in_tree_order(rows: Iterable[tuple[int, int | None]]) -> Iterator[tuple[int, int]]:
    """From keys with the keys of their parents, siblings in order: each key with its depth (0 at the top), in order.

    A row whose parent is not among them stands at the top; so do rows that are each other's parents, which the
    database cannot rule out.
    """
    parents = dict(rows)
    children: defaultdict[int | None, list[int]] = defaultdict(list)
    for pk, parent in parents.items():
        children[parent if parent in parents else None].append(pk)
    seen: set[int] = set()

    def below(pk: int, depth: int) -> Iterator[tuple[int, int]]:
        if pk in seen:
            return
        seen.add(pk)
        yield pk, depth
        for child in children[pk]:
            yield from below(child, depth + 1)

    for top in (*children[None], *parents):
        yield from below(top, 0)
