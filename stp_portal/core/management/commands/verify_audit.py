"""`manage.py verify_audit`: is the audit trail as it was written?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stp_portal.core import audit


class Command(BaseCommand):
    help = (
        "Checks every audit chain for edited, missing and cut-off events. Ends with 1 if there is a problem."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--chain", metavar="SLUG", help="one chain only: the slug of a footprint, or 'portal'"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chain = options["chain"]
        if problems := audit.verify(chain):
            raise CommandError(
                "The audit trail is not as it was written.\n" + "\n".join(problems), returncode=1
            )
        heads = {name: head for name, head in audit.heads().items() if chain in (None, name)}
        for name, (seq, digest) in heads.items():
            self.stdout.write(f"Chain {name}: {seq} events, unbroken, head {digest}")
        if not heads:
            self.stdout.write("There are no audit events yet.")
