"""Issues: some that nobody had seen coming, some that a risk became."""

from itertools import count
from random import Random

from reports.synthesise import register_words as words
from reports.synthesise.calendar import Month, months_after
from reports.synthesise.risking import Risking
from reports.synthesise.world import World, worded
from risks.ladder import level_of
from risks.models import Issue, IssueStatus, Risk
from stp_portal.core.fuzzy_dates import FuzzyDate

EVERY = 3  # months from one that a risk became to the next
NEW = 0.02  # issues a month and initiative that were no risk
RESOLVED = 0.3  # issues that are over within a month


class Happening:
    """What has happened, remembering what is not over."""

    def __init__(self, world: World, risking: Risking) -> None:
        self.world, self.risking = world, risking
        self.numbers = count(1)
        self.open: list[Issue] = []
        self.happened: set[int] = set()

    def move_on(self, month: Month) -> None:
        """Resolve some, then raise some."""
        chance = self.world.chance(f"issues of {month.slug}")
        self._resolve(month, chance)
        rows: list[Issue] = []
        if self.world.months.index(month) % EVERY == 0:
            rows += [self._issue(month, chance, risk=risk) for risk in self._one_that_happens(chance)]
        number = max(1, sum(chance.random() < NEW for _ in self.world.initiatives))
        rows += [self._issue(month, chance) for _ in range(number)]
        self.open += self.world.make(rows)
        stamp = month.moment(4)
        Issue.objects.filter(pk__in=[one.pk for one in rows]).update(created_at=stamp, updated_at=stamp)

    def _one_that_happens(self, chance: Random) -> list[Risk]:
        """A public risk that stays open: it may happen again."""
        may = [risk for risk in self.risking.current if not risk.is_private and risk.pk not in self.happened]
        chosen = [chance.choice(may)] if may else []
        self.happened |= {risk.pk for risk in chosen}
        return chosen

    def _issue(self, month: Month, chance: Random, risk: Risk | None = None) -> Issue:
        title, text, effect, severity = chance.choice(words.ISSUES)
        initiative = risk.initiative if risk else chance.choice(self.world.initiatives)
        level = risk.level if risk else level_of(initiative)
        return Issue(
            footprint=self.world.footprint,
            number=next(self.numbers),
            risk=risk,
            initiative=initiative,
            level=level,
            title=title,
            text=worded(text, chance, **month.named()),
            effect=worded(effect, chance, **month.named()),
            severity=severity,
            owner=chance.choice(self.world.people),
            due=FuzzyDate.parse(f"{months_after(month.first_day, chance.randint(1, 3)):%B %Y}"),
            raised_on=month.last_day,
        )

    def _resolve(self, month: Month, chance: Random) -> None:
        over = [issue for issue in self.open if chance.random() < RESOLVED]
        for issue in over:
            issue.status, issue.closed_reason = IssueStatus.RESOLVED, words.RESOLVED
            issue.closed_at, issue.closed_by = month.moment(0), self.world.accounts["pmo"]
        fields = ["status", "closed_reason", "closed_at", "closed_by"]
        Issue.objects.bulk_update(over, fields, batch_size=500)
        self.open = [issue for issue in self.open if issue.status == IssueStatus.OPEN]
