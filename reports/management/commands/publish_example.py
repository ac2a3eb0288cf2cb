"""`manage.py publish_example`: papers of the made-up footprint, published and sent."""

import io
from contextlib import redirect_stdout
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from portfolios.models import Footprint
from reports import demo_papers
from reports.synthesise import EXAMPLE_SLUG

# Where mail stays on this machine: readers of the made-up papers are nobody's address.
KEEPING = frozenset(
    f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "dummy", "filebased", "locmem")
)


class Command(BaseCommand):
    help = (
        "Has the demonstration accounts write, approve and publish papers of the made-up footprint, send them to two "
        "made-up readers, and hand in the paper of the open period. Where somebody has worked on papers there, nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.EMAIL_BACKEND not in KEEPING:
            raise CommandError(
                "The papers would go out by real mail. Set EMAIL_URL=consolemail:// to print mail instead."
            )
        footprint = Footprint.objects.filter(slug=EXAMPLE_SLUG).first()
        if footprint is None:
            raise CommandError(
                f"There is no footprint {EXAMPLE_SLUG}. Make it with load_examples --accounts."
            )
        try:
            published = demo_papers.make_papers(footprint)
        except (ValidationError, PermissionDenied) as refused:
            raise CommandError(" ".join(getattr(refused, "messages", None) or [str(refused)])) from refused
        # Printed mail would be pages of an attached file; the page Mails has it all.
        with redirect_stdout(io.StringIO()):
            sent = demo_papers.send_mails(footprint) if published else 0
        if options["verbosity"]:
            for one in published:
                self.stdout.write(
                    f"{one.period_label}, edition {one.edition}: /published/{footprint.slug}/{one.slug}/"
                )
            words = f"Mails to readers: {sent}." if published else "Its papers were worked on and left alone."
            self.stdout.write(f"{footprint}: {words}")
