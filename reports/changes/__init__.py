"""What changed since last time: two snapshots compared, in plain sentences (DESIGN 5.6). The rules: docs/changes.md."""

from reports.changes.change import Change, Changes, Group, Kind
from reports.changes.comparison import compare
from reports.changes.openness import public_pair

__all__ = ["Change", "Changes", "Group", "Kind", "compare", "public_pair"]
