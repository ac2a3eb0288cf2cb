"""The content of a snapshot: one footprint's period as plain data, and the part of it that is public."""

from reports.snapshot_content.openness import public
from reports.snapshot_content.record import SCHEMA_VERSION, build

__all__ = ["SCHEMA_VERSION", "build", "public"]
