"""What pip cannot bring: Pango for papers, Chromium for browser journeys. Installed where we may, else named."""

import os
import platform
import shutil
import subprocess

from project import PYTHON, ROOT, fail, say

PANGO_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
PANGO_HELP = """\
Papers cannot be made here. Most often the Pango libraries are missing. Install them, then run this again:
  Debian, Ubuntu:  sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  Fedora:          sudo dnf install pango harfbuzz
  macOS:           brew install pango
                   (if still not found: export DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib")"""
BROWSER_HELP = """\
Chromium is not installed, so the browser journeys and the accessibility rules (tests/journeys) cannot run. Install it:
  Debian:          sudo apt-get install chromium
  Fedora:          sudo dnf install chromium
  macOS, others:   any Chrome or Chromium, named by CHROMIUM=/path/to/chrome"""

CHECK_RENDERER = "import sys; from reports.rendering.health import check_renderer; sys.exit(check_renderer())"
FIND_BROWSER = "import sys; from tests.browser import chromium_path; sys.exit(chromium_path() is None)"


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages if that needs nobody's answer: as root, or with a sudo that asks no password."""
    if not shutil.which("apt-get"):
        return False
    prefix: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode:
            return False
        prefix = ["sudo", "-n"]
    say(f"Installing {' '.join(packages)} with apt-get ...")
    quiet = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Acquire::Retries=3"]
    # A fresh container has no package lists at all. A source that cannot be reached need not be the one we want.
    subprocess.run([*quiet, "update"], check=False, stdout=subprocess.DEVNULL)
    command = [*quiet, "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0


def trouble_with_papers() -> str | None:
    """What keeps this machine from making papers, in words; None when it can."""
    # A missing harfbuzz-subset is only a warning to WeasyPrint, but papers would then have other bytes than elsewhere.
    command = [PYTHON, "-c", CHECK_RENDERER]
    environment = os.environ | {"PYTHONWARNINGS": "error:HarfBuzz-Subset"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    # Of a traceback the last line says what happened.
    lines = done.stderr.strip().splitlines() or [
        f"The check of the PDF engine ended with code {done.returncode}."
    ]
    return lines[-1]


def has_browser() -> bool:
    """Whether the tests would find a Chromium."""
    return subprocess.run([PYTHON, "-c", FIND_BROWSER], cwd=ROOT, capture_output=True).returncode == 0


def ensure_pango() -> None:
    """Make sure papers can be rendered, or end with what to install."""
    trouble = trouble_with_papers()
    if trouble and apt_install(PANGO_PACKAGES):
        trouble = trouble_with_papers()
    if trouble:
        fail(f"{trouble}\n\n{PANGO_HELP}")


def ensure_browser() -> None:
    """Make sure the tests find a browser; without one say which tests cannot run, and with CI=true fail."""
    if has_browser() or (apt_install(["chromium"]) and has_browser()):
        return
    if os.environ.get("CI") == "true":
        fail(BROWSER_HELP)
    say(BROWSER_HELP)


def venv_package() -> str:
    """The Debian package that brings `venv` with pip for this Python."""
    major, minor, _ = platform.python_version_tuple()
    return f"python{major}.{minor}-venv"
