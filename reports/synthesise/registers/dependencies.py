"""Dependencies: agreed, met, slipped, and one that waits to be confirmed."""

from itertools import count
from random import Random

from portfolios.models import Initiative
from reports.synthesise import register_words as words
from reports.synthesise.calendar import Month, months_after
from reports.synthesise.world import World, sample, worded
from risks.models import Dependency, DependencyStatus, DependencyUpdate
from stp_portal.core.fuzzy_dates import FuzzyDate

OF = 8  # initiatives for each dependency that is there from the start
MET = 0.75  # dependencies met in the month they are needed in


class Depending:
    """What initiatives give one another, remembering what is still to be given."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.numbers = count(1)
        self.open: list[Dependency] = []

    def move_on(self, month: Month) -> None:
        """Meet what is due; in the first month make most of them; in the last one slips and one is new."""
        chance = self.world.chance(f"dependencies of {month.slug}")
        self._meet(month, chance)
        is_first = month is self.world.months[0]
        number = max(2, self.world.size // OF) if is_first else 1
        made = self.world.make(
            self._dependency(month, chance, is_agreed=is_first or not month.is_open) for _ in range(number)
        )
        if month.is_open:
            self._slip(month)
        self.open += made
        stamp = month.moment(4)
        Dependency.objects.filter(pk__in=[one.pk for one in made]).update(created_at=stamp, updated_at=stamp)

    def _dependency(self, month: Month, chance: Random, *, is_agreed: bool) -> Dependency:
        giver, taker = self._ends(chance)
        needed = FuzzyDate.parse(f"{months_after(month.first_day, chance.randint(2, 9)):%B %Y}")
        agreed = {"taker_confirmed_at": month.moment(5), "taker_confirmed_by": self.world.accounts["pmo"]}
        return Dependency(
            footprint=self.world.footprint,
            number=next(self.numbers),
            giver=giver,
            taker=taker,
            text=worded(chance.choice(words.DEPENDENCIES), chance),
            needed_by=needed,
            promised=needed,
            giver_confirmed_at=month.moment(4),
            giver_confirmed_by=self.world.accounts["lead"],
            **(agreed if is_agreed else {}),
        )

    def _ends(self, chance: Random) -> tuple[Initiative, Initiative]:
        giver, taker = sample(self.world.initiatives, 2, chance)
        return giver, taker

    def _meet(self, month: Month, chance: Random) -> None:
        met = [
            one
            for one in self.open
            if one.needed_by.last and one.needed_by.last <= month.last_day and chance.random() < MET
        ]
        for one in met:
            one.status, one.met_on = DependencyStatus.MET, month.last_day
            one.closed_at, one.closed_by = month.moment(2), self.world.accounts["lead"]
        Dependency.objects.bulk_update(met, ["status", "met_on", "closed_at", "closed_by"], batch_size=500)
        self.open = [one for one in self.open if one.status == DependencyStatus.OPEN]

    def _slip(self, month: Month) -> None:
        """The first that is still to be given is promised later than it is needed; its taker confirms anew."""
        if not self.open:
            return
        one = self.open[0]
        before = one.promised
        one.promised = FuzzyDate.parse(f"{months_after(one.needed_by.last or month.first_day, 2):%B %Y}")
        one.taker_confirmed_at = one.taker_confirmed_by = None
        one.save(update_fields=["promised", "taker_confirmed_at", "taker_confirmed_by"])
        update = DependencyUpdate(
            footprint=self.world.footprint,
            dependency=one,
            on=month.last_day,
            reason=words.SLIPPED,
            promised_before=before,
            promised_after=one.promised,
            recorded_by=self.world.accounts["lead"],
        )
        self.world.make([update])
        DependencyUpdate.objects.filter(pk=update.pk).update(recorded_at=month.moment(4))
