"""Bring a fresh clone to where the portal runs: .venv, the pinned packages, Pango; with --dev what tests need too.

Does nothing that is done already. Run it through `.ci/python .ci/bootstrap.py [--dev] [--with-browser]`, with any
supported Python and nothing else: it uses the standard library only.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from project import PYTHON, ROOT, VENV, fail, say
from system import apt_install, ensure_browser, ensure_pango, venv_package

RUNTIME_PINS = ROOT / "requirements.txt"
DEV_PINS = ROOT / "requirements-dev.txt"


def venv_works() -> bool:
    """Whether .venv has a supported Python with pip; false also when the Python it was made from is gone."""
    probe = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))"
    try:
        return subprocess.run([PYTHON, "-c", probe], capture_output=True).returncode == 0
    except OSError:
        return False


def ensure_venv() -> None:
    """Make .venv with pip, or end with the package to install."""
    if venv_works():
        return
    say(f"Making .venv with Python {sys.version.split()[0]} ...")
    # Debian splits `ensurepip` off into a package of its own.
    missing = subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True).returncode != 0
    if missing and not apt_install([venv_package()]):
        fail(
            f"This Python ({sys.executable}) cannot make a virtual environment: ensurepip is missing.\n"
            f"Debian, Ubuntu: sudo apt-get install {venv_package()}   "
            "Or name another Python: make PYTHON=/path/to/python3 ..."
        )
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True, symlinks=True)
    except (OSError, subprocess.CalledProcessError) as error:
        fail(f"Could not make the virtual environment {VENV}: {error}")


def pinned_uv() -> str:
    """The requirement line of uv, from the pins: the installer is pinned like everything else."""
    found = re.search(r"^uv==\S+", DEV_PINS.read_text(), re.MULTILINE)
    return found.group() if found else fail(f"{DEV_PINS.name} does not pin uv. Run `make lock`.")


def pip(*arguments: str) -> bool:
    return subprocess.run([PYTHON, "-m", "pip", "--quiet", *arguments], cwd=ROOT).returncode == 0


def install(pins: Path) -> None:
    """Install the pinned packages, unless exactly these are in .venv. Why without dependencies: docs/adr/0002."""
    stamp = VENV / f"{pins.name}.sha256"
    wanted = hashlib.sha256(pins.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say(f"Installing {pins.name} ...")
    # uv takes seconds where pip takes half a minute. It does not read pip's configuration (a company's own package
    # index, for example), so where it fails pip has a go.
    command = [PYTHON, "-m", "uv", "--quiet", "pip", "install", "--no-deps", "--compile-bytecode"]
    command += ["--python", PYTHON, "--requirements", str(pins)]
    uv_installs = (
        pip("install", pinned_uv()) and subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    )
    if not uv_installs and not pip("install", "--no-deps", "--requirement", str(pins)):
        fail(
            f"Could not install {pins.name}: see above. Is the package index (PyPI or your own) within reach?"
        )
    stamp.write_text(wanted)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--dev", action="store_true", help="also what checking and testing need")
    options.add_argument("--with-browser", action="store_true", help="also Chromium, for browser journeys")
    chosen = options.parse_args()
    ensure_venv()
    install(RUNTIME_PINS)
    if chosen.dev:
        install(DEV_PINS)
    ensure_pango()
    if chosen.with_browser:
        ensure_browser()


if __name__ == "__main__":
    main()
