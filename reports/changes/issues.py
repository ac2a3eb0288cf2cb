"""Issues: raised, resolved, moved between levels; and risks that became one."""

from collections.abc import Iterator
from typing import Any

from reports.changes.change import Change, Kind
from reports.changes.record import Pair
from reports.changes.wording import because, without_stop
from reports.dates import long
from risks.models import IssueStatus, RiskLevel, Severity

Row = dict[str, Any]


def issue_changes(pair: Pair) -> Iterator[Change]:
    """What happened to every issue. Of one that a risk became, the risk is named."""
    risks = {row["number"]: row for row in (*pair.before.rows("risks"), *pair.after.rows("risks"))}
    for old, new in pair.rows_of_both("issues"):
        risk = risks.get(new["risk"])
        if old is None and risk and new["status"] == IssueStatus.OPEN:
            yield _became(risk, new)
            continue
        name = f"Issue {new['number']} ({without_stop(new['title'])})"
        for kind, words, size in _of_one(old, new):
            yield Change(kind, f"{name} {words}", initiative=new["initiative"], size=size)


def _became(risk: Row, issue: Row) -> Change:
    subject, title = f"Risk {risk['number']}", without_stop(risk["title"])
    name = f"{subject} ({title})" if title else subject
    words = f"{name} has happened: it is now issue {issue['number']} ({without_stop(issue['title'])})."
    return Change(
        Kind.RISK_BECAME_ISSUE, words, initiative=risk["initiative"], risk=risk["number"], subject=subject
    )


def _of_one(old: Row | None, new: Row) -> Iterator[tuple[Kind, str, int]]:
    """Kind, words after the issue's name, and size of each change of one issue."""
    was_open = old is not None and old["status"] == IssueStatus.OPEN
    if new["status"] != IssueStatus.OPEN:
        if old is None or was_open:
            kind = Kind.ISSUE_RESOLVED if new["status"] == IssueStatus.RESOLVED else Kind.ISSUE_WITHDRAWN
            on = f" on {long(new['closed_on'])}" if new["closed_on"] else ""
            start = "" if old else "raised, and "
            yield kind, f"was {start}{new['status']}{on}{because(new['closed_reason'])}", 0
    elif old is None or not was_open:
        again = " again" if old else ""
        severity = Severity(new["severity"]).label.lower()
        yield Kind.ISSUE_RAISED, f"was raised{again} at {_level(new)} level, of {severity} severity.", 0
    elif rungs := RiskLevel(new["level"]).rung - RiskLevel(old["level"]).rung:
        kind, verb = (
            (Kind.ISSUE_ESCALATED, "escalated") if rungs > 0 else (Kind.ISSUE_DE_ESCALATED, "de-escalated")
        )
        yield kind, f"was {verb} from {_level(old)} to {_level(new)} level.", abs(rungs)


def _level(row: Row) -> str:
    return RiskLevel(row["level"]).label.lower()
