"""Words that must fit: into the subject of a mail, a line of a list, a property of a file."""


def shortened(words: str, most: int) -> str:
    """``words``, or where they are more than ``most`` characters their beginning with “…”, as long as that."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
