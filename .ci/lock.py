"""Compile the commented requirement lists to pins. What is pinned stays as it is unless --upgrade says otherwise.

The development pins are bound to the runtime pins (`-c requirements.txt` in their list), so the order matters.
"""

import subprocess
import sys

from project import PYTHON, ROOT, fail

LISTS = ["requirements", "requirements-dev"]


def compile_command(name: str, output: str) -> list[str]:
    """The command that writes the pins of one list to `output`, keeping those that are in it already."""
    options = ["--quiet", "--universal", "--python-version", "3.11", "--no-emit-index-url"]
    # The header of the file names this command, not the one we run with its temporary names.
    header = ["--custom-compile-command", "make lock"]
    return [
        PYTHON,
        "-m",
        "uv",
        "pip",
        "compile",
        *options,
        *header,
        f"{name}.in",
        "--output-file",
        output,
    ]


def main() -> None:
    for name in LISTS:
        command = [*compile_command(name, f"{name}.txt"), *sys.argv[1:]]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            fail(f"{name}.txt was left as it was: see above.")


if __name__ == "__main__":
    main()
