"""Where the pages of papers are."""

LIST = "/northmere/papers/"


def address(paper, rest: str = "") -> str:
    return f"/northmere/papers/{paper.pk}/{rest}"
