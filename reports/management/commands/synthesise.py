"""`manage.py synthesise`: made-up footprints for scale tests."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.synthesise import synthesise


class Command(BaseCommand):
    help = (
        "Makes footprints that describe nobody real, marked as made up: portfolios, programmes and workstreams with "
        "months of reports, ratings, asks, milestones and risks. The same arguments give the same rows."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--footprints", type=int, required=True, metavar="N", help="how many more to make"
        )
        parser.add_argument(
            "--months", type=int, required=True, metavar="M", help="periods of each; the last is open"
        )
        parser.add_argument(
            "--initiatives", type=int, default=30, metavar="K", help="of each (%(default)s, unless said)"
        )
        parser.add_argument(
            "--until",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the month after the last period (the current month, unless said)",
        )
        parser.add_argument(
            "--no-snapshots",
            action="store_false",
            dest="snapshots",
            help="leave out the snapshots of locked periods",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["footprints"] < 1:
            raise CommandError("--footprints must be 1 or more.")
        try:
            made = synthesise(
                footprints=options["footprints"],
                months=options["months"],
                initiatives=options["initiatives"],
                until=options["until"],
                with_snapshots=options["snapshots"],
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            for footprint in made:
                self.stdout.write(f"{footprint.slug}: {footprint.name}")
