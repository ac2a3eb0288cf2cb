"""What workers are told to do about mail. Messages are hints: each task asks the rows what there is to do."""

from celery import shared_task
from django.conf import settings

from portfolios import mailer, reminders

# In one tick. What is left over is told with the next, and a long queue does not fill the broker.
MOST_AT_ONCE = 100


@shared_task(name="portfolios.mail_tick", time_limit=60, soft_time_limit=50)
def mail_tick() -> None:
    """Makes mails of what is due, nudges workers about them, and tells reminders that are due. Milliseconds, mostly.

    Comes from beat every few seconds. Reminders come last: they wait shortly all the same, and trouble with them keeps
    no mail back.
    """
    for mail_id in mailer.prepare()[:MOST_AT_ONCE]:
        # A nudge that found no free worker is dropped: the next tick gives a new one.
        send_mail.apply_async([mail_id], expires=settings.MAIL_TICK_SECONDS)
    reminders.due_reminders()


# Shorter than settings.MAIL_LEASE_SECONDS: whoever holds a mail has ended before it is another's.
@shared_task(name="portfolios.send_mail", time_limit=120, soft_time_limit=100)
def send_mail(mail_id: int) -> None:
    """Sends one mail, unless it is sent, failed or with another worker. As long as the mail server takes."""
    mailer.deliver(mail_id)
