"""What a check says."""

from dataclasses import dataclass

from reports.models import Severity


@dataclass(frozen=True)
class Found:
    """One finding about a paper: which rule, how grave, where in the paper, what is wrong, and how to put it right."""

    rule: str
    severity: Severity
    where: str
    message: str
    cure: str


def blocking(rule: str, where: str, message: str, cure: str) -> Found:
    """A finding that must be put right before the paper is approved."""
    return Found(rule, Severity.BLOCKING, where, message, cure)


def advisory(rule: str, where: str, message: str, cure: str) -> Found:
    """A finding that the author should look at."""
    return Found(rule, Severity.ADVISORY, where, message, cure)
