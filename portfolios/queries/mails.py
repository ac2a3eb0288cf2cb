"""The record of mail as the PMO reads it: every mail with its result, and whether something is wrong."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page
from django.db.models import Count, Min, Q
from django.utils import timezone

from portfolios.models import (
    Footprint,
    Mail,
    MailState,
    Notice,
    PeriodState,
    ReportingPeriod,
    Someone,
)
from stp_portal.accounts.models import User
from stp_portal.core.paging import page_of

PAGE_SIZE = 25
# Beat and worker do what is due within seconds; after this long somebody should look at them.
LATE = timedelta(minutes=15)


def mails(
    footprint: Footprint, user: Someone, *, state: str, person: str, period: str, page: str
) -> tuple[Page, str]:
    """One page of mails, newest first, with the number of their notices (``number``). What was wrong with ``page``.

    ``person`` is the key of an account, ``period`` a slug; empty ones do not narrow. Two queries.
    """
    found = Mail.objects.visible_to(user).filter(footprint=footprint)
    if state:
        found = found.filter(state=state)
    if person:
        found = found.filter(user=person)
    if period:
        found = found.filter(
            pk__in=Notice.objects.filter(footprint=footprint, period__slug=period).values("mail")
        )
    listed = found.select_related("user").annotate(number=Count("notices"))
    return page_of(listed.defer("body").order_by("-created_at", "-pk"), page, PAGE_SIZE)


def people_with_mails(footprint: Footprint) -> list[tuple[str, str]]:
    """Keys and names of the accounts that mails were made for. One query."""
    readers = User.objects.filter(pk__in=Mail.objects.filter(footprint=footprint).values("user"))
    return [(str(user.pk), f"{user} ({user.email})") for user in readers.order_by("name", "email")]


def periods_with_mails(footprint: Footprint) -> list[tuple[str, str]]:
    """Slugs and labels of the periods that mails speak of, newest first. One query."""
    mailed = Notice.objects.filter(footprint=footprint, mail__isnull=False)
    periods = ReportingPeriod.objects.filter(pk__in=mailed.values("period")).order_by("-first_day")
    return list(periods.values_list("slug", "label"))


def failed_mails(footprint: Footprint) -> int:
    """How many mails failed and still matter: what they say is about a period still open, or about none. One query."""
    matters = Q(notices__period=None) | Q(notices__period__state=PeriodState.OPEN)
    failed = Mail.objects.filter(matters, footprint=footprint, state=MailState.FAILED)
    return failed.distinct().count()


@dataclass(frozen=True)
class Failures:
    """How many mails failed: surely, so that all may be sent again at once; and how many may have arrived."""

    certain: int
    in_doubt: int


def failures(footprint: Footprint) -> Failures:
    """Every failed mail, of whichever period. One query."""
    failed = Mail.objects.filter(footprint=footprint, state=MailState.FAILED)
    in_doubt = Q(handing_over_at__isnull=False)
    return Failures(
        **failed.aggregate(certain=Count("pk", filter=~in_doubt), in_doubt=Count("pk", filter=in_doubt))
    )


def late_since(footprint: Footprint) -> datetime | None:
    """Since when something has been due that nobody sends: no worker runs, or no beat. None: all is well.

    Two queries.
    """
    told = Notice.objects.filter(footprint=footprint, mail=None, is_dropped=False)
    made = Mail.objects.filter(footprint=footprint, state=MailState.QUEUED)
    oldest = [
        told.aggregate(at=Min("held_until"))["at"],
        made.aggregate(at=Min("next_attempt_at"))["at"],
    ]
    overdue = [at for at in oldest if at and at < timezone.now() - LATE]
    return min(overdue, default=None)
