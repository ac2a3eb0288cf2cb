"""The content of a snapshot: one footprint's period as plain data, and the part of it that is public."""

from reports.snapshot_content.marks import newly_private
from reports.snapshot_content.openness import public, with_marks
from reports.snapshot_content.record import SCHEMA_VERSION, build

__all__ = ["SCHEMA_VERSION", "build", "newly_private", "public", "with_marks"]
