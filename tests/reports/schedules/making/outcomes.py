"""What came of it: the paper that a schedule made, and those who were told."""

from portfolios.models import Notice
from reports.models import ScheduledPaper


def row():
    return ScheduledPaper.objects.get()


def told():
    return sorted(Notice.objects.values_list("user__name", "kind"))
