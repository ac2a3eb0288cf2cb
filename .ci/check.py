"""Every check that runs no test. All run, even after one failed; the exit code is 0 only if none failed.

A check that cannot find out is "unverified": neither passed nor failed, and reported as such.
"""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

import audit
import containers
import pins
from project import PYTHON, ROOT, Counts, say
from verdict import Verdict

# Tests are not among them: what a factory makes is known only when it runs, and a wrong test fails by itself.
TYPED = ["stp_portal", "portfolios", "risks", "reports", "benchmarks", "manage.py"]


def tool(*command: str, **settings: str) -> Verdict:
    """Run a module of .venv as a check: passed when it ends with 0, else failed with what it printed.

    Settings are given to the portal as environment variables; nothing of the caller's own set-up reaches it.
    """
    with tempfile.TemporaryDirectory(prefix="stp-portal-check-") as folder:
        ours = {"DJANGO_SETTINGS_MODULE": "stp_portal.settings", "VAR_DIR": folder}
        servers = {"DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL"}
        environment = (
            {name: value for name, value in os.environ.items() if name not in servers} | ours | settings
        )
        done = subprocess.run(
            [PYTHON, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
    return Verdict("failed" if done.returncode else "passed", (done.stdout + done.stderr).strip())


def layout() -> Verdict:
    return tool("-m", "ruff", "format", "--check", "--output-format", "concise", ".")


def lint() -> Verdict:
    return tool("-m", "ruff", "check", "--output-format", "concise", ".")


def types() -> Verdict:
    present = [name for name in TYPED if (ROOT / name).exists()]
    verdict = tool("-m", "mypy", *present, DEBUG="true")
    if verdict.word == "failed":
        return verdict
    # The scripts import each other as top-level modules, which must not be known under two names.
    return tool(
        "-m", "mypy", *sorted(str(path) for path in (ROOT / ".ci").glob("*.py")), DEBUG="true", MYPYPATH=".ci"
    )


def import_order() -> Verdict:
    return tool("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")


def migrations() -> Verdict:
    return tool("manage.py", "makemigrations", "--check", "--dry-run", DEBUG="true")


def deployment() -> Verdict:
    """Django's own deployment checks, with settings as a real installation has them (docker-compose.yml)."""
    return tool(
        "manage.py", "check", "--deploy", "--fail-level", "WARNING",
        DEBUG="false",
        HTTPS="true",
        SECRET_KEY=secrets.token_urlsafe(50),
        ALLOWED_HOSTS="portal.example.org",
        DATABASE_URL="postgres://portal:unused@127.0.0.1/portal",
        CELERY_BROKER_URL="redis://127.0.0.1/0",
        CACHE_URL="redis://127.0.0.1/1",
        EMAIL_URL="smtp+tls://portal:unused@127.0.0.1:587",
        PORTAL_URL="https://portal.example.org",
    )  # fmt: skip


CHECKS: dict[str, Callable[[], Verdict]] = {
    "format": layout,
    "lint": lint,
    "types": types,
    "import order": import_order,
    "missing migrations": migrations,
    "deployment settings": deployment,
    "container files": containers.check,
    "pins up to date": pins.check,
    "known vulnerabilities": audit.check,
}


def main() -> int:
    total = Counts()
    for name, check in CHECKS.items():
        started = time.monotonic()
        verdict = check()
        say(f"{verdict.word:10}  {name} ({time.monotonic() - started:.0f} s)")
        if verdict.word != "passed":
            say("".join(f"            {line}\n" for line in verdict.detail.splitlines()).rstrip())
        total += Counts(passed=int(verdict.word == "passed"), failed=int(verdict.word == "failed"))
    total.save("checks")
    say(str(total))
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
