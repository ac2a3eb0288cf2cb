"""``manage.py check_renderer``: can this machine make PDFs?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.rendering.health import check_renderer


class Command(BaseCommand):
    help = "Make a PDF of one line in a process of its own, and say what is missing where that fails."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        if trouble := check_renderer():
            raise CommandError(trouble)
        self.stdout.write("PDFs can be made here.")
