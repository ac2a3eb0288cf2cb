"""Milestones, and how their forecasts move."""

from datetime import date, timedelta
from itertools import count
from random import Random

from django.utils import timezone

from portfolios.calendar import financial_year, quarter
from portfolios.models import Initiative, Milestone, MilestoneForecast
from reports.synthesise.calendar import Month
from reports.synthesise.narrative import MILESTONES, SLIPS
from reports.synthesise.world import World, sample
from stp_portal.core.fuzzy_dates import FuzzyDate

SLIP = 0.06  # milestones whose forecast moves in a month
MET = 0.8  # milestones met in the month they are forecast for; the others slip
PER_INITIATIVE = 2


class Planning:
    """The milestones of every initiative, remembering when each is forecast for."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.numbers = count(1)
        chance = world.chance("milestones")
        self.pending: list[Milestone] = world.make(
            milestone for initiative in world.initiatives for milestone in self._promised(initiative, chance)
        )
        self._forecast(self.pending, dict.fromkeys(self.pending, ""), world.months[0])

    def move_on(self, month: Month) -> None:
        """Let a month pass: milestones due in it are met or slip, and now and then a later one slips too."""
        chance = self.world.chance(f"milestones of {month.slug}")
        slipped: dict[Milestone, str] = {}
        for milestone in self.pending:
            due = milestone.forecast.last
            if due is None or due <= month.last_day:
                if chance.random() < MET:
                    day = min(month.last_day, due or month.last_day) - timedelta(days=chance.randint(0, 5))
                    milestone.actual = FuzzyDate.of(max(day, month.first_day))
                    continue
            elif chance.random() >= SLIP:
                continue
            later = max(due or month.last_day, month.last_day) + timedelta(
                days=chance.choice((31, 45, 61, 92))
            )
            milestone.forecast = FuzzyDate.of(later)
            slipped[milestone] = chance.choice(SLIPS)
        changed = [milestone for milestone in self.pending if milestone.actual or milestone in slipped]
        Milestone.objects.bulk_update(changed, ["forecast", "actual"], batch_size=500)
        self._forecast(list(slipped), slipped, month)
        self.pending = [milestone for milestone in self.pending if not milestone.actual]

    def _promised(self, initiative: Initiative, chance: Random) -> list[Milestone]:
        """Two promises within the year and a half from the first month, in the order of their days."""
        start = self.world.months[0].first_day
        days = sorted(start + timedelta(days=chance.randint(20, 540)) for _ in range(PER_INITIATIVE))
        titles = sorted(sample(range(len(MILESTONES)), PER_INITIATIVE, chance))
        return [
            Milestone(
                footprint=self.world.footprint,
                initiative=initiative,
                number=next(self.numbers),
                title=MILESTONES[title][0],
                gate=MILESTONES[title][1],
                baseline=(baseline := _as_promised(day, chance)),
                forecast=baseline,
                financial_years=[financial_year(day)],
                position=position,
            )
            for position, (day, title) in enumerate(zip(days, titles, strict=True), start=1)
        ]

    def _forecast(self, milestones: list[Milestone], reasons: dict[Milestone, str], month: Month) -> None:
        """Append a forecast for each, as given in the month."""
        before = timezone.now()
        self.world.make(
            MilestoneForecast(
                footprint=self.world.footprint,
                milestone=milestone,
                forecast=milestone.forecast,
                reason=reasons[milestone],
                recorded_by=self.world.accounts["lead"],
            )
            for milestone in milestones
        )
        new = MilestoneForecast.objects.filter(footprint=self.world.footprint, recorded_at__gte=before)
        new.update(recorded_at=month.moment(4))


def _as_promised(day: date, chance: Random) -> FuzzyDate:
    """The day as plans give it: a day, a month, or a quarter of the financial year."""
    kind = chance.random()
    if kind < 0.5:
        return FuzzyDate.of(day)
    if kind < 0.8:
        return FuzzyDate.parse(f"{day:%B %Y}")
    return FuzzyDate.parse(f"Q{quarter(day)} {financial_year(day)}")
