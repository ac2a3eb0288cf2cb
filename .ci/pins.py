"""Whether the pins follow from the commented lists: what `make lock` would write now is what is there."""

import os
import shutil
import subprocess
import tempfile
from difflib import unified_diff
from pathlib import Path

from lock import LISTS, compile_command
from project import ROOT
from verdict import Verdict


def pinned(path: Path) -> list[str]:
    """The pins of a file without comments, which name the command that wrote them."""
    return [
        line for line in path.read_text().splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


def check() -> Verdict:
    differences: list[str] = []
    with tempfile.TemporaryDirectory(prefix="stp-portal-pins-") as folder:
        for name in LISTS:
            current, compiled = ROOT / f"{name}.txt", Path(folder) / f"{name}.txt"
            # What is pinned already is preferred, so a release of today does not make yesterday's commit fail.
            shutil.copy(current, compiled)
            command = compile_command(name, str(compiled))
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                # Perhaps only the package index is out of reach: that may stop a release, but no work on a train.
                message = f"{name}.in could not be compiled:\n{done.stderr.strip()}"
                return Verdict("failed" if os.environ.get("CI") == "true" else "unverified", message)
            differences += unified_diff(
                pinned(current), pinned(compiled), f"{name}.txt", "make lock", lineterm="", n=0
            )
    if differences:
        return Verdict("failed", "\n".join(["Run `make lock`:", *differences]))
    return Verdict("passed")
