"""Mail: what people are told, and what became of it. Rows are the truth; the queue only hints (docs/adr/0004)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from portfolios.models.initiatives import Initiative
from portfolios.models.periods import ReportingPeriod
from portfolios.models.scoped import Scoped, ScopedQuerySet


class MailFrequency(models.TextChoices):
    AT_ONCE = "at_once", "As things happen"
    DAILY = "daily", "One mail a day"


class MailPreference(Scoped):
    """How one person wants the mail of one footprint. Without a row: as things happen, everything."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    frequency = models.CharField(max_length=10, choices=MailFrequency.choices, default=MailFrequency.AT_ONCE)
    opening = models.BooleanField("when a period is opened", default=True)
    reminders = models.BooleanField("reminders of what is due", default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["footprint", "user"], name="mail_preference_once_per_person")
        ]

    def __str__(self) -> str:
        return f"Mail to {self.user}: {self.get_frequency_display()}"


class MailState(models.TextChoices):
    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"


class MailQuerySet(ScopedQuerySet):
    def due(self) -> Self:
        """Mails that a worker may take now, by the database's clock: waiting, or left behind before they went out."""
        waiting = Q(state=MailState.QUEUED, next_attempt_at__lte=Now())
        left_behind = Q(state=MailState.SENDING, lease_until__lt=Now(), handing_over_at=None)
        return self.filter(waiting | left_behind)

    def in_doubt(self) -> Self:
        """Mails whose worker was lost while the mail server had them: nobody knows whether they went out."""
        return self.filter(state=MailState.SENDING, lease_until__lt=Now(), handing_over_at__isnull=False)


class MailAttachment(Scoped):
    """A file that goes with mails, kept once however many take it."""

    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["footprint", "name", "sha256"], name="mail_attachment_once_per_content"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Mail(Scoped):
    """One mail to one person. Claimed by a token and a lease, like runs; kept with its result for the record.

    Without ``user`` it goes to somebody who has no account: a reader on a distribution list.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    attachment = models.ForeignKey(
        MailAttachment, null=True, blank=True, on_delete=models.PROTECT, related_name="mails"
    )
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_default=Now())
    token = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    handing_over_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False)
                | ~Q(state=MailState.SENT) & Q(sent_at=None),
                name="mail_sent_with_time",
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENDING, token__isnull=False, lease_until__isnull=False)
                | ~Q(state=MailState.SENDING) & Q(token=None, lease_until=None),
                name="mail_being_sent_is_held",
            ),
        ]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="mail_due")]

    def __str__(self) -> str:
        return f"{self.subject}, to {self.address}"


class NoticeKind(models.TextChoices):
    OPENED = "opened", "Period opened"
    REMINDER = "reminder", "Reminder"
    SPONSOR = "sponsor", "Overdue, to the sponsor"
    CHASE = "chase", "Chased by the PMO"
    RETURNED = "returned", "Report returned"
    TO_SIGN_OFF = "to_sign_off", "Waiting for sign-off"
    REOPENED = "reopened", "Period opened again"
    ESCALATION = "escalation", "Risk or issue to be taken up a level"
    ESCALATED = "escalated", "Answer to an escalation"
    DEPENDENCY = "dependency", "Dependency"
    ASSIGNED = "assigned", "Given something to own"
    PAPER = "paper", "Paper that waits for somebody"
    PAPER_NEWS = "paper_news", "What became of a paper"


class Notice(Scoped):
    """One thing to tell one person: once per ``key``, whatever is retried. Notices of a person go out in one mail.

    ``text`` is one line without private material; ``path`` is the page that it is about. Without ``mail`` it waits, or
    is for nobody to read (``is_dropped``): its reader wants no mail of its kind, or what it asks for is done.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    period = models.ForeignKey(
        ReportingPeriod, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    initiative = models.ForeignKey(
        Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(max_length=500)
    path = models.CharField(max_length=300)
    held_until = models.DateTimeField(db_default=Now())
    is_dropped = models.BooleanField(default=False)
    mail = models.ForeignKey(Mail, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["footprint", "key"], name="notice_once_per_key"),
            models.CheckConstraint(
                condition=Q(is_dropped=False) | Q(mail=None), name="notice_dropped_is_not_mailed"
            ),
        ]
        indexes = [
            models.Index(fields=["held_until"], condition=Q(mail=None, is_dropped=False), name="notice_due")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"
