"""What waits for one person in the registers: risks to review, escalations to answer, dependencies to confirm."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from portfolios.models import Footprint
from portfolios.queries.holders import AUTHORS
from reports.queries.tasks import Task, TaskKind
from risks.models import Dependency, Risk, RiskOwner
from risks.queries.dependencies import line_of
from risks.queries.escalations import waiting
from risks.queries.quality import quality
from stp_portal.accounts.models import User
from stp_portal.core.numbers import counted

# What is due by then is worth knowing today.
AHEAD = timedelta(days=14)
# A proposal that nobody answers keeps a risk where it cannot be held.
ANSWER_WITHIN = timedelta(days=7)
# A longer list of risks is read better in the register.
MOST = 10


def review_tasks(
    place: Footprint, user: User, roles: Mapping[int, Collection[str]], today: date
) -> Iterator[Task]:
    """The open risks whose review is due: those ``user`` owns, and those nobody with an account owns of the initiatives
    whose reports they write. One query.
    """
    owners = RiskOwner.objects.on(today).filter(risk=OuterRef("pk"))
    mine = Q(Exists(owners.filter(person__user_id=user.pk)))
    nobodys = Q(initiative__in=_written(roles)) & ~Exists(owners.filter(person__user__is_active=True))
    rows = list(
        Risk.objects.visible_to(user)
        .open()
        .filter(mine | nobodys, footprint=place, review_due__lte=today + AHEAD)
        .order_by("review_due", "number")
        .values_list("number", "title", "review_due")
    )
    for number, title, due in rows[:MOST]:
        yield Task(
            TaskKind.REVIEW, f"Review risk {number}: {title}", _page(place, "risk-review", number), due
        )
    if len(rows) > MOST:
        more = counted(len(rows) - MOST, "more risk")
        yield Task(TaskKind.REVIEW, f"Review {more}", _page(place, "register"), rows[MOST][2])


def escalation_tasks(place: Footprint, user: User, today: date) -> Iterator[Task]:
    """The proposals that ``user`` can answer. One query where none waits, else seven."""
    for one in waiting(place, user, today=today):
        if one.is_mine_to_answer:
            yield Task(
                TaskKind.ESCALATION,
                f"Answer the escalation of {one.noun} {one.number}: {one.title}",
                _page(place, "escalation-answer", one.pk),
                one.proposed_on + ANSWER_WITHIN,
                f"{one.from_level.label} to {one.to_level.label.lower()}, proposed by {one.proposed_by}",
            )


def dependency_tasks(
    place: Footprint, user: User, roles: Mapping[int, Collection[str]], today: date
) -> Iterator[Task]:
    """The dependencies that an end of this person's has not confirmed as they read now: new ones, and every slip.

    One query.
    """
    written = _written(roles)
    unconfirmed = Q(giver__in=written, giver_confirmed_at=None) | Q(
        taker__in=written, taker_confirmed_at=None
    )
    rows = Dependency.objects.visible_to(user).open().filter(unconfirmed, footprint=place)
    for row in rows.select_related("giver", "taker").order_by("needed_by", "number"):
        line = line_of(row, today)
        yield Task(
            TaskKind.DEPENDENCY,
            f"Confirm dependency {row.number}: {line.giver} gives {line.taker}",
            _page(place, "dependency", row.number),
            row.needed_by.last,
            ". ".join(line.warnings),
        )


def quality_task(
    place: Footprint, user: User, roles: Mapping[int, Collection[str]], today: date
) -> Iterator[Task]:
    """One line where something should be looked at in the risks this person owns or reports on. Up to 15 queries."""
    owned = RiskOwner.objects.on(today).filter(person__user_id=user.pk).values("risk_id")
    risks = Risk.objects.visible_to(user).filter(
        Q(initiative__in=_written(roles)) | Q(pk__in=owned), footprint=place
    )
    found = quality(place, user, risks, today)
    if found:
        number = len({one.risk.number for one in found if one.risk})
        what = f"Look over {counted(number, 'risk')} of yours" if number else "Look over your risks"
        yield Task(
            TaskKind.QUALITY, what, _page(place, "quality"), None, f"{counted(len(found), 'sign')} to look at"
        )


def _written(roles: Mapping[int, Collection[str]]) -> list[int]:
    """The initiatives whose reports somebody with these roles writes."""
    return [pk for pk, held in roles.items() if any(role in held for role in AUTHORS)]


def _page(place: Footprint, name: str, *args: int) -> str:
    return reverse(f"risks:{name}", args=[place.slug, *args])
