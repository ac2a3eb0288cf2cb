"""A stocktake of the whole plan, and how its recommendations are taken up."""

from datetime import timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from portfolios.models import Meeting
from reports.synthesise import register_words as words
from reports.synthesise.calendar import Month, months_after
from reports.synthesise.world import World, sample, worded
from risks.models import (
    ActionStatus,
    Overseer,
    Recommendation,
    RecommendationUpdate,
    Review,
    ReviewKind,
    SupportingOfficer,
)
from stp_portal.core.fuzzy_dates import FuzzyDate

MONTHS_AGO = 4  # when the stocktake was held, counted back from the open month
SAID = 0.6  # recommendations of which something is said in a month
DONE = 0.15  # recommendations that are said to be done in a month
KEY = "stocktake"


class Recommending:
    """One review, remembering which of its recommendations are open."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.held_in = world.months[max(0, len(world.months) - 1 - MONTHS_AGO)]
        self.open: list[Recommendation] = []

    def move_on(self, month: Month) -> None:
        """Hold the stocktake in its month; after that say how it stands, and let the body close what is done."""
        chance = self.world.chance(f"stocktake in {month.slug}")
        if month is self.held_in:
            self._hold(month, chance)
        else:
            self._close(month)
            self._go_on(month, chance)

    def _hold(self, month: Month, chance: Random) -> None:
        review = Review(
            footprint=self.world.footprint,
            key=KEY,
            kind=ReviewKind.STOCKTAKE,
            title=words.STOCKTAKE,
            reviewer="Made-up regulator",
            held=FuzzyDate.of(month.last_day),
        )
        self.world.make([review])
        self.open = self.world.make(
            self._recommendation(review, number, month, chance)
            for number in range(1, len(words.RECOMMENDATIONS) + 1)
        )
        self.world.make(
            SupportingOfficer(
                footprint=self.world.footprint, recommendation=one, person=person, position=place
            )
            for one in self.open
            for place, person in enumerate(
                [who for who in sample(self.world.people, 2, chance) if who != one.lead], start=1
            )
        )
        self.world.make(
            Overseer(
                footprint=self.world.footprint, recommendation=one, body=self.world.bodies["slt"], position=1
            )
            for one in self.open
        )

    def _recommendation(self, review: Review, number: int, month: Month, chance: Random) -> Recommendation:
        theme, text, response = words.RECOMMENDATIONS[number - 1]
        is_dated = number % 4 != 0
        due = months_after(month.first_day, 1 + number)
        return Recommendation(
            footprint=self.world.footprint,
            review=review,
            number=number,
            theme=theme,
            text=text,
            response=worded(response, chance, **month.named()),
            lead=chance.choice(self.world.people),
            due=FuzzyDate.parse(f"{due:%B %Y}" if is_dated else "On-going"),
            review_on=None if is_dated else months_after(month.first_day, 6),
            status=ActionStatus.NEW,
        )

    def _go_on(self, month: Month, chance: Random) -> None:
        updates: list[RecommendationUpdate] = []
        for one in self.open:
            if one.status == ActionStatus.COMPLETE or chance.random() >= SAID:
                continue
            is_done = chance.random() < DONE
            one.status = ActionStatus.COMPLETE if is_done else ActionStatus.ONGOING
            text = (
                words.COMPLETED if is_done else worded(chance.choice(words.UPDATES), chance, **month.named())
            )
            updates.append(self._update(one, month, text, words.EVIDENCE if is_done else ""))
        updates += self._said_of_several(month, chance)
        Recommendation.objects.bulk_update(self.open, ["status"])
        made = self.world.make(updates)
        RecommendationUpdate.objects.filter(pk__in=[one.pk for one in made]).update(
            recorded_at=month.moment(4)
        )

    def _said_of_several(self, month: Month, chance: Random) -> list[RecommendationUpdate]:
        """In the open month one update is of both recommendations about the workforce."""
        both = [one for one in self.open if one.theme == "Workforce" and one.status != ActionStatus.COMPLETE]
        if not month.is_open or len(both) < 2:
            return []
        text = worded(words.OF_SEVERAL, chance, **month.named())
        name = uuid5(NAMESPACE_URL, f"{self.world.footprint.slug}/{KEY}/{month.slug}")
        updates = [self._update(one, month, text) for one in both]
        for update in updates:
            update.said_with = name
        return updates

    def _update(
        self, one: Recommendation, month: Month, text: str, evidence: str = ""
    ) -> RecommendationUpdate:
        return RecommendationUpdate(
            footprint=self.world.footprint,
            recommendation=one,
            on=month.last_day,
            text=text,
            status=one.status,
            evidence=evidence,
            recorded_by=self.world.accounts["lead"],
        )

    def _close(self, month: Month) -> None:
        """Only the leadership team closes, at its sitting, what was said to be done before (DOMAIN A8 rule 22)."""
        done = [one for one in self.open if one.status == ActionStatus.COMPLETE]
        meeting = self._sitting(month)
        if meeting is None:
            return
        for one in done:
            one.status, one.closed_reason = ActionStatus.CLOSED, words.CLOSED_BY_BODY
            one.closed_at, one.closed_by = month.moment(-7), self.world.accounts["pmo"]
            one.closed_in = meeting
        fields = ["status", "closed_reason", "closed_at", "closed_by", "closed_in"]
        Recommendation.objects.bulk_update(done, fields)
        self.open = [one for one in self.open if one not in done]

    def _sitting(self, month: Month) -> Meeting | None:
        span = (month.first_day, month.last_day - timedelta(days=7))
        return next((one for one in self.world.meetings["slt"] if span[0] <= one.date <= span[1]), None)
