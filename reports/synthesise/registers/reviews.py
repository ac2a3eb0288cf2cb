"""Reviews of single risks, some of them late; and risks that are carried knowingly."""

from datetime import date, timedelta
from random import Random

from reports.synthesise import register_words as words
from reports.synthesise.calendar import Month, months_after
from reports.synthesise.risking import Risking
from reports.synthesise.world import World
from risks.models import Acceptance, Assessment, ReviewOutcome, Risk, RiskResponse, RiskReview

IN_TIME = 0.85  # risks that are looked at in the month in which they are due
SO_FAR = 0.7  # the same, for the month that is open
ACCEPTED = 0.25  # risks in the mildest bands that are accepted when they are looked at


class Looking:
    """Who looked at which risk."""

    def __init__(self, world: World, risking: Risking) -> None:
        self.world, self.risking = world, risking
        self.accepted: set[int] = set()

    def move_on(self, month: Month) -> None:
        """Look at what is due or was rescored; set a day for what is new."""
        chance = self.world.chance(f"risk reviews of {month.slug}")
        new = {risk.pk for risk in self.risking.logged}
        reviews: list[RiskReview] = []
        for risk, standing in self.risking.current.items():
            if risk.pk in new:
                risk.review_due = self._next(standing, month)
            elif risk in self.risking.rescored or self._is_looked_at(risk, month, chance):
                reviews.append(self._review(risk, standing, month, chance))
        changed = [risk for risk in self.risking.current if risk.pk in new] + [one.risk for one in reviews]
        Risk.objects.bulk_update(changed, ["reviewed_on", "review_due"], batch_size=500)
        made = self.world.make(reviews)
        RiskReview.objects.filter(pk__in=[one.pk for one in made]).update(recorded_at=month.moment(4))
        self._accept([one for one in made if one.outcome == ReviewOutcome.STILL_RIGHT], month, chance)

    def _is_looked_at(self, risk: Risk, month: Month, chance: Random) -> bool:
        is_due = risk.review_due is not None and risk.review_due <= month.last_day
        return is_due and chance.random() < (SO_FAR if month.is_open else IN_TIME)

    def _review(self, risk: Risk, standing: Assessment, month: Month, chance: Random) -> RiskReview:
        is_rescored = risk in self.risking.rescored
        risk.reviewed_on = month.last_day - timedelta(days=0 if is_rescored else chance.randint(0, 9))
        risk.review_due = self._next(standing, month)
        return RiskReview(
            footprint=self.world.footprint,
            risk=risk,
            on=risk.reviewed_on,
            outcome=ReviewOutcome.RESCORED if is_rescored else ReviewOutcome.STILL_RIGHT,
            reason=standing.reason if is_rescored else chance.choice(words.STILL_RIGHT),
            assessment=standing,
            next_due=risk.review_due,
            recorded_by=self.world.accounts["lead"],
        )

    def _next(self, standing: Assessment, month: Month) -> date:
        days = standing.band.review_days if standing.band else None
        return month.last_day + timedelta(days=days or 90)

    def _accept(self, reviews: list[RiskReview], month: Month, chance: Random) -> None:
        """A few risks that were found right and are mild are carried as they are, for half a year."""
        rows = []
        for review in reviews:
            risk = review.risk
            band = self.risking.current[risk].band
            if band and band.rank <= 2 and risk.pk not in self.accepted and chance.random() < ACCEPTED:
                self.accepted.add(risk.pk)
                risk.response = RiskResponse.TOLERATE
                rows.append(
                    Acceptance(
                        footprint=self.world.footprint,
                        risk=risk,
                        accepted_on=review.on,
                        until=months_after(month.first_day, 7) - timedelta(days=1),
                        reason=words.ACCEPTED,
                        accepted_by=self.world.accounts["sro"],
                    )
                )
        Risk.objects.bulk_update([row.risk for row in rows], ["response"], batch_size=500)
        made = self.world.make(rows)
        Acceptance.objects.filter(pk__in=[one.pk for one in made]).update(accepted_at=month.moment(4))
