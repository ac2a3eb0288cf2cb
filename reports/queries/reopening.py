"""What hangs on a locked period, for whoever thinks of opening it again."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from portfolios.models import PeriodState, ReportingPeriod, Someone
from reports.models import FINISHED, Paper, Run, RunState, Snapshot


@dataclass(frozen=True)
class Dependants:
    """The locked period that was compared with this one, the papers drawn from it, and the snapshots taken of it."""

    compared: ReportingPeriod | None
    papers: Sequence[Paper]
    snapshots: Sequence[Snapshot]

    @property
    def published(self) -> list[Paper]:
        """The papers that never change again."""
        return [paper for paper in self.papers if paper.state in FINISHED]


def dependants(period: ReportingPeriod, user: Someone) -> Dependants:
    """What ``user`` may see of what hangs on ``period``. Three queries."""
    after = ReportingPeriod.objects.visible_to(user).after(period)
    compiled = Run.objects.filter(paper=OuterRef("pk"), state=RunState.DONE)
    papers = Paper.objects.visible_to(user).filter(Exists(compiled), period=period)
    snapshots = Snapshot.objects.visible_to(user).locked().filter(period=period)
    return Dependants(
        compared=after if after and after.state == PeriodState.LOCKED else None,
        papers=list(papers.order_by("title", "edition")),
        # Without the record itself, which may be large.
        snapshots=list(snapshots.defer("content").select_related("taken_by")),
    )
