"""The words of a mail: what several notices become when one person gets them together.

Notices hold no private material, so a mail does not either. What is due is said in the subject, so that a lead knows
from a list of mails whether to open this one.
"""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from portfolios.models import Footprint, Notice, NoticeKind
from stp_portal.accounts.models import User
from stp_portal.core.numbers import counted
from stp_portal.core.shortening import shortened

# Heading, and what one and several of them are in the subject; in this order, most pressing first.
GROUPS = {
    NoticeKind.RETURNED: ("Returned to you", "report returned to you", "reports returned to you"),
    NoticeKind.CHASE: ("The PMO asks for", "report asked for", "reports asked for"),
    NoticeKind.TO_SIGN_OFF: ("To sign off", "report to sign off", "reports to sign off"),
    NoticeKind.REOPENED: ("Opened again", "report opened again", "reports opened again"),
    NoticeKind.ESCALATION: ("To be taken up a level", "escalation to answer", "escalations to answer"),
    NoticeKind.ESCALATED: ("Escalations answered", "escalation answered", "escalations answered"),
    NoticeKind.DEPENDENCY: ("Dependencies", "change of a dependency", "changes of dependencies"),
    NoticeKind.ASSIGNED: ("Yours from now on", "thing given to you", "things given to you"),
    NoticeKind.PAPER: ("Papers that wait for you", "paper that waits for you", "papers that wait for you"),
    NoticeKind.PAPER_NEWS: ("What became of papers", "message about a paper", "messages about papers"),
    NoticeKind.REMINDER: ("Reminders", "reminder", "reminders"),
    NoticeKind.SPONSOR: ("Overdue in what you answer for", "overdue report", "overdue reports"),
    NoticeKind.OPENED: ("Reports to write", "report to write", "reports to write"),
}
LONGEST_SUBJECT = 200


def subject(footprint: Footprint, notices: Sequence[Notice]) -> str:
    """What and how many, such as “Dorset: 2 reminders, 1 report to sign off”; of a single one also what it is about."""
    grouped = _grouped(notices)
    numbers = [counted(len(group), *GROUPS[kind][1:]) for kind, group in grouped.items()]
    line = f"{footprint}: {', '.join(numbers)}"
    if len(notices) == 1 and notices[0].initiative:
        line = f"{line}: {notices[0].initiative}"
    return shortened(" ".join(line.split()), LONGEST_SUBJECT)


def body(footprint: Footprint, user: User, notices: Sequence[Notice]) -> str:
    """The mail as plain text: a greeting, each kind under its heading with links, and how to get less of it."""
    parts = [f"Hello {user},"]
    for kind, group in _grouped(notices).items():
        lines = [f"{GROUPS[kind][0]}:"]
        lines += [f"{notice.text}\n{link(notice.path)}" for notice in group]
        parts.append("\n\n".join(lines))
    choices = link(reverse("reports:mail-preferences", args=[footprint.slug]))
    parts.append(
        f"You get this mail because you have a role in {footprint}, in the STP Portal.\n"
        f"Choose which mail you get, and how often:\n{choices}"
    )
    return "\n\n\n".join(parts) + "\n"


def link(path: str) -> str:
    """The full address of a page of the portal."""
    return f"{settings.PORTAL_URL}{path}"


def _grouped(notices: Sequence[Notice]) -> dict[NoticeKind, list[Notice]]:
    groups = {kind: [notice for notice in notices if notice.kind == kind] for kind in GROUPS}
    return {kind: group for kind, group in groups.items() if group}
