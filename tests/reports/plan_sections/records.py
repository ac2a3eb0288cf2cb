"""Records of two programmes, and what the sections of a plan say of them."""

import html
import re
from typing import Any

from reports.composition import compose
from tests.papers.documents import page
from tests.papers.records import holder, initiative, paper, snapshot

Row = dict[str, Any]
BOTH = ["2017/18", "2018/19"]
PRIVATE = {"is_private": True, "private_reason": "Section 43."}
HUBS = {"initiative": "hubs"}


def milestone(number: int, title: str, *years: str, **changes: Any) -> Row:
    return {
        "number": number,
        "initiative": "hubs",
        "title": title,
        "detail": "",
        "heading": "",
        "financial_years": list(years),
        "is_private": False,
        "private_reason": "",
    } | changes


def measure(number: int, title: str, **changes: Any) -> Row:
    return {
        "number": number,
        "initiative": "hubs",
        "title": title,
        "gap": "",
        "is_private": False,
        "private_reason": "",
        "readings": [],
    } | changes


def record(*people: Row, **rows: Any) -> Row:
    """A record with two programmes: hubs, and cancer, which nothing is recorded of."""
    nodes = [
        initiative("hubs", kind="portfolio", people=list(people), description="Brings care **closer**."),
        initiative("cancer", kind="workstream", description=""),
    ]
    return snapshot(**{"initiatives": nodes, "measures": [], "organisations": []} | rows)


def words(data: Row, *sections: Row, **changes: Any) -> str:
    """The words of the sections."""
    text = page(data, paper(*sections, **changes))
    plain = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    return plain[plain.rindex("1. ") :].split("Author’s name")[0].strip()


def findings(data: Row, *sections: Row) -> list[tuple[str, str]]:
    return [(one.rule, one.where) for one in compose(data, paper(*sections)).findings]


TRUSTS = [
    holder("sro", "", post="Chief Executive", organisation="East Trust"),
    holder("sro", "", post="Chief Executive", organisation="West Trust"),
]


DIRECTOR = holder("portfolio_director", "Ann Lee", post="Director", organisation="", is_acting=True)
TEXT = """Why we do it.

**Outcomes**

By March:

{{ outcomes }}

{{roles}}

**Key deliverables**

  {{ deliverables }}

There are {{ risks.total }} risks."""


WHOLE = record(*TRUSTS, milestones=[milestone(1, "Open", "2017/18")], measures=[measure(1, "fewer falls")])
