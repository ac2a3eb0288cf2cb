"""What is checked before a paper is published (DESIGN 6). One module per topic; a rule has one name."""

from reports.checks.found import Found, advisory, blocking

__all__ = ["Found", "advisory", "blocking"]
