"""Highlight reports with their narrative, and the ratings that go with them, month by month."""

from collections.abc import Iterator
from random import Random

from portfolios.models import (
    HighlightReport,
    Initiative,
    Rating,
    RatingLevel,
    RatingSource,
    ReportingPeriod,
    ReportParagraph,
    ReportPart,
    ReportState,
)
from reports.synthesise.calendar import Month, months_after
from reports.synthesise.narrative import (
    PLANNED,
    PMO_REASONS,
    PRIVATE_PARAGRAPHS,
    PROGRESS,
    REASONS,
    ROUTES_TO_GREEN,
)
from reports.synthesise.world import World, sample, worded
from stp_portal.core.fuzzy_dates import FuzzyDate

START = (60, 30, 10)  # how many of a hundred begin Green, Amber, Red
CHANGES = 0.05  # ratings that change in a month
DISAGREES = 0.04  # ratings that the PMO sees as worse than the lead does
TO_RECOVER = 3  # months until what is off track is to be put right
PRIVATE = 0.02  # reports with a private paragraph
OPEN_STATES = (
    ReportState.EXPECTED,
    ReportState.DRAFT,
    ReportState.SUBMITTED,
    ReportState.SUBMITTED,
    ReportState.ASSURED,
)


class Reporting:
    """What every initiative reports, remembering the rating and the reason of last month."""

    def __init__(self, world: World) -> None:
        self.world = world
        chance = world.chance("first ratings")
        self.ranks = {one.pk: chance.choices((0, 1, 2), START)[0] for one in world.initiatives}
        self.reasons = {one.pk: chance.randrange(len(REASONS)) for one in world.initiatives}
        # Each initiative reads on through the texts, so the same sentence does not come two months running.
        self.places = {one.pk: chance.randrange(len(PROGRESS)) for one in world.initiatives}

    def report(self, month: Month, period: ReportingPeriod) -> None:
        """Make the reports of one month: signed off, or in all states in the month that is open."""
        chance = self.world.chance(f"reports of {month.slug}")
        reports = self.world.make(self._reports(month, period, chance))
        written = [report for report in reports if report.state != ReportState.EXPECTED]
        self.world.make(
            paragraph for report in written for paragraph in self._paragraphs(report, month, chance)
        )
        self.world.make(rating for report in written for rating in self._ratings(report, month, chance))
        at = month.moment(4)
        HighlightReport.objects.filter(period=period).update(created_at=month.moment(0), updated_at=at)
        ratings = Rating.objects.filter(period=period)
        ratings.filter(source=RatingSource.LEAD).update(recorded_at=at)
        ratings.filter(source=RatingSource.PMO).update(recorded_at=month.moment(5))

    def _reports(self, month: Month, period: ReportingPeriod, chance: Random) -> Iterator[HighlightReport]:
        for index, initiative in enumerate(self.world.initiatives):
            if chance.random() < CHANGES:
                self._change(initiative, chance)
            state = self._open_state(index, chance) if month.is_open else ReportState.SIGNED_OFF
            report = HighlightReport(
                footprint=self.world.footprint, initiative=initiative, period=period, state=state
            )
            if state != ReportState.EXPECTED and self.ranks[initiative.pk]:
                route = ROUTES_TO_GREEN[self.reasons[initiative.pk] % len(ROUTES_TO_GREEN)]
                report.route_to_green = worded(route, chance, **month.named())
                report.route_owner = "The programme manager"
                report.route_by = FuzzyDate.parse(f"{months_after(month.first_day, TO_RECOVER):%B %Y}")
            self._sign(report, month)
            yield report

    def _open_state(self, index: int, chance: Random) -> ReportState:
        """How far a report of the open month has come.

        The portfolios show one of each, for people who look there first; the last report is one to write.
        """
        if index < len(OPEN_STATES):
            return OPEN_STATES[index]
        if index == len(self.world.initiatives) - 1:
            return ReportState.EXPECTED
        return chance.choice(OPEN_STATES)

    def _change(self, initiative: Initiative, chance: Random) -> None:
        """One step better or worse; somewhat more often better, because plans to recover mostly work."""
        step = -1 if chance.random() < 0.55 else 1
        self.ranks[initiative.pk] = min(max(self.ranks[initiative.pk] + step, 0), 2)
        self.reasons[initiative.pk] = chance.randrange(len(REASONS))

    def _sign(self, report: HighlightReport, month: Month) -> None:
        """Who moved the report on and when, as far as it has come."""
        steps = (
            (ReportState.DRAFT, "edited", "lead", 3),
            (ReportState.SUBMITTED, "submitted", "lead", 4),
            (ReportState.ASSURED, "assured", "pmo", 6),
            (ReportState.SIGNED_OFF, "signed_off", "sro", 8),
        )
        order = list(ReportState)
        for state, name, who, days in steps:
            if order.index(ReportState(report.state)) >= order.index(state):
                setattr(report, f"{name}_at", month.moment(days))
                setattr(report, f"{name}_by", self.world.accounts[who])

    def _paragraphs(self, report: HighlightReport, month: Month, chance: Random) -> Iterator[ReportParagraph]:
        place = self.places[report.initiative_id]
        number = chance.randint(2, 3)
        self.places[report.initiative_id] = place + number
        progress = [PROGRESS[(place + index) % len(PROGRESS)] for index in range(number)]
        planned = sample(PLANNED, chance.randint(1, 2), chance)
        for part, texts in ((ReportPart.PROGRESS, progress), (ReportPart.PLANNED, planned)):
            for position, text in enumerate(texts, start=1):
                yield ReportParagraph(
                    footprint=self.world.footprint,
                    report=report,
                    part=part,
                    position=position,
                    text=worded(text, chance, **month.named()),
                )
        if chance.random() < PRIVATE:
            text, reason = chance.choice(PRIVATE_PARAGRAPHS)
            yield ReportParagraph(
                footprint=self.world.footprint,
                report=report,
                part=ReportPart.PROGRESS,
                position=number + 1,
                text=worded(text, chance, **month.named()),
                is_private=True,
                private_reason=reason,
            )

    def _ratings(self, report: HighlightReport, month: Month, chance: Random) -> Iterator[Rating]:
        rank = self.ranks[report.initiative_id]
        reason = worded(REASONS[self.reasons[report.initiative_id]], chance, **month.named()) if rank else ""
        yield self._rating(report, self.world.levels[rank], RatingSource.LEAD, reason)
        if report.assured_at and rank < 2 and chance.random() < DISAGREES:
            reason = worded(chance.choice(PMO_REASONS), chance)
            yield self._rating(report, self.world.levels[rank + 1], RatingSource.PMO, reason)

    def _rating(
        self, report: HighlightReport, level: RatingLevel, source: RatingSource, reason: str
    ) -> Rating:
        return Rating(
            footprint=self.world.footprint,
            initiative_id=report.initiative_id,
            period_id=report.period_id,
            source=source,
            level=level,
            reason=reason,
            recorded_by=self.world.accounts["pmo" if source == RatingSource.PMO else "lead"],
        )
