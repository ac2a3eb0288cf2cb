"""Making mails of notices, and the steps by which a worker takes, hands over, ends or gives up a mail.

The row is the truth (docs/adr/0007): nothing here talks to a broker or a mail server. A worker holds a mail by a token
and a lease, both given by one conditional UPDATE that reads the database's clock, and every later step names the token.
A mail cannot be made to arrive exactly once. So the moment before the mail server gets it is marked: a worker lost
before it is followed by another, and one lost after it leaves a mail that is shown as failed and sent again by people
alone.
"""

import uuid
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from portfolios import digest
from portfolios.actions.notices import who_may_be_told
from portfolios.models import Footprint, Mail, MailAttachment, MailState, Notice
from portfolios.models.mails import MailQuerySet
from stp_portal.accounts.models import User
from stp_portal.core import audit

WORKER = "mail worker"  # who did it, in the audit trail
# Minutes to wait after each attempt that may go better later. They last a day; the attempt after them is the last.
PAUSES = (1, 2, 4, 8, 15, *[30] * 47)
MAX_ATTEMPTS = len(PAUSES) + 1
MAY_HAVE_ARRIVED = (
    "The portal lost sight of this mail while the mail server had it, so it may have arrived or not. It is not sent "
    "again by itself. Ask its reader, or send it again: a second copy has the same Message-ID as the first."
)
WORKERS_LOST = (
    "Each of the {number} workers that tried to send this mail was stopped before the mail server had it. "
    "Tell your administrator the number of the mail, {mail}, then try again."
)
NOBODY = (
    "The account of {address} was closed or has no role in {footprint} any more, so the mail was not sent."
)
FRESH = {"token": None, "lease_until": None, "handing_over_at": None}


def compose_due(now: datetime | None = None) -> list[int]:
    """Make one mail for each person and footprint with a notice that is due ``now``. The mails' ids.

    The mail takes all their notices that wait, due or not: a digest. Safe to call twice and at the same time.
    """
    now = now or timezone.now()
    due = Notice.objects.filter(mail=None, is_dropped=False, held_until__lte=now)
    made = [
        _compose(footprint_id, user_id, now)
        for footprint_id, user_id in due.order_by().values_list("footprint", "user").distinct()
    ]
    return [mail.pk for mail in made if mail]


@transaction.atomic
def _compose(footprint_id: int, user_id: int, now: datetime) -> Mail | None:
    waiting = Notice.objects.filter(footprint=footprint_id, user=user_id, mail=None, is_dropped=False)
    # Locked: whoever comes second waits here, and then finds them taken.
    locked = waiting.select_for_update(of=("self",)).select_related("footprint", "user", "initiative")
    notices = list(locked.order_by("pk"))
    if not any(notice.held_until <= now for notice in notices):
        return None
    footprint, user = notices[0].footprint, notices[0].user
    if not who_may_be_told(footprint, {user.pk}):
        waiting.update(is_dropped=True)
        return None
    mail = queue(
        footprint=footprint,
        user=user,
        address=user.email,
        subject=digest.subject(footprint, notices),
        body=digest.body(footprint, user, notices),
    )
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail=mail)
    return mail


def queue(
    *,
    footprint: Footprint,
    address: str,
    subject: str,
    body: str,
    user: User | None = None,
    attachment: MailAttachment | None = None,
) -> Mail:
    """Write a mail that a worker sends, in the caller's transaction: what is rolled back is never sent.

    Without ``user`` it goes to somebody who has no account, at the address it was written to.
    """
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return Mail.objects.create(
        footprint=footprint,
        user=user,
        attachment=attachment,
        address=address,
        subject=subject,
        body=body,
        # For good: a copy that is sent again can be known as one.
        message_id=f"<{uuid.uuid4()}@{domain}>",
    )


def due() -> MailQuerySet:
    """Mails that a worker may take now, those waiting longest first."""
    return Mail.objects.due().filter(attempts__lt=MAX_ATTEMPTS).order_by("next_attempt_at", "pk")


def claim(mail_id: int) -> uuid.UUID | None:
    """Take a mail that is due, for ``MAIL_LEASE_SECONDS``. The token to work under, or None: it is not to be had."""
    token = uuid.uuid4()
    held = {"state": MailState.SENDING, "token": token, "lease_until": _lease_end()}
    taken = due().order_by().filter(pk=mail_id).update(**held, attempts=F("attempts") + 1, error="")
    return token if taken else None


def hand_over(mail_id: int, token: uuid.UUID) -> bool:
    """Mark that the mail server is about to get the mail. False: it is held no longer under this token; do not send.

    From here on only ``sent``, ``fail`` and ``lose_sight`` end the mail; no other worker will take it.
    """
    return bool(_held(mail_id, token).update(handing_over_at=Now(), lease_until=_lease_end()))


def sent(mail_id: int, token: uuid.UUID) -> bool:
    """Record that the mail server took the mail. False: it was held no longer under this token."""
    return bool(_held(mail_id, token).update(**FRESH, state=MailState.SENT, sent_at=Now(), error=""))


