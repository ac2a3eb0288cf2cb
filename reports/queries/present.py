"""What a paper is drawn from as it stands now, and whether a run is of just that."""

import json
from typing import Any

from portfolios.models import Session
from reports.inputs import frozen_input
from reports.models import Paper, Run, Snapshot
from reports.models.snapshots import canonical, digest
from reports.queries.changes import changes_in_paper
from reports.queries.earlier_reports import earlier_reports
from reports.sections import section_for
from reports.sections.changes import WhatChanged
from reports.snapshot_content import newly_private, with_marks


def drawn_from(paper: Paper, snapshot: Snapshot) -> dict[str, Any]:
    """Everything ``paper`` would be drawn from now beside ``snapshot``, as plain data: what a run freezes as its input.

    That is all that people wrote in it; of a public paper, which rows were marked private since the snapshot; what
    changed since the period before, where a section tells of it; and fingerprints of the reports of the two periods
    before, where a section prints reports. Some fifteen queries.
    """
    written = frozen_input(paper)
    record, is_public = snapshot.data, written["session"] == Session.PUBLIC
    if is_public:
        # Part of the input, so that a mark given after the lock gives a run of its own, and the paper without the row.
        written["newly_private"] = newly_private(snapshot.data, paper.period)
        record = with_marks(record, written["newly_private"])
    if any("reports" in section_for(section["key"]).draws_on for section in written["sections"]):
        written["earlier_reports"] = earlier_reports(paper.period)
    if any(section["key"] == WhatChanged.key for section in written["sections"]):
        written["changes"] = changes_in_paper(paper.period, record, is_public=is_public).plain()
    return written


def input_digest(snapshot: Snapshot, frozen: str) -> str:
    """The SHA-256 under which a run is known: of the snapshot and of the input as canonical JSON."""
    return digest(canonical({"snapshot": snapshot.sha256, "paper": frozen}))


def is_present(run: Run, paper: Paper, *, by_any_renderer: bool = False) -> bool:
    """Whether ``run`` was asked for with what ``paper`` is drawn from now, of the last lock of its period.

    ``by_any_renderer``: also where the portal itself was renewed since, which changes no word of what was approved.
    """
    snapshot = Snapshot.objects.locked().filter(period=paper.period_id).first()
    if snapshot is None or run.snapshot.sha256 != snapshot.sha256:
        return False
    now = drawn_from(paper, snapshot)
    if not by_any_renderer:
        return run.input_sha256 == input_digest(snapshot, canonical(now))
    return json.loads(run.input) | {"renderer": ""} == json.loads(canonical(now)) | {"renderer": ""}


def says_the_same(run: Run, other: Run) -> bool:
    """Whether two runs of a paper are drawn from the same but for its state and the version of the portal."""
    but_for = {"state": "", "renderer": ""}
    inputs = [json.loads(one.input) | but_for for one in (run, other)]
    return run.snapshot.sha256 == other.snapshot.sha256 and inputs[0] == inputs[1]
