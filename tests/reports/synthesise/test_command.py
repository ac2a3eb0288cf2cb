"""The command that makes footprints."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portfolios.models import Footprint, PeriodState, ReportingPeriod
from reports.models import Snapshot


def test_the_command_makes_them_and_names_them(db):
    out = StringIO()
    call_command(
        "synthesise",
        "--footprints=1",
        "--months=2",
        "--initiatives=6",
        "--until=2026-04-01",
        "--no-snapshots",
        stdout=out,
    )

    assert out.getvalue() == "made-up-1: Ostwickham and Brindle Water (made up)\n"
    begun = ReportingPeriod.objects.exclude(state=PeriodState.PLANNED)
    assert list(begun.values_list("slug", flat=True)) == ["2026-02", "2026-03"]
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--footprints=0", "--months=2"], "--footprints must be 1 or more"),
        (["--footprints=1", "--months=0"], "0 months are too few"),
        (["--footprints=1", "--months=1", "--initiatives=3"], "3 initiatives are too few"),
        (["--footprints=1", "--months=1", "--until=April"], "--until"),
    ],
)
def test_the_command_says_what_is_wrong(db, arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("synthesise", *arguments)

    assert not Footprint.objects.exists()
