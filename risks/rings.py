"""Whether who depends on whom would go round in a ring."""

from collections import deque
from collections.abc import Iterable


def chain(links: Iterable[tuple[int, int]], start: int, end: int) -> list[int]:
    """The shortest way from ``start`` to ``end`` along ``links`` (from, to), both included; empty if none."""
    onwards: dict[int, list[int]] = {}
    for here, there in links:
        onwards.setdefault(here, []).append(there)
    came_from: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            way = [end]
            while way[-1] != start:
                way.append(came_from[way[-1]])
            return way[::-1]
        for there in onwards.get(here, ()):
            if there not in came_from and there != start:
                came_from[there] = here
                waiting.append(there)
    return []
