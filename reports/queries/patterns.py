"""The types of paper that ship with the portal, for any footprint to begin from.

They are those of the example data (reports/examples/*/paper_types.yaml), read when they are asked for: one source.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reports.examples_loader.yaml_rows import read

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@dataclass(frozen=True)
class Pattern:
    """A type that ships: its row and that of its cover sheet as they stand in the file, and whose example it is."""

    key: str
    source: str
    paper_type: dict[str, Any]
    cover_sheet: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.paper_type["name"])

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Each with ``key``, ``title`` and, where it has them, ``options``."""
        return list(self.paper_type["sections"])

    @property
    def about(self) -> str:
        """“Dorset: 8 sections, from Introduction to Table of Abbreviations.”"""
        titles = [section["title"] for section in self.sections]
        if len(titles) == 1:
            return f"{self.source}: {titles[0]}."
        return f"{self.source}: {len(titles)} sections, from {titles[0]} to {titles[-1]}."


@cache
def patterns() -> dict[str, Pattern]:
    """Every type that ships, by a key such as “dorset/risk-register”. Read once in a process: files of the release."""
    found = {}
    for folder in sorted(path.parent for path in EXAMPLES.glob("*/paper_types.yaml")):
        rows, source = _document(folder / "paper_types.yaml"), _document(folder / "footprint.yaml")
        sheets = {sheet["key"]: sheet for sheet in rows["cover_templates"]}
        for row in rows["paper_types"]:
            key = f"{folder.name}/{row['slug']}"
            found[key] = Pattern(key, source["footprint"]["name"], row, sheets[row["cover_template"]])
    return found


def _document(path: Path) -> dict[str, Any]:
    document, faults = read(path.read_text(encoding="utf-8"), file=path.name)
    if faults:
        raise ValueError(f"{path.parent.name}/{path.name}: {faults[0].message}")
    # Plain lists and dictionaries: rows that know their lines cannot be copied.
    plain: dict[str, Any] = json.loads(json.dumps(document, default=str))
    return plain
