"""One recommendation, one verb (DOMAIN A8 rule 7)."""

import re
from typing import Any

from reports.checks.found import Found, advisory, blocking
from stp_portal.core import text as narrative


def check_recommendation(recommendation: dict[str, Any]) -> list[Found]:
    """A blank recommendation, or one that does not use its own verb."""
    where = "Cover sheet, Recommendation"
    words = narrative.plain(recommendation["text"])
    if not words:
        return [
            blocking(
                "recommendation-blank",
                where,
                "The paper asks nothing of its meeting.",
                "Write what the meeting is asked to do.",
            )
        ]
    if not re.search(rf"\b{re.escape(recommendation['verb'])}\b", words, re.IGNORECASE):
        return [
            advisory(
                "recommendation-verb",
                where,
                f"The paper is for the meeting to “{recommendation['verb']}”, but its recommendation does not say so.",
                "Use the same verb in both.",
            )
        ]
    return []
