"""The real papers of the example data, from the record to the file."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from reports.compilation import Compiled, compile_paper
from reports.examples_loader import load
from reports.inputs import frozen_input
from reports.models import Paper
from reports.models.snapshots import canonical
from tests.papers.tags import spoken_text

EXAMPLES = Path(settings.BASE_DIR) / "reports" / "examples"


@dataclass(frozen=True)
class Rebuilt:
    """The example's snapshot and frozen input, what was compiled of them, and the text of the PDF."""

    snapshot: dict[str, Any]
    paper: dict[str, Any]
    compiled: Compiled
    text: str


def loaded(paper_type: str, example: str = "dorset") -> tuple[dict[str, Any], dict[str, Any]]:
    """The snapshot and the frozen input of an example's paper of a type. Leaves its rows in the database."""
    footprint = load(EXAMPLES / example).footprint
    paper = Paper.objects.get(footprint=footprint, paper_type__slug=paper_type)
    return paper.period.snapshots.get().data, json.loads(canonical(frozen_input(paper)))


def rebuilt(snapshot: dict[str, Any], paper: dict[str, Any]) -> Rebuilt:
    compiled = compile_paper(snapshot, paper)
    return Rebuilt(snapshot, paper, compiled, spoken_text(compiled.pdf))
