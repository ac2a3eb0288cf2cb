"""`manage.py mails`: which mails are not sent, and the work itself where there is no worker or no broker."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from portfolios import mailer, reminders
from portfolios.models import Mail, MailState


class Command(BaseCommand):
    help = (
        "Lists the mails that wait or failed. With --once, makes and sends what is due, without any broker; workers "
        "may do the same at the same time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do the work that is due, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.work()
        else:
            self.show()

    def work(self) -> None:
        """Tell the reminders that are due, make mails of what was told, and send each mail that is due, once."""
        reminders.due_reminders()
        due = mailer.prepare()
        for mail_id in due:
            mailer.deliver(mail_id)
        if not due:
            self.stdout.write("Nothing is due.")
        self.describe(due)

    def show(self) -> None:
        """Say how the mails stand that were not sent."""
        left = Mail.objects.exclude(state=MailState.SENT).values_list("pk", flat=True)
        if not left:
            self.stdout.write("No mail is waiting, and none has failed.")
        self.describe(list(left))

    def describe(self, mail_ids: list[int]) -> None:
        for mail in Mail.objects.filter(pk__in=mail_ids).select_related("footprint").order_by("pk"):
            error = f": {mail.error}" if mail.error else ""
            self.stdout.write(
                f"Mail {mail.pk}, {mail.footprint}, to {mail.address}: {mail.get_state_display().lower()}{error}"
            )
