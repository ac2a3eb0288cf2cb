"""By when: what may be given for a thing to do, how it stands on a day (DOMAIN A8 rules 13 and 14), how far ahead."""

from datetime import date

from django.core.exceptions import ValidationError

from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.numbers import counted
from stp_portal.core.templatetags.text_tags import nhs_date

# What is due within so many days is said to be due soon.
SOON = 14
YEAR = 365
# How far ahead somebody may promise to look at a risk again.
YEARS = 2


def check_due(
    due: FuzzyDate,
    review_on: date | None,
    *,
    today: date,
    due_before: FuzzyDate | None = None,
    review_before: date | None = None,
) -> None:
    """Refuse a due date that cannot hold from ``today`` on. ``due_before`` and ``review_before`` stood until now.

    Raises ValidationError under ``due`` for a date that is new and past, and under ``review_on`` where the words have
    no day that can pass (“On-going”, “ASAP”) and no day is given to look at it again, or one that is new and past.
    """
    wrong: dict[str, str] = {}
    if due.is_overdue(today) and (due_before is None or due.words != due_before.words):
        wrong["due"] = (
            f"{due} has passed. Give a later date, or leave the date as it is and say in an update what became of it."
            if due_before
            else f"{due} has passed. Give a later date."
        )
    if due.last is None and review_on is None:
        words = f"“{due}” has no day that can pass" if due else "No due date is given"
        wrong["review_on"] = (
            f"{words}: give a day on which it is looked at again, or a due date such as 31 March 2018 or Q3 2017/18."
        )
    elif review_on and review_on < today and review_on != review_before:
        wrong["review_on"] = f"{nhs_date(review_on)} has passed: give today or a later day."
    if wrong:
        raise ValidationError(wrong)


def days_overdue(due: FuzzyDate, today: date) -> int:
    """By how many days ``due`` is past; 0 where it is not, or has no day."""
    return (today - due.last).days if due.last and due.is_overdue(today) else 0


def overdue_by(days: int) -> str:
    """“Overdue by 5 days”; in years from two on, as in a register that was entered long after; empty for 0 days."""
    if not days:
        return ""
    return f"Overdue by {counted(days, 'day')}" if days < 2 * YEAR else f"Overdue by {days // YEAR} years"


def how_due(due: FuzzyDate, review_on: date | None, today: date) -> str:
    """How pressing something open is: “Overdue by 5 days”, “Due in 3 days”, “Was to be looked at again on ...”.

    Empty where nothing presses.
    """
    if late := days_overdue(due, today):
        return overdue_by(late)
    if due.last is not None:
        left = (due.last - today).days
        return "" if left > SOON else "Due today" if left == 0 else f"Due in {counted(left, 'day')}"
    if review_on is None:
        return "Needs a day on which to look at it again"
    if review_on <= today:
        return f"Was to be looked at again on {nhs_date(review_on)}"
    return f"To be looked at again on {nhs_date(review_on)}"


def slip(promised: FuzzyDate, needed_by: FuzzyDate) -> int:
    """By how many days what is promised comes after it is needed; 0 where it comes in time or has no day."""
    if promised.last is None or needed_by.last is None:
        return 0
    return max(0, (promised.last - needed_by.last).days)


def furthest_from(day: date) -> date:
    """The last day that a review or an acceptance made on ``day`` may name: two years on, so that a slip of the year
    does not put a risk out of sight for good.
    """
    try:
        return day.replace(year=day.year + YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year + YEARS, day=28)
