"""The same record and text give the same bytes: on SQLite and on Postgres, in one process and in another."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.papers.digests import of_every_paper

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ELSEWHERE = (
    "import json; from tests.papers.digests import of_every_paper; print(json.dumps(of_every_paper()))"
)


def on_sqlite(folder, seed: str) -> dict[str, str]:
    """The hashes that a process of its own gives, with an empty SQLite database and another order of sets."""
    folder.mkdir()
    environment = os.environ | {
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "PYTHONHASHSEED": seed,
        "TZ": "Asia/Tokyo",
    }

    def manage(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    manage("migrate", "--verbosity", "0")
    found: dict[str, str] = json.loads(manage("shell", "-v", "0", "-c", ELSEWHERE).splitlines()[-1])
    return found


def test_every_file_of_every_paper_is_the_same_in_another_process_on_sqlite(tmp_path):
    """In the run on Postgres the hashes of here are those of Postgres."""
    here = of_every_paper()
    assert {name.rpartition(", ")[2] for name in here} >= {"record", "pdf", "html"}
    assert on_sqlite(tmp_path / "elsewhere", "4242") == here
