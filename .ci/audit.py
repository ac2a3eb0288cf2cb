"""Known vulnerabilities in the pins, by pip-audit, and whether pip-audit can see any at all.

Where the advisories are out of reach, pip-audit finds nothing and calls that a pass. So it first has to report a
release that is known to be vulnerable; if it does not, its silence about our pins means nothing.
"""

import json
import subprocess
import tempfile
from pathlib import Path

from project import PYTHON, ROOT
from verdict import Verdict

CANARY = "Django==4.2.0"


def vulnerable(requirements: Path) -> list[str] | None:
    """One line for each advisory about a pinned package; None when pip-audit gives no answer."""
    command = [PYTHON, "-m", "pip_audit", "--requirement", str(requirements), "--no-deps", "--disable-pip"]
    done = subprocess.run(
        [*command, "--progress-spinner", "off", "--format", "json"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    return [
        f"{package['name']} {package['version']}: {advisory['id']}, "
        f"mended in {', '.join(advisory['fix_versions']) or 'no release yet'}"
        for package in packages
        for advisory in package.get("vulns", [])
    ]


def check() -> Verdict:
    with tempfile.TemporaryDirectory(prefix="stp-portal-audit-") as folder:
        canary = Path(folder) / "canary.txt"
        canary.write_text(f"{CANARY}\n")
        if not vulnerable(canary):
            return Verdict(
                "unverified", f"pip-audit does not report {CANARY}: no advisories within reach from here."
            )
    found: list[str] = []
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = vulnerable(ROOT / name)
        if lines is None:
            return Verdict("unverified", f"pip-audit gave no answer about {name}.")
        found += [f"{name}: {line}" for line in lines]
    return Verdict("failed" if found else "passed", "\n".join(found))
