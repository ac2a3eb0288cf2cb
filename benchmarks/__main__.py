"""Prints the performance table: each figure a ratio to its floor, measured in the same run.

Run by `make bench`. Works in a database of its own in a temporary folder, bounded in time and count, and asserts
nothing: a slow machine gives large seconds, not a failure.
"""

import os
import secrets
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SMALL, LARGE = 10, 1000
FEW, MANY = 50, 10_000
PAGE_ROUNDS, PAPER_ROUNDS, SIZE_ROUNDS = 15, 5, 2


def main() -> int:
    """Make the estates, measure, print."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(prefix="stp-portal-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "stp_portal.settings",
            "DEBUG": "false",
            "HTTPS": "false",
            "EMAIL_URL": "memorymail://",
            "PORTAL_URL": "https://portal.example.org",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "testserver",
            "VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "LOG_LEVEL": "WARNING",
        }
        import django
        from django.conf import settings

        settings.ROOT_URLCONF = "benchmarks.urls"
        django.setup()
        from django.core.management import call_command

        from benchmarks import national, pages, papers, sizes

        call_command("migrate", verbosity=0)
        print("Pages, in process, SQLite, medians of", PAGE_ROUNDS, "interleaved rounds")
        pages.measure(sizes=(SMALL, LARGE), registers=(FEW, MANY), rounds=PAGE_ROUNDS)
        print("\nPapers, medians of", PAPER_ROUNDS, "interleaved rounds, in a warm process")
        paper = papers.real_paper()
        papers.measure(*paper, rounds=PAPER_ROUNDS)
        print("\nPapers by length, the best of", SIZE_ROUNDS, "rounds")
        sizes.measure(*paper, rounds=SIZE_ROUNDS)
        print(
            "\nA national run: a paper of each of", national.FOOTPRINTS, "footprints, workers started for it"
        )
        national.measure()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
