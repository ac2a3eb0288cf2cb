"""The moments before and after a paper is due."""

from datetime import timedelta

from tests.reports.schedules.conftest import DUE

BEFORE = DUE - timedelta(seconds=1)
LATER = DUE + timedelta(hours=2)
