"""A folder of example data. Its loader can be imported once Django is set up only."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of Dorset's folder to break."""
    from tests.reports.examples_loader.folders import DORSET

    return shutil.copytree(DORSET, tmp_path / "dorset")
