"""The record that a paper is drawn from, as a file: canonical JSON, of which anyone can take the hash."""

import json
from typing import Any

from portfolios.models import Session
from reports.models import Run
from reports.models.snapshots import canonical
from reports.snapshot_content import newly_private, public, with_marks
from reports.snapshot_content.private_texts import RISK

# What a public paper prints of a risk whose text is not published: its number, its level and its scores.
UNPUBLISHED: dict[str, Any] = dict.fromkeys(RISK, "") | {"controls": [], "actions": []}


def record_of(run: Run) -> bytes:
    """The snapshot of ``run`` as canonical JSON in UTF-8: the same record gives the same bytes.

    Of a paper for a public session only what such a paper may print: no private row, be it marked before the lock or
    since, and no text of a risk that is not published. Three queries.
    """
    data = run.snapshot.data
    if run.paper.session == Session.PUBLIC:
        frozen = json.loads(run.input).get("newly_private", {})
        marked = with_marks(with_marks(data, frozen), newly_private(data, run.paper.period))
        data = public(marked)
        data["risks"] = [risk if risk["is_published"] else risk | UNPUBLISHED for risk in data["risks"]]
    return canonical(data).encode()
