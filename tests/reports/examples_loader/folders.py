"""Folders of example data that are broken on purpose, and the faults found in them."""

from pathlib import Path

import pytest
from django.conf import settings

from reports.examples_loader import ExampleError, ExamplesRefused, load

DORSET = settings.BASE_DIR / "reports" / "examples" / "dorset"


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first ``old`` in ``file``; fails where there is none, so that a test cannot pass by a slip."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path) -> list[ExampleError]:
    """The faults for which ``folder`` is refused."""
    with pytest.raises(ExamplesRefused) as refused:
        load(folder)
    return refused.value.errors


def stands_on(path: Path, error: ExampleError) -> bool:
    """Whether the line named is that of the cell; of its row, for a cell that is missing; of an item, within a list."""
    line = path.read_text(encoding="utf-8").splitlines()[error.line - 1].strip()
    name = error.field.split(", ")[-1]
    return line.removeprefix("- ").replace('"', "").startswith(f"{name}:") or line.startswith("- ")
