"""The command load_examples: folders, accounts, and what it prints."""

import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portfolios.models import (
    Footprint,
)
from stp_portal.accounts.models import User
from tests.reports.examples_loader.folders import change


def run(*arguments: object, **options: object) -> str:
    out = StringIO()
    call_command("load_examples", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_the_command_loads_a_folder_once(db, folder):
    assert "risks 47" in run(folder)
    assert "is there already and was left alone" in run(folder)
    assert Footprint.objects.count() == 1


def test_the_command_prints_a_fault_a_line_and_writes_nothing(db, folder, tmp_path):
    other = shutil.copytree(folder, tmp_path / "elsewhere")
    change(other, "footprint.yaml", "slug: dorset", "slug: elsewhere")
    change(other, "footprint.yaml", "  name: Dorset", "  name: Elsewhere")
    change(other, "2017-09/risks.yaml", "band: Major", "band: Majr")
    change(other, "2017-09/reports.yaml", "rating: Yellow", "rating: Yelow")
    errors = StringIO()

    with pytest.raises(CommandError) as stopped:
        run(folder, other, stderr=errors)

    assert stopped.value.returncode == 1
    lines = errors.getvalue().splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "elsewhere/2017-09/reports.yaml, row 1 (line 9), rating",
        "elsewhere/2017-09/risks.yaml, row 2 (line 28), band",
    ]
    assert not Footprint.objects.exists()  # the folder without faults is not written either


def test_accounts_need_a_password(db, folder, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)

    with pytest.raises(CommandError, match="Set the environment variable DEMO_PASSWORD"):
        run(folder, "--accounts")

    assert not Footprint.objects.exists()


def test_a_weak_password_is_refused_and_nothing_is_written(db, folder, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "short")

    with pytest.raises(CommandError, match=r"DEMO_PASSWORD cannot be used: .*12 characters"):
        run(folder, "--accounts")

    assert not Footprint.objects.exists()
    assert not User.objects.exists()
