"""Short names in addresses, made of the names that people give."""

from collections.abc import Iterable

from django.utils.text import slugify

# Pages that a row of the same name would hide (reports/urls/paper_types.py).
RESERVED = frozenset({"add"})


def free_key(name: str, taken: Iterable[str], otherwise: str) -> str:
    """A short name for ``name`` that is not ``taken``; of names that make one, the later have a number.

    ``otherwise`` is for a name without a plain letter. Ask under a lock on what the names are unique in.
    """
    wanted = slugify(name)[:70].strip("-") or otherwise
    not_free = RESERVED | set(taken)
    keys = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(not_free) + 2))
    return next(key for key in keys if key not in not_free)
