"""Where things are in this project, how its scripts end with a message, and how they count."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
RESULTS = ROOT / "var" / "results"


def fail(message: str) -> NoReturn:
    """End the script with exit code 1 and a message that says what to do."""
    print(message, file=sys.stderr, flush=True)
    raise SystemExit(1)


def say(message: str) -> None:
    """Print at once, so that our lines stay in order with those of the programs we run."""
    print(message, flush=True)


@dataclass(frozen=True)
class Counts:
    """How many passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    def save(self, name: str) -> None:
        """Leave the counts for `.ci/run`, which adds up those of all commands."""
        RESULTS.mkdir(parents=True, exist_ok=True)
        (RESULTS / f"{name}.txt").write_text(f"{self}\n")
