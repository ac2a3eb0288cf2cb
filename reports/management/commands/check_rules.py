"""`manage.py check_rules`: the rules by which papers are checked, as the page of the docs."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.checks.register import document


class Command(BaseCommand):
    help = "Prints the register of checks as Markdown, for docs/checks.md."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(document(), ending="")
