"""Everything that the form of a highlight report starts from and offers."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Prefetch

from portfolios.actions.ratings import scheme_in_force
from portfolios.models import (
    Body,
    Cycle,
    HighlightReport,
    Initiative,
    Milestone,
    RatingLevel,
    RatingScheme,
    ReportingPeriod,
    ReportState,
)
from portfolios.queries.report_before import ReportBefore, report_before
from portfolios.report_content import NO_DATE, ReportContent, content_of
from reports.queries.boards import OpenAsk, open_asks
from risks.models import Assessment, AssessmentKind, Risk, RiskMatrix
from risks.queries.matrices import matrix_in_force
from risks.score_words import cell_in_words
from stp_portal.accounts.models import User
from stp_portal.core.fuzzy_dates import FuzzyDate


@dataclass(frozen=True)
class ScoredRisk:
    """An open risk with the score that stands; None where it has none yet."""

    risk: Risk
    current: Assessment | None

    @property
    def in_words(self) -> str:
        """“Likely (4) × Major (4) = 16”; that no score is published where the source prints a band alone."""
        if self.current is None or self.current.cell is None:
            return "Score not published"
        return cell_in_words(self.current.matrix, self.current.cell)


@dataclass(frozen=True)
class ReportSetting:
    """What is on record when somebody opens the form, of what they may see.

    ``saved`` is what the report holds now; ``risks`` and ``matrix`` are empty for those who may not edit risks.
    """

    initiative: Initiative
    period: ReportingPeriod
    report: HighlightReport | None
    saved: ReportContent
    before: ReportBefore
    scheme: RatingScheme | None
    levels: tuple[RatingLevel, ...]
    dimensions: tuple[str, ...]
    milestones: tuple[Milestone, ...]
    risks: tuple[ScoredRisk, ...]
    matrix: RiskMatrix | None
    bodies: tuple[Body, ...]
    asks: tuple[OpenAsk, ...]
    edits_risks: bool
    today: date

    @property
    def version(self) -> int:
        """The version of the report; 1 where there is none yet."""
        return self.report.version if self.report else 1

    @property
    def is_begun(self) -> bool:
        """Whether somebody has saved the report, so that the form opens with that and not with last period's."""
        return self.report is not None and (
            self.report.edited_at is not None or self.report.state != ReportState.EXPECTED
        )

    @property
    def best(self) -> RatingLevel | None:
        """The level that needs no reason and no route to green."""
        return next((level for level in self.levels if level.is_best), None)

    @property
    def passed_route_by(self) -> FuzzyDate:
        """The day by which last time's route to green was to be there, where it has passed; else blank."""
        by_when = self.before.content.route_by
        return by_when if not self.is_begun and by_when.is_overdue(self.today) else NO_DATE

    @property
    def words_of_scheme(self) -> str:
        """What to do about a rating that is none of the scheme."""
        if self.scheme is None:
            return "No rating scheme is in force. Ask the PMO administrator to set one up."
        return f"Select a rating of “{self.scheme}”: {', '.join(level.label for level in self.levels)}."

    @cached_property
    def starts_from(self) -> ReportContent:
        """What stands in the form when it is opened: what is saved, else what was reported last time.

        Ratings are given anew each time; the reasons of last time stay on offer until they are. A day by which things
        are put right is not taken over when it has passed.
        """
        saved, last = self.saved, self.before.content
        said = {one.dimension: replace(one, level=None) for one in last.dimensions}
        said |= {one.dimension: one for one in saved.dimensions}
        start = replace(
            saved,
            reason=saved.reason if saved.level else last.reason,
            dimensions=tuple(said.values()),
        )
        if self.is_begun:
            return start
        return replace(
            start,
            route_to_green=last.route_to_green,
            route_owner=last.route_owner,
            route_by=NO_DATE if last.route_by.is_overdue(self.today) else last.route_by,
            progress=last.progress,
            planned=last.planned,
        )


def report_setting(
    initiative: Initiative, period: ReportingPeriod, user: User, *, edits_risks: bool, today: date
) -> ReportSetting:
    """What the form for ``initiative`` in ``period`` starts from, for ``user``. A constant number of queries.

    Only for somebody who may write the report: its own private parts are in it.
    """
    place = initiative.footprint
    report = (
        HighlightReport.objects.visible_to(user)
        .filter(initiative=initiative, period=period)
        .select_related("edited_by", "returned_by")
        .first()
    )
    scheme = scheme_in_force(period)
    unmet = Milestone.objects.visible_to(user).filter(initiative=initiative).order_by("position", "pk")
    return ReportSetting(
        initiative=initiative,
        period=period,
        report=report,
        saved=content_of(report, initiative=initiative, period=period),
        before=report_before(initiative, period),
        scheme=scheme,
        levels=tuple(scheme.levels.all()) if scheme else (),
        dimensions=tuple(Cycle.of(place).dimensions),
        milestones=tuple(one for one in unmet if not one.actual),
        risks=_risks(initiative, user) if edits_risks else (),
        matrix=matrix_in_force(place.pk, today) if edits_risks else None,
        bodies=tuple(Body.objects.visible_to(user).filter(footprint=place)),
        asks=open_asks(place, user, initiative.pk),
        edits_risks=edits_risks,
        today=today,
    )


def _risks(initiative: Initiative, user: User) -> tuple[ScoredRisk, ...]:
    """The open risks of ``initiative`` that ``user`` may see, worst first. Two queries."""
    current = (
        Assessment.objects.standing()
        .filter(kind=AssessmentKind.CURRENT)
        .select_related("matrix", "band", "cell")
    )
    rows = (
        Risk.objects.visible_to(user)
        .open()
        .filter(initiative=initiative)
        .order_by("number")
        .prefetch_related(Prefetch("assessments", queryset=current, to_attr="standing_scores"))
    )
    found = [ScoredRisk(risk, next(iter(risk.standing_scores), None)) for risk in rows]
    return tuple(sorted(found, key=_worst_first))


def _worst_first(one: ScoredRisk) -> tuple[int, int]:
    if one.current is None:
        return (0, 0)
    band, cell = one.current.band, one.current.cell
    return (-band.rank if band else 0, -((cell.score if cell else None) or 0))
