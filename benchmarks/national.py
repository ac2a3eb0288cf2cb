"""A national run: a paper of each of 44 footprints, compiled by one worker and by two."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from reports.actions import runs
from reports.models import Paper, RunState
from reports.synthesise import synthesise

FOOTPRINTS = 44
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Took:
    """How long a run took, and the peak memory of the hungriest of its workers in megabytes."""

    seconds: float
    peak: float
    compiled: int


def measure() -> None:
    """Print the time of the same queue of papers with one worker and with two, from a cold start of each."""
    made = synthesise(footprints=FOOTPRINTS, months=2, initiatives=30, until=None, with_snapshots=True)
    for paper in Paper.objects.filter(footprint__in=made, paper_type__slug="governing-body-update"):
        runs.request(paper=paper, by=None)
    folder = Path(os.environ["VAR_DIR"])
    took = {workers: _with(workers, folder) for workers in (1, 2)}
    print(f"{'workers':>8}{'papers':>8}{'s':>9}{'s a paper':>11}{'speed-up':>10}{'peak MB each':>14}")
    for workers, result in took.items():
        print(
            f"{workers:8}{result.compiled:8}{result.seconds:9.1f}{result.seconds / FOOTPRINTS:11.2f}"
            f"{took[1].seconds / result.seconds:10.2f}{result.peak:14.0f}"
        )


def _with(workers: int, folder: Path) -> Took:
    """The queue as it stands, in a database of its own, worked off by ``workers`` processes at once."""
    database = folder / f"national-{workers}.sqlite3"
    with sqlite3.connect(connection.settings_dict["NAME"]) as here, sqlite3.connect(database) as there:
        here.backup(there)
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "VAR_DIR": str(folder / f"var-{workers}"),
    }
    start = time.perf_counter()
    command = [sys.executable, "manage.py", "runs", "--once"]
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        for _ in range(workers)
    ]
    peak = 0.0
    # Not the peak that waiting for a process gives: this counts what its parent held when it was started.
    while any(process.poll() is None for process in processes):
        peak = max(peak, *(_most_memory(process.pid) for process in processes))
        time.sleep(0.1)
    seconds = time.perf_counter() - start
    with sqlite3.connect(database) as there:
        (compiled,) = there.execute(
            "select count(*) from reports_run where state = ?", [RunState.DONE]
        ).fetchone()
    return Took(seconds, peak, compiled)


def _most_memory(pid: int) -> float:
    """The most memory a process has held so far, in megabytes; 0 for one that has ended (Linux)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    held = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(held[1]) / 1024 if held else 0.0
