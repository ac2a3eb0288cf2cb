"""A tracker: recommendations as lines, with what was said of each last, grouped under what is printed once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone

from portfolios.models import Someone
from risks.due_dates import days_overdue, how_due
from risks.models import ENDED, ActionStatus, Overseer, RecommendationUpdate, SupportingOfficer
from risks.queries.recommendations import Calendar
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.lists import listed
from stp_portal.core.numbers import counted
from stp_portal.core.sheets import Column, Sheet
from stp_portal.core.templatetags.text_tags import nhs_date


@dataclass(frozen=True)
class Said:
    """The last update of a recommendation; ``period`` is the one it was said in, by name."""

    on: date
    text: str
    period: str
    is_shared: bool


@dataclass(frozen=True)
class TrackerLine:
    """One recommendation as a tracker shows it on the day ``today``.

    ``is_missing``: nothing was said of it since the period in hand began.
    """

    pk: int
    version: int
    number: int
    review_key: str
    review_title: str
    theme: str
    text: str
    response: str
    lead: str
    officers: tuple[str, ...]
    accounts: frozenset[int]
    overseers: tuple[str, ...]
    oversight_note: str
    initiative: str
    initiative_slug: str
    due: FuzzyDate
    review_on: date | None
    status: str
    closed_on: date | None
    closed_at: str
    closed_reason: str
    is_private: bool
    said: Said | None
    is_missing: bool
    times_moved: int
    today: date

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def stands(self) -> str:
        """How it stands, in words: who says it is done is not who closes it (DOMAIN A8 rule 22)."""
        if not self.is_open:
            return f"{ActionStatus(self.status).label} by {self.closed_at}"
        if self.status == ActionStatus.COMPLETE:
            return f"Said to be complete, waiting for {listed(self.overseers, last='or') or 'an overseeing body'}"
        return ActionStatus(self.status).label

    @property
    def is_overdue(self) -> bool:
        return self._is_to_do and days_overdue(self.due, self.today) > 0

    @property
    def pressing(self) -> str:
        """“Overdue by 5 days” and the like; empty where nothing presses."""
        return how_due(self.due, self.review_on, self.today) if self._is_to_do else ""

    @property
    def _is_to_do(self) -> bool:
        return self.is_open and self.status not in ENDED

    @property
    def silence(self) -> str:
        """“Not updated for 40 days, since October 2017”, of an open one not updated in the period in hand."""
        if not self.is_open or not self.is_missing:
            return ""
        if self.said is None:
            return "Never updated"
        since = f", since {self.said.period}" if self.said.period else ""
        return f"Not updated for {counted((self.today - self.said.on).days, 'day')}{since}"

    @property
    def gaps(self) -> list[str]:
        """What an open one lacks."""
        if not self.is_open:
            return []
        lead = [] if self.lead else ["No accountable lead"]
        return lead + ([] if self.overseers else ["No body oversees it, so none can close it"])


@dataclass(frozen=True)
class Group:
    """Lines under a heading that is printed once (DOMAIN A8 rule 11); "" for no heading."""

    heading: str
    lines: Sequence[TrackerLine]


def as_lines(
    rows: Iterable[dict[str, Any]], user: Someone, today: date, calendar: Calendar
) -> list[TrackerLine]:
    """The values of ``recommendations.ordered`` as lines, with people, bodies and the last update. Four queries."""
    known = list(rows)
    wanted = {"recommendation__in": [row["pk"] for row in known]}
    officers: defaultdict[int, list[tuple[str, int | None]]] = defaultdict(list)
    for pk, name, post, account in (
        SupportingOfficer.objects.visible_to(user)
        .filter(**wanted)
        .values_list("recommendation_id", "person__name", "person__post", "person__user_id")
    ):
        officers[pk].append((name or post, account))
    overseers: defaultdict[int, list[str]] = defaultdict(list)
    for pk, name in (
        Overseer.objects.visible_to(user).filter(**wanted).values_list("recommendation_id", "body__name")
    ):
        overseers[pk].append(name)
    said: dict[int, Said] = {}
    moved: defaultdict[int, int] = defaultdict(int)
    updates = RecommendationUpdate.objects.visible_to(user).filter(**wanted).order_by("on", "pk")
    for pk, on, text, before, after, with_others in updates.values_list(
        "recommendation_id", "on", "text", "due_before", "due_after", "said_with"
    ):
        said[pk] = Said(on, text, str(calendar.holding(on) or ""), with_others is not None)
        moved[pk] += before.words != after.words
    return [
        TrackerLine(
            **{name: row[name] for name in _SAME},
            lead=row["lead__name"] or row["lead__post"] or "",
            officers=tuple(name for name, _ in officers[row["pk"]]),
            accounts=frozenset(
                account
                for account in (row["lead_account"], *(account for _, account in officers[row["pk"]]))
                if account
            ),
            overseers=tuple(overseers[row["pk"]]),
            initiative=row["initiative__name"] or "",
            initiative_slug=row["initiative__slug"] or "",
            closed_on=timezone.localdate(row["closed_at"]) if row["closed_at"] else None,
            closed_at=f"{row['closed_body']} on {nhs_date(row['closed_day'])}" if row["closed_at"] else "",
            is_private=row["is_private"] or row["review_private"],
            said=said.get(row["pk"]),
            is_missing=calendar.is_missing(said[row["pk"]].on if row["pk"] in said else None),
            times_moved=moved[row["pk"]],
            today=today,
        )
        for row in known
    ]


_SAME = (
    *("pk", "version", "number", "review_key", "review_title", "theme", "text", "response"),
    *("oversight_note", "due", "review_on", "status", "closed_reason"),
)


def by_theme(lines: Iterable[TrackerLine]) -> list[Group]:
    """The lines under their themes, each where it came first; those without one together."""
    themes: dict[str, list[TrackerLine]] = {}
    for line in lines:
        themes.setdefault(line.theme, []).append(line)
    return [Group(theme, found) for theme, found in themes.items()]


def by_review(lines: Iterable[TrackerLine]) -> list[Group]:
    """The lines, which come review by review, under their reviews."""
    grouped = groupby(lines, key=lambda line: (line.review_key, line.review_title))
    return [Group(title, list(found)) for (_, title), found in grouped]


def as_sheet(lines: Iterable[TrackerLine], title: str) -> Sheet:
    """The lines as a table of a file, with the theme in every row."""
    columns = [
        *(Column("Review", "text", 30), Column("Number", "number"), Column("Theme", "text", 24)),
        *(Column("Recommendation", "wrapped"), Column("Response", "wrapped"), Column("By when", "fuzzy")),
        *(Column("Look again on", "date"), Column("Accountable lead", "text", 28)),
        *(Column("Supporting officers", "text", 30), Column("Overseen by", "text", 30)),
        *(Column("About its oversight", "wrapped", 30), Column("Initiative", "text", 30)),
        *(Column("How it stands", "text", 34), Column("How it is due", "text", 30)),
        *(Column("By-when date moved (times)", "number"), Column("Last update on", "date")),
        *(Column("Last update", "wrapped"), Column("Closed on", "date"), Column("As minuted", "wrapped")),
        Column("Private", "text", 10),
    ]
    rows = [
        [
            *(line.review_title, line.number, line.theme, line.text, line.response, line.due),
            *(line.review_on, line.lead, ", ".join(line.officers), ", ".join(line.overseers)),
            *(line.oversight_note, line.initiative, line.stands, line.pressing, line.times_moved),
            *(line.said.on if line.said else None, line.said.text if line.said else ""),
            *(line.closed_on, line.closed_reason, "Private" if line.is_private else ""),
        ]
        for line in lines
    ]
    return Sheet(title, columns, rows)
