"""Files and folders that cannot be read, are missing, or belong to nothing."""

import pytest

from reports.examples_loader import ExampleError
from tests.reports.examples_loader.folders import faults


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("periods: [", "YAML cannot read it"),
        ("- just\n- a list", "It must hold named parts"),
        ("periods: *elsewhere", "it uses an alias"),
        ("periods:\n  - September", "It must hold named values"),
        ("periods: September", "It must be a list"),
        ("periods: []\nperiods: []", "It stands twice in one row, first on line 1"),
        ("on: []\nperiods: []", "YAML does not read this name as words. Put it in quotes."),
        ("months: []", "This name is not used here"),
    ],
)
def test_a_file_of_another_form_is_refused(db, folder, text, message):
    (folder / "periods.yaml").write_text(text, encoding="utf-8")

    assert any(error.file == "periods.yaml" and message in error.message for error in faults(folder))


def test_bytes_that_are_no_text_are_refused(db, folder):
    (folder / "periods.yaml").write_bytes(b"\xff\xfe\x00")

    assert [error.file for error in faults(folder)] == ["periods.yaml"]


def test_missing_and_strange_files_are_named(db, folder):
    (folder / "schemes.yaml").rename(folder / "shemes.yaml")
    (folder / "2017-09" / "risks.yaml").rename(folder / "2017-09" / "riks.yaml")

    assert {error.file: error.message.split(".")[0] for error in faults(folder)} == {
        "2017-09/riks.yaml": "Nothing reads this file",
        "schemes.yaml": "The file is missing",
        "shemes.yaml": "Nothing reads this file",
    }


def test_a_folder_of_no_period_is_named(db, folder):
    (folder / "2017-09").rename(folder / "2017-10")

    assert ExampleError(
        "2017-10",
        None,
        None,
        "",
        "There is no period of this name in periods.yaml. Add it there, or rename the folder.",
    ) in faults(folder)


def test_a_folder_that_is_not_there_is_named(db, tmp_path):
    assert "There is no such folder" in faults(tmp_path / "nowhere")[0].message
