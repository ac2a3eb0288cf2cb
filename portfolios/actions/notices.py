"""Telling people things: one notice for each thing and person, which goes out with the next mail to them.

Nothing here sends anything: ``portfolios.actions.mails`` makes mails of notices that are due, and a worker sends them.
So an action may tell people within its own transaction: what is rolled back was never said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portfolios.models import (
    Cycle,
    Footprint,
    Initiative,
    MailFrequency,
    MailPreference,
    Membership,
    Notice,
    NoticeKind,
    ReportingPeriod,
)
from stp_portal.accounts.models import User
from stp_portal.core.shortening import shortened

# Several things that happen one after the other become one mail.
SHORT_WAIT = timedelta(minutes=2)
# What a person may do without, and the choice that says so. Everything else waits for something they alone can do.
CHOICES = {NoticeKind.OPENED: "opening", NoticeKind.REMINDER: "reminders"}


@dataclass(frozen=True)
class Telling:
    """One thing to tell one person; see ``tell``."""

    user: User
    kind: NoticeKind
    key: str
    text: str
    path: str
    period: ReportingPeriod | None = None
    initiative: Initiative | None = None


def tell(
    *,
    user: User,
    footprint: Footprint,
    kind: NoticeKind,
    key: str,
    text: str,
    path: str,
    period: ReportingPeriod | None = None,
    initiative: Initiative | None = None,
    held_until: datetime | None = None,
) -> Notice | None:
    """Tell ``user`` something of ``footprint``, once per ``key`` whatever is retried. To tell many, ``tell_many``.

    ``text`` is one line that anybody may read: never private material. ``path`` is the portal's page it is about, with
    the footprint in front. It goes out after a short wait, or with the daily mail of who wants one a day; not before
    ``held_until`` where that is given. The notice, which is marked dropped where they want none of its kind; None where
    the key was told before, and for an account that may not sign in or has no role in the footprint today. Five
    or six queries. Raises ValueError for a key, text or path that no notice can hold.
    """
    told = Telling(user, kind, key, text, path, period, initiative)
    made = tell_many(footprint=footprint, tellings=[told], held_until=held_until)
    return made[0] if made else None


@transaction.atomic
def tell_many(
    *, footprint: Footprint, tellings: Iterable[Telling], held_until: datetime | None = None
) -> list[Notice]:
    """Tell many people many things, each as ``tell`` does, with as few queries. The notices that are new."""
    # Sorted, so that two who tell the same at once wait for each other in the same order.
    asked = sorted(tellings, key=lambda telling: telling.key)
    for telling in asked:
        _check(telling)
    users = who_may_be_told(footprint, {telling.user.pk for telling in asked})
    known = set(_with_keys(footprint, asked).values_list("key", flat=True))
    fresh = {
        telling.key: telling for telling in asked if telling.user.pk in users and telling.key not in known
    }
    if not fresh:
        return []
    preferences = {
        preference.user_id: preference
        for preference in MailPreference.objects.filter(footprint=footprint, user__in=users)
    }
    soon = timezone.now() + SHORT_WAIT
    is_daily = any(wanted.frequency == MailFrequency.DAILY for wanted in preferences.values())
    daily = next_daily_mail(Cycle.of(footprint)) if is_daily else soon
    rows = []
    for telling in fresh.values():
        wanted = preferences.get(telling.user.pk, MailPreference())
        usual = daily if wanted.frequency == MailFrequency.DAILY else soon
        rows.append(
            Notice(
                footprint=footprint,
                user=telling.user,
                key=telling.key,
                kind=telling.kind,
                period=telling.period,
                initiative=telling.initiative,
                text=_one_line(telling.text),
                path=telling.path,
                held_until=held_until or usual,
                is_dropped=not getattr(wanted, CHOICES.get(telling.kind, ""), True),
            )
        )
    # Somebody else may have told the same since we looked; the key decides.
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return list(_with_keys(footprint, fresh.values()).select_related("user"))


@transaction.atomic
def overtake(*, footprint: Footprint, kind: NoticeKind, path: str, key_start: str) -> int:
    """Drop what waits to be told of ``kind`` and ``path`` under keys that begin so: something came after it.

    Nobody is then mailed to do what is done. What has a mail already, sent or not, stays. How many were dropped.
    """
    waiting = Notice.objects.filter(footprint=footprint, kind=kind, path=path, key__startswith=key_start)
    # In the order that mails are made of them, so that each waits for the other; taken meanwhile, they are left alone.
    locked = waiting.filter(mail=None, is_dropped=False).select_for_update().order_by("pk")
    return Notice.objects.filter(pk__in=list(locked.values_list("pk", flat=True))).update(is_dropped=True)


def local_moment(day: date, time_of_day: time) -> datetime:
    """``time_of_day`` of ``day`` by the clock on the wall.

    In the hour that a night skips it is an hour later by the new time; of an hour that a night has twice, the first.
    """
    return datetime.combine(day, time_of_day, timezone.get_default_timezone())


def next_daily_mail(cycle: Cycle) -> datetime:
    """When those who want one mail a day get the next: with the reminders of the day, which wait as shortly."""
    today = timezone.localdate()
    moments = (
        local_moment(today + timedelta(days=ahead), cycle.reminder_time) + SHORT_WAIT for ahead in (0, 1, 2)
    )
    return next(moment for moment in moments if moment > timezone.now())


def _check(telling: Telling) -> None:
    if not 0 < len(telling.key) <= 200:
        raise ValueError(f"A notice's key has 1 to 200 characters, not {len(telling.key)}: {telling.key!r}.")
    path = telling.path
    if not path.startswith("/") or path.startswith("//") or len(path) > 300 or not path.isprintable():
        raise ValueError(f"A notice leads to a page of the portal, such as '/northmere/', not to {path!r}.")
    if not telling.text.strip():
        raise ValueError(f"Notice {telling.key!r} says nothing: give it a text.")


def who_may_be_told(footprint: Footprint, users: set[int]) -> set[int]:
    """Those of ``users``, by their keys, who may sign in and have a role in ``footprint`` today. One query."""
    held = Membership.objects.current().filter(footprint=footprint, user__in=users, user__is_active=True)
    return set(held.values_list("user_id", flat=True))


def _with_keys(footprint: Footprint, tellings: Iterable[Telling]) -> QuerySet[Notice]:
    return Notice.objects.filter(footprint=footprint, key__in=[telling.key for telling in tellings])


def _one_line(text: str) -> str:
    """``text`` as one line of at most 500 characters, without characters that no mail should hold."""
    words = "".join(character if character.isprintable() else " " for character in text).split()
    return shortened(" ".join(words), 500)