@transaction.atomic
def fail(mail_id: int, token: uuid.UUID, error: str, *, is_certain: bool = False) -> None:
    """Give a mail back that the mail server surely does not have: to be tried later, or failed for good after a day.

    ``error`` is shown to people. ``is_certain``: every attempt would end the same, so this is the last.
    """
    mail = _held(mail_id, token).select_for_update().first()
    if mail is None:
        return
    if is_certain or mail.attempts >= MAX_ATTEMPTS:
        _end(_held(mail_id, token), mail, error, **FRESH)
        return
    later = Now() + timedelta(minutes=PAUSES[mail.attempts - 1])
    _held(mail_id, token).update(**FRESH, state=MailState.QUEUED, next_attempt_at=later, error=error)


@transaction.atomic
def lose_sight(mail_id: int, token: uuid.UUID) -> None:
    """End a mail as failed of which nobody knows whether the mail server took it."""
    mail = _held(mail_id, token).first()
    if mail:
        _end(_held(mail_id, token), mail, MAY_HAVE_ARRIVED, token=None, lease_until=None)


def give_up() -> list[int]:
    """Fail the mails whose worker was lost while the mail server had them, or that no worker survives. Their ids."""
    failed = []
    used_up = Mail.objects.due().filter(attempts__gte=MAX_ATTEMPTS)
    for found, words in ((Mail.objects.in_doubt(), MAY_HAVE_ARRIVED), (used_up, WORKERS_LOST)):
        for mail in found.select_related("footprint"):
            error = words.format(number=mail.attempts, mail=mail.pk)
            with transaction.atomic():
                if _end(found.filter(pk=mail.pk), mail, error, token=None, lease_until=None):
                    failed.append(mail.pk)
    return failed


@transaction.atomic
def retry(*, mail: Mail, by: User) -> Mail:
    """Queue a failed mail again, to the address that its reader has now; without an account, to the same one.

    Raises ValidationError for any other mail.
    """
    mail = Mail.objects.select_for_update(of=("self",)).select_related("footprint", "user").get(pk=mail.pk)
    if mail.state != MailState.FAILED:
        raise ValidationError(
            f"This mail is marked “{mail.get_state_display()}”, so there is nothing to try again."
        )
    if mail.user_id and not who_may_be_told(mail.footprint, {mail.user_id}):
        raise ValidationError(NOBODY.format(address=mail.address, footprint=mail.footprint))
    before = {"address": mail.address, "error": mail.error, "attempts": mail.attempts}
    _queue_again(Mail.objects.filter(pk=mail.pk))
    mail.refresh_from_db()
    audit.record("mail.retried", on=mail, by=by, before=before, after={"address": mail.address})
    return mail


@transaction.atomic
def retry_all(*, footprint: Footprint, by: User, among: MailQuerySet | None = None) -> int:
    """Queue the failed mails of a footprint again, or those ``among`` some, but not those that may have arrived.

    How many it were. Readers without an account get theirs as well; of the others, those who still have a role.
    """
    all_of_them = Mail.objects.all() if among is None else among
    failed = all_of_them.filter(footprint=footprint, state=MailState.FAILED, handing_over_at=None)
    locked = dict(failed.select_for_update().values_list("pk", "user_id"))
    readers = who_may_be_told(footprint, {user_id for user_id in locked.values() if user_id})
    mails = sorted(pk for pk, user_id in locked.items() if user_id is None or user_id in readers)
    if mails:
        _queue_again(Mail.objects.filter(pk__in=mails))
        audit.record("mails.retried", on=footprint, by=by, after={"mails": mails})
    return len(mails)


def call_back(wanted: MailQuerySet, why: str) -> int:
    """End those of ``wanted`` mails that wait to be sent as failed, with ``why`` for people; how many that is.

    None of them takes its file along any more, whoever tries it again. One that a worker holds may still go out.
    """
    wanted.exclude(state=MailState.SENT).update(attachment=None)
    return wanted.filter(state=MailState.QUEUED).update(state=MailState.FAILED, error=why)


def _queue_again(failed: MailQuerySet) -> None:
    # Who has no account keeps the address that was given for them.
    address = Coalesce(Subquery(User.objects.filter(pk=OuterRef("user")).values("email")), F("address"))
    fresh = {"attempts": 0, "next_attempt_at": Now(), "handing_over_at": None, "error": ""}
    failed.update(**fresh, state=MailState.QUEUED, address=address)


def _end(held: MailQuerySet, mail: Mail, error: str, **left: None) -> bool:
    if not held.update(state=MailState.FAILED, error=error, **left):
        return False
    audit.record("mail.failed", on=mail, by=WORKER, after={"address": mail.address}, reason=error)
    return True


def _held(mail_id: int, token: uuid.UUID) -> MailQuerySet:
    return Mail.objects.filter(pk=mail_id, token=token, state=MailState.SENDING)


def _lease_end() -> CombinedExpression:
    return Now() + timedelta(seconds=settings.MAIL_LEASE_SECONDS)
