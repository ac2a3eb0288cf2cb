"""The papers of a footprint, as a list shows them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from portfolios.models import Footprint, Someone
from reports.models import FileFormat, Paper, PaperFile, PaperState, Run, RunState
from stp_portal.core.paging import page_of

ROWS = 50


@dataclass(frozen=True)
class PaperLine:
    """A line of the list. ``pdf_size`` is in bytes; ``run_state`` that of the run asked for last."""

    pk: int
    title: str
    edition: int
    period: str
    body: str | None
    meets_on: date | None
    state: str
    is_private: bool
    pdf_pk: int | None
    pdf_size: int
    run_state: str | None
    taken_down_at: datetime | None

    @property
    def state_words(self) -> str:
        words = [PaperState(self.state).label]
        words += ["private"] if self.is_private else []
        words += ["taken down"] if self.taken_down_at else []
        return ", ".join(words)

    @property
    def file_words(self) -> str:
        """What is said where there is no file."""
        return RunState(self.run_state).label if self.run_state else "Not compiled yet"


def papers(
    footprint: Footprint, user: Someone, *, period: str = "", state: str = "", page: str = ""
) -> tuple[Page, str]:
    """A page of ``PaperLine``, newest period first, and what was wrong with ``page``, which is as typed.

    Two queries.
    """
    found = Paper.objects.visible_to(user).filter(footprint=footprint)
    if period:
        found = found.filter(period__slug=period)
    if state:
        found = found.filter(state=state)
    # The files that count are those of the run asked for last: going back to an old wording brings its files back.
    of_paper = Run.objects.visible_to(user).filter(paper=OuterRef("pk")).last_asked_first()
    finished = of_paper.filter(state=RunState.DONE)
    pdf = PaperFile.objects.filter(run=OuterRef("finished"), file_format=FileFormat.PDF)
    rows = (
        found.order_by("-period__first_day", "title", "-edition")
        .annotate(finished=Subquery(finished.values("pk")[:1]))
        .annotate(
            pdf_pk=Subquery(pdf.values("pk")[:1]),
            pdf_size=Coalesce(Subquery(pdf.values("size")[:1]), 0),
            run_state=Subquery(of_paper.values("state")[:1]),
        )
        .values_list(
            "pk",
            "title",
            "edition",
            "period__label",
            "meeting__body__name",
            "meeting__date",
            "state",
            "is_private",
            "pdf_pk",
            "pdf_size",
            "run_state",
            "publication__taken_down_at",
        )
    )
    shown, problem = page_of(rows, page, ROWS)
    shown.object_list = [PaperLine(*row) for row in shown.object_list]
    return shown, problem


def periods_with_papers(footprint: Footprint, user: Someone) -> list[tuple[str, str]]:
    """Slug and label of each period that a paper was begun for, newest first. One query."""
    found = Paper.objects.visible_to(user).filter(footprint=footprint).order_by("-period__first_day")
    return list(dict.fromkeys(found.values_list("period__slug", "period__label")))
