"""What somebody has to do: one line each, with the day it is due and the page where it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from risks.due_dates import overdue_by
from stp_portal.core.numbers import counted
from stp_portal.core.templatetags.text_tags import nhs_date

THIS_WEEK = 7


class TaskKind(StrEnum):
    WRITE = "write"
    SIGN_OFF = "sign-off"
    ASSURE = "assure"
    MILESTONE = "milestone"
    ACTION = "action"
    REVIEW = "review"
    QUALITY = "quality"
    ESCALATION = "escalation"
    DEPENDENCY = "dependency"
    PAPER = "paper"
    OFFICE = "office"


@dataclass(frozen=True)
class Task:
    """One thing to do. ``what`` says it in words, ``href`` is where it is done; ``note`` is what to know beforehand."""

    kind: TaskKind
    what: str
    href: str
    due: date | None
    note: str = ""

    def days_left(self, today: date) -> int | None:
        """Days until it is due, negative once it is overdue; None where no day was set."""
        return (self.due - today).days if self.due else None

    def when(self, today: date) -> str:
        """“Overdue by 5 days”, “Due today”, “Due in 3 days”, “Due on 12 June 2018”; “No date set”."""
        left = self.days_left(today)
        if self.due is None or left is None:
            return "No date set"
        if left < 0:
            return overdue_by(-left)
        if left == 0:
            return "Due today"
        return f"Due in {counted(left, 'day')}" if left <= THIS_WEEK else f"Due on {nhs_date(self.due)}"


@dataclass(frozen=True)
class TaskGroup:
    """The tasks of one stretch of time, the most pressing first."""

    label: str
    tasks: tuple[Task, ...]


def grouped(tasks: Iterable[Task], today: date) -> tuple[TaskGroup, ...]:
    """Overdue, due within a week, and later; groups without tasks are left out."""
    in_order = sorted(tasks, key=lambda task: (task.due is None, task.due or today, task.what))

    def stretch(task: Task) -> str:
        left = task.days_left(today)
        if left is None or left > THIS_WEEK:
            return "Later"
        return "Overdue" if left < 0 else "This week"

    groups = {label: tuple(task for task in in_order if stretch(task) == label) for label in STRETCHES}
    return tuple(TaskGroup(label, found) for label, found in groups.items() if found)


STRETCHES = ("Overdue", "This week", "Later")
