"""The steps of a report: from where to where each leads, whose it is, and taking one."""

from portfolios.actions import report_steps
from portfolios.models import HighlightReport, ReportState
from stp_portal.accounts.models import User

NAMES = ("submit", "recall", "send_back", "assure", "sign_off", "comment")
PEOPLE = ("alice", "priya", "ann", "sam", "bea", "bob", "charlie")

# Step: the states from which it leads, the state it leads to, and the people whose it is.
TABLE: dict[str, tuple[set[str], str | None, set[str]]] = {
    "submit": ({"expected", "draft"}, "submitted", {"alice", "priya", "ann", "sam"}),
    "recall": ({"submitted"}, "draft", {"alice", "sam"}),
    "send_back": ({"submitted", "assured", "signed_off"}, "draft", {"priya", "ann"}),
    "assure": ({"submitted"}, "assured", {"priya", "ann"}),
    "sign_off": ({"assured"}, "signed_off", {"sam"}),
    "comment": (set(ReportState.values), None, {"alice", "priya", "ann", "sam"}),
}

# Somebody of these people for each step.
ABLE = {name: "sam" if "sam" in people else "ann" for name, (_, _, people) in TABLE.items()}


def take(
    name: str, report: HighlightReport, by: User, version: int | None = None, comment: str = "Please look."
):
    step = getattr(report_steps, name)
    return step(report=report, version=version or report.version, comment=comment, by=by)
