"""Which initiatives are to report in a period, and who is asked to write."""

from collections.abc import Mapping
from dataclasses import dataclass

from portfolios.models import HighlightReport, Initiative, ReportingPeriod, ReportingRhythm
from portfolios.queries.holders import leads_of
from stp_portal.accounts.models import User


@dataclass(frozen=True)
class Expectations:
    """The initiatives that are to report in a period, and who writes each (by its key)."""

    period: ReportingPeriod
    initiatives: tuple[Initiative, ...]
    leads: Mapping[int, tuple[User, ...]]

    @property
    def without_lead(self) -> list[Initiative]:
        """Those for which nobody with an account can be told."""
        return [one for one in self.initiatives if not self.leads[one.pk]]


def expectations(period: ReportingPeriod) -> Expectations:
    """What opening ``period`` comes to. Seven queries at any size."""
    initiatives = expected_in(period)
    return Expectations(period, tuple(initiatives), leads_of(one.pk for one in initiatives))


def expected_in(period: ReportingPeriod) -> list[Initiative]:
    """The initiatives that are alive in ``period`` and whose turn it is to report. Two queries.

    Who reports every second period has a turn unless it reported in the period immediately before. A turn let pass is
    none: an initiative that had returned nothing when that period was locked is expected again.
    """
    alive = Initiative.objects.filter(footprint=period.footprint_id).alive_in(period)
    initiatives = alive.exclude(reporting=ReportingRhythm.NEVER)
    before = ReportingPeriod.objects.before(period)
    if before:
        reports = HighlightReport.objects.filter(period=before)
        had_a_turn = reports.returned() if before.is_locked else reports
        initiatives = initiatives.exclude(
            reporting=ReportingRhythm.SECOND, pk__in=had_a_turn.values("initiative_id")
        )
    return list(initiatives.order_by("position", "name", "pk"))
