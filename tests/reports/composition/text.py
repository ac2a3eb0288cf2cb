"""What a composed paper says, as text."""

import re
from typing import Any

from tests.papers.documents import page
from tests.papers.records import paper, snapshot


def words(*sections: dict[str, Any], record: dict[str, Any] | None = None, **changes: Any) -> str:
    """The text of the page of a paper, single spaces."""
    html = page(record or snapshot(), paper(*sections, **changes))
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&amp;", "&").split())
