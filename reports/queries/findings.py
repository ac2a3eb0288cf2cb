"""What the checks found in a paper, told apart by whether it still stands in the way."""

from dataclasses import dataclass

from reports.models import Finding, Paper, Run, RunState, Severity, Waiver
from reports.models.snapshots import digest


@dataclass(frozen=True)
class Waived:
    """An advisory finding that somebody let stand, with who, when and why."""

    finding: Finding
    waiver: Waiver


def fingerprint(finding: Finding) -> str:
    """What tells a finding from others of its paper, from run to run: its rule, its place and its very words."""
    return digest(f"{finding.rule}|{finding.where}|{finding.message}")


def newest_finished(paper: Paper) -> Run | None:
    """The finished run of ``paper`` that was asked for last, without its frozen input. One query."""
    return paper.runs.last_asked_first().filter(state=RunState.DONE).defer("input").first()


def open_findings(paper: Paper, run: Run | None) -> tuple[list[Finding], list[Finding], list[Waived]]:
    """The findings of ``run`` of ``paper``: those that block, the advisory ones that are open, the waived ones.

    A waiver is of a finding's very words: a finding that changed is open again. What blocks is never waived. Two
    queries; all empty without a run. The caller has seen to it that the person may read private material.
    """
    if run is None:
        return [], [], []
    waivers = {waiver.fingerprint: waiver for waiver in paper.waivers.filter(withdrawn_at=None)}
    blocking: list[Finding] = []
    advisory: list[Finding] = []
    waived: list[Waived] = []
    for finding in run.findings.order_by("position"):
        waiver = waivers.get(fingerprint(finding))
        if finding.severity == Severity.BLOCKING:
            blocking.append(finding)
        elif waiver is None:
            advisory.append(finding)
        else:
            waived.append(Waived(finding, waiver))
    return blocking, advisory, waived
