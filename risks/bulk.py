"""What a change of several risks at once would do: to which, and which it leaves out and why."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portfolios.models import Footprint, Person
from risks.access import kept_among
from risks.actions.reassigning import held_by, owners_after
from risks.actions.reviews import due_by_band
from risks.models import Assessment, AssessmentKind, Risk, RiskStatus
from risks.queries.narrowing import Filters, narrowed, visible_risks
from risks.score_words import assessment_in_figures
from stp_portal.accounts.models import User
from stp_portal.core.lists import listed
from stp_portal.core.templatetags.text_tags import nhs_date

MOST = 200  # risks at once: more keep everybody else from saving for too long
_TICKET = re.compile(r"([0-9]{1,8})\.([0-9]{1,8})", re.ASCII)


@dataclass(frozen=True)
class Reassign:
    """``coming`` takes the place of ``leaving``; without ``leaving``, of all owners."""

    leaving: Person | None
    coming: Person


@dataclass(frozen=True)
class StillRight:
    """The score is found right, for a reason; ``next_due`` is the day of the next review, else as the band says."""

    reason: str
    next_due: date | None


@dataclass(frozen=True)
class Row:
    """A risk with what becomes of it, or why nothing does. ``ticket`` is its number and version."""

    number: int
    title: str
    words: str
    ticket: str


@dataclass(frozen=True)
class Plan:
    """What will happen, and what is left out."""

    changes: tuple[Row, ...]
    left_out: tuple[Row, ...]


def read_tickets(words: Iterable[str]) -> dict[int, int]:
    """Versions by number, from ticks such as “12.3”; what is none is left out."""
    found = (_TICKET.fullmatch(word) for word in words)
    return {int(ticket[1]): int(ticket[2]) for ticket in found if ticket}


def tickets_of_all(footprint: Footprint, user: User, filters: Filters) -> dict[int, int]:
    """Those of all risks that a filter shows, one more than ``MOST`` at the most. One query."""
    rows = narrowed(footprint, user, filters).order_by("number").values_list("number", "version")
    return dict(rows[: MOST + 1])


def risks_of(footprint: Footprint, user: User, tickets: Mapping[int, int]) -> list[tuple[Risk, int]]:
    """The risks that ``user`` sees among the tickets, with the versions that were ticked, by number. One query."""
    rows = visible_risks(footprint, user).filter(number__in=tickets).select_related("footprint")
    return [(risk, tickets[risk.number]) for risk in rows.order_by("number")]


def owners_of_ticked(
    footprint: Footprint, user: User, tickets: Mapping[int, int], today: date
) -> list[Person]:
    """Who owns any of the ticked risks that ``user`` sees, by name. Two queries."""
    held = held_by([risk for risk, _ in risks_of(footprint, user, tickets)], today)
    people = {pk: person for owners in held.values() for pk, person in owners.items()}
    return sorted(people.values(), key=lambda person: (person.name or person.post).casefold())


def plan_of(
    footprint: Footprint,
    user: User,
    tickets: Mapping[int, int],
    task: Reassign | StillRight,
    *,
    today: date,
) -> Plan:
    """What ``task`` would do to the ticked risks today. Six queries at most."""
    ticked = risks_of(footprint, user, tickets)
    rows = [risk for risk, _ in ticked]
    kept = kept_among(user, rows)
    outcomes = _reassigned(rows, task, today) if isinstance(task, Reassign) else _reviewed(rows, task, today)
    changes: list[Row] = []
    left_out: list[Row] = []
    for risk, version in ticked:
        happens, words = outcomes[risk.pk]
        why_not = _why_not(risk, version, risk.pk in kept) or ("" if happens else words)
        row = Row(risk.number, risk.title, why_not or words, f"{risk.number}.{risk.version}")
        (left_out if why_not else changes).append(row)
    missing = sorted(set(tickets) - {risk.number for risk in rows})
    left_out += [Row(number, "", "There is no such risk here.", "") for number in missing]
    return Plan(tuple(changes), tuple(left_out))


def _why_not(risk: Risk, version: int, is_kept: bool) -> str:
    """Why a risk is left out whatever is to be done with it; empty where it is not."""
    if not is_kept:
        return "It is kept by its owners, those who report on its initiative, and the PMO."
    if risk.status != RiskStatus.OPEN:
        return f"It is {risk.get_status_display().lower()}."
    if risk.version != version:
        return "Somebody changed it since you ticked it: see how it stands now, then tick it again."
    return ""


def _reassigned(risks: Sequence[Risk], task: Reassign, today: date) -> dict[int, tuple[bool, str]]:
    """By key: whether the risk changes hands, and from whom to whom, or why not."""
    held = held_by(risks, today)
    outcomes: dict[int, tuple[bool, str]] = {}
    for risk in risks:
        before = held.get(risk.pk, {})
        after = owners_after(before, task.leaving, task.coming)
        if after is None:
            outcomes[risk.pk] = False, f"{task.leaving} does not own it."
        elif {person.pk for person in after} == set(before):
            outcomes[risk.pk] = False, f"{task.coming} owns it already."
        else:
            owned = f"Owned by {listed(before.values())}" if before else "Owned by nobody"
            outcomes[risk.pk] = True, f"{owned}, will be owned by {listed(after)}."
    return outcomes


def _reviewed(risks: Sequence[Risk], task: StillRight, today: date) -> dict[int, tuple[bool, str]]:
    """By key: whether the risk can be found right, with its score and the day of its next review, or why not."""
    scores = Assessment.objects.standing().filter(kind=AssessmentKind.CURRENT, risk__in=risks)
    current = {score.risk_id: score for score in scores.select_related("band", "cell__matrix")}
    outcomes: dict[int, tuple[bool, str]] = {}
    for risk in risks:
        score = current.get(risk.pk)
        if score is None:
            outcomes[risk.pk] = False, "It has no current score that could be right: score it first."
            continue
        due = task.next_due or due_by_band(score, today)
        next_words = f"next review due {nhs_date(due)}" if due else "no day set for the next review"
        outcomes[risk.pk] = True, f"{assessment_in_figures(score)}: still right; {next_words}."
    return outcomes
