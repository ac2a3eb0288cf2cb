"""All tests: on SQLite, then on Postgres with Redis; on each first in parallel, then journeys and faults one by one.

The servers come from installed wheels and end with this script, unless TEST_DATABASE_URL and TEST_REDIS_URL name
others. The last line printed is `N passed, N failed, N skipped`; the exit code is 0 only if nothing failed and, with
CI=true, nothing was skipped.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from xml.etree import ElementTree

from project import PYTHON, RESULTS, ROOT, Counts, say

sys.path.insert(0, str(ROOT))
from tests.services import PostgresServer, RedisServer

KINDS = {
    "in parallel": ["-n", "2", "-m", "not journey and not fault"],
    "journeys and faults": ["-n", "0", "-m", "journey or fault"],
}
# The slowest part takes a few minutes; one that hangs must not use up the time of the others.
PART_SECONDS = 25 * 60


@dataclass
class Part:
    """One run of pytest, and how it went."""

    name: str
    counts: Counts = field(default_factory=Counts)
    seconds: float = 0
    trouble: str = ""
    skips: Counter[str] = field(default_factory=Counter)

    @property
    def ok(self) -> bool:
        return not self.trouble and not self.counts.failed


def read_report(part: Part, path: str) -> None:
    """Take the counts and the reasons for skips from pytest's JUnit report."""
    for suite in ElementTree.parse(path).getroot().iter("testsuite"):  # noqa: S314  (we wrote the file)
        number = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
        failed = number["failures"] + number["errors"]
        passed = max(0, number["tests"] - failed - number["skipped"])
        part.counts += Counts(passed, failed, number["skipped"])
        part.skips.update(skip.get("message", "no reason given") for skip in suite.iter("skipped"))


def run_part(part: Part, options: list[str], environment: dict[str, str]) -> None:
    """Run pytest once. A part that ends badly without a failed test still counts as one failure."""
    report = RESULTS / f"{part.name.lower().replace(' ', '-')}.xml"
    say(f"\n=== {part.name}")
    started = time.monotonic()
    command = [PYTHON, "-m", "pytest", "--quiet", "--tb=short", "-rs", f"--junitxml={report}", *options]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        code = process.wait(PART_SECONDS)
    except subprocess.TimeoutExpired:
        part.trouble = f"stopped after {PART_SECONDS // 60} minutes"
        code = -1
    finally:
        # Also what pytest itself left behind, and pytest when we are interrupted.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    part.seconds = time.monotonic() - started
    if report.exists():
        read_report(part, str(report))
    if code == 5:
        part.trouble = "no tests were found"
    elif code and not part.trouble and not part.counts.failed:
        forbidden = os.environ.get("CI") == "true" and part.counts.skipped
        part.trouble = (
            "skipped tests, which CI=true forbids" if forbidden else f"pytest ended with code {code}"
        )
    if part.trouble and not part.counts.failed and not part.counts.skipped:
        part.counts += Counts(failed=1)


def run_engine(engine: str, servers: dict[str, str]) -> list[Part]:
    """Run both kinds of tests on one engine; `servers` are the TEST_... variables that choose it."""
    chosen = {"TEST_DATABASE_URL", "TEST_REDIS_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in chosen}
    parts = []
    for kind, options in KINDS.items():
        part = Part(f"{engine}, {kind}")
        run_part(part, options, environment | servers)
        parts.append(part)
    return parts


def run_on_servers() -> list[Part]:
    """Run on Postgres and Redis: those given by the environment, else our own."""
    engine = "Postgres and Redis"
    with ExitStack() as stack:
        try:
            database = os.environ.get("TEST_DATABASE_URL") or stack.enter_context(PostgresServer()).url
            redis = os.environ.get("TEST_REDIS_URL") or stack.enter_context(RedisServer()).url
        except (OSError, RuntimeError) as error:
            return [Part(engine, Counts(failed=1), trouble=f"could not run: {error}")]
        return run_engine(engine, {"TEST_DATABASE_URL": database, "TEST_REDIS_URL": redis})


def summarise(parts: list[Part]) -> bool:
    """Print how each part went, why anything did not run, and the closing line. Returns whether all is well."""
    say("\n=== Summary")
    for part in parts:
        verdict = "passed" if part.ok else "FAILED"
        say(f"{verdict}  {part.name}: {part.counts}, {part.seconds:.0f} s")
        if part.trouble:
            say(f"        {part.trouble}")
        for reason, number in part.skips.items():
            say(f"        {number} could not run: {reason}")
    total = sum((part.counts for part in parts), Counts())
    total.save("tests")
    say(str(total))
    return all(part.ok for part in parts)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    RESULTS.mkdir(parents=True, exist_ok=True)
    for old in RESULTS.glob("*.xml"):
        old.unlink()
    return 0 if summarise([*run_engine("SQLite", {}), *run_on_servers()]) else 1


if __name__ == "__main__":
    sys.exit(main())
