"""What a new paper can begin from."""

from portfolios.models import Footprint, ReportingPeriod
from reports.models import Paper, PaperType


def last_paper(paper_type: PaperType, session: str, period: ReportingPeriod) -> Paper | None:
    """The newest edition of the paper of this type and session for the nearest period before ``period``. One query.

    Whoever asks may write papers of the footprint, which is more than to read its private ones.
    """
    earlier = Paper.objects.filter(
        paper_type=paper_type, session=session, period__first_day__lt=period.first_day
    )
    return earlier.select_related("period").order_by("period__first_day", "edition").last()


def begun(footprint: Footprint, paper_type: str, session: str, period: str | None) -> Paper | None:
    """The newest edition there is of the paper of this type, session and period, by their names. One query.

    Whoever asks may write papers of the footprint, which is more than to read its private ones.
    """
    found = Paper.objects.filter(
        footprint=footprint, paper_type__slug=paper_type, session=session, period__slug=period
    )
    return found.select_related("period").order_by("edition").last()
