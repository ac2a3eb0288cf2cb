"""What one rule finds in a paper."""

from typing import Any

from reports.composition import compose
from tests.papers.records import paper, snapshot


def found(
    rule: str, *sections: dict[str, Any], record: dict[str, Any] | None = None, **changes: Any
) -> list[tuple]:
    """Where and what is said by one rule."""
    findings = compose(record or snapshot(), paper(*sections, **changes)).findings
    return [(one.where, one.message) for one in findings if one.rule == rule]
