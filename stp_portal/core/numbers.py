"""Counts and shares as papers and pages print them."""


def percent(part: int, whole: int) -> int:
    """`part` of `whole` in whole per cent, halves rounded up (DOMAIN A8 rule 6); nothing of nothing is 0.

    ValueError for negative counts and for a part of nothing.
    """
    if part < 0 or whole < 0 or (part and not whole):
        raise ValueError(
            f"No percentage can be given of {part} in {whole}: counts cannot be negative or exceed 0 of 0."
        )
    return (200 * part + whole) // (2 * whole) if whole else 0


def count_and_share(part: int, whole: int) -> str:
    """A count with its share, as in "13 (42%)"."""
    return f"{part} ({percent(part, whole)}%)"


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number with what it counts, as in "1 day" and "12 days"; ``nouns`` is the plural where it is no added s."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"


def for_days(days: int | None) -> str:
    """“ for 45 days”, to stand behind “not updated”; blank where data are no older than the period."""
    return f" for {counted(days, 'day')}" if days else ""


def whole_number(words: str, otherwise: int = 0) -> int:
    """The number that ``words`` sent by a page are, up to nine figures; ``otherwise`` where they are no such number."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else otherwise
