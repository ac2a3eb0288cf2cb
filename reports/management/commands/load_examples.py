"""`manage.py load_examples`: the example footprints, and accounts to try them with."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portfolios.models import Footprint
from reports import synthesise
from reports.demo_accounts import DemoAccount, make_demo_accounts
from reports.examples_loader import ExamplesRefused, load

EXAMPLES_DIR = settings.BASE_DIR / "reports" / "examples"


class Command(BaseCommand):
    help = (
        "Loads example footprints from folders of YAML, all or nothing. Without folders: those of reports/examples "
        "and a made-up one. A footprint that is there already is left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
        parser.add_argument(
            "--accounts",
            action="store_true",
            help="also make or put right the demonstration accounts; their password is read from DEMO_PASSWORD",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        password = demo_password() if options["accounts"] else ""
        folders = options["folders"] or sorted(path for path in EXAMPLES_DIR.iterdir() if path.is_dir())
        with transaction.atomic():
            done = self.load(folders)
            if not options["folders"]:
                done.append(make_up())
            accounts = make_accounts(password) if password else []
        if options["verbosity"]:
            for line in [*done, *table(accounts)]:
                self.stdout.write(line)

    def load(self, folders: list[Path]) -> list[str]:
        """Load every folder and say what was done. Where any is refused, print every fault and raise CommandError."""
        done: list[str] = []
        faults: list[str] = []
        for folder in folders:
            try:
                loaded = load(folder)
            except ExamplesRefused as refused:
                faults += [f"{folder.name}/{error}" for error in refused.errors]
                continue
            counted = ", ".join(f"{nouns} {number}" for nouns, number in loaded.counts.items())
            done.append(f"{loaded.footprint}: {counted}." if loaded.is_new else left_alone(loaded.footprint))
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(
                f"Nothing was written. Put right what is said above ({len(faults)}) and load again."
            )
        return done


def make_up() -> str:
    """Make the made-up footprint, for dashboards to have something to show, and say so."""
    if there := Footprint.objects.filter(slug=synthesise.EXAMPLE_SLUG).first():
        return left_alone(there)
    return f"{synthesise.make_example()}: twelve months of made-up reports."


def left_alone(footprint: Footprint) -> str:
    return f"{footprint}: is there already and was left alone."


def demo_password() -> str:
    """DEMO_PASSWORD from the environment. Raises CommandError, saying what to set, where there is none."""
    password = os.environ.get("DEMO_PASSWORD", "")
    if not password:
        raise CommandError(
            "Demonstration accounts need a password. Set the environment variable DEMO_PASSWORD to at least "
            "12 characters, for example: DEMO_PASSWORD=$(python -c 'import secrets; print(secrets.token_urlsafe(9))')"
        )
    return password


def make_accounts(password: str) -> list[DemoAccount]:
    """The accounts. Raises CommandError for a password the portal refuses."""
    try:
        return make_demo_accounts(password=password)
    except ValidationError as error:
        raise CommandError(f"DEMO_PASSWORD cannot be used: {' '.join(error.messages)}") from error


def table(accounts: list[DemoAccount]) -> list[str]:
    """Who to sign in as, a line each; the password is not printed."""
    if not accounts:
        return []
    emails, places = max(len(one.email) for one in accounts), max(len(one.place) for one in accounts)
    rows = [f"  {one.email:{emails}}  {one.place:{places}}  {one.role.label}" for one in accounts]
    return ["", "Sign in as (password: DEMO_PASSWORD):", *rows]
