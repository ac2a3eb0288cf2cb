"""Several things in one sentence."""

from collections.abc import Iterable


def listed(things: Iterable[object], *, most: int | None = None, last: str = "and") -> str:
    """“Ann”, “Ann and Ben”, “Ann, Ben and Cal”; blank for nothing. ``last`` is the word before the last of them.

    Where there are more than ``most``, the first so many are named: “Ann, Ben and 4 more”.
    """
    words = [str(thing) for thing in things]
    if most is not None and len(words) > most:
        words = [*words[:most], f"{len(words) - most} more"]
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
