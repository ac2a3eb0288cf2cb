"""Asks, and the answers bodies give."""

from portfolios.models import Ask, AskPurpose, AskState, Meeting, ReportingPeriod
from reports.synthesise.calendar import Month
from reports.synthesise.narrative import ASKS, OUTCOMES
from reports.synthesise.world import World, sample, worded

ANSWERED = 0.75  # asks answered at the first meeting after their month; the others wait for the next


class Asking:
    """What the leadership team is asked, remembering what it has not answered."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.waiting: list[Ask] = []

    def ask(self, month: Month, period: ReportingPeriod) -> None:
        """Answer what was asked in earlier months, then raise about one ask for every twelve initiatives."""
        self._answer(month)
        chance = self.world.chance(f"asks of {month.slug}")
        number = min(max(3, self.world.size // 12), self.world.size)
        positions = {AskPurpose.DISCUSSION: 0, AskPurpose.DECISION: 0}
        asks = []
        for index, initiative in enumerate(sample(self.world.initiatives, number, chance)):
            verb, text, context, is_decision = ASKS[(chance.randrange(2) + 2 * index) % len(ASKS)]
            purpose = AskPurpose.DECISION if is_decision else AskPurpose.DISCUSSION
            positions[purpose] += 1
            asks.append(
                Ask(
                    footprint=self.world.footprint,
                    key=f"ask-{index + 1}",
                    initiative=initiative,
                    body=self.world.bodies["slt"],
                    period=period,
                    purpose=purpose,
                    verb=verb,
                    text=worded(text, chance, **month.named()),
                    context=worded(context, chance, **month.named()),
                    position=positions[purpose],
                )
            )
        self.waiting += self.world.make(asks)
        Ask.objects.filter(period=period).update(created_at=month.moment(4), updated_at=month.moment(4))

    def _answer(self, month: Month) -> None:
        meeting = self._meeting_in(month)
        chance = self.world.chance(f"answers of {month.slug}")
        answered = [ask for ask in self.waiting if chance.random() < ANSWERED] if meeting else []
        for ask in answered:
            outcome, words = chance.choice(OUTCOMES[ask.purpose == AskPurpose.DECISION])
            ask.state, ask.outcome, ask.outcome_text = AskState.ANSWERED, outcome, words
            ask.answered_in = meeting
            ask.answered_at, ask.answered_by = month.moment(-7), self.world.accounts["pmo"]
        fields = ["state", "outcome", "outcome_text", "answered_in", "answered_at", "answered_by"]
        Ask.objects.bulk_update(answered, fields, batch_size=500)
        self.waiting = [ask for ask in self.waiting if ask.state == AskState.OPEN]

    def _meeting_in(self, month: Month) -> Meeting | None:
        """The leadership team's sitting of the month: it answers what earlier months asked."""
        sittings = self.world.meetings["slt"]
        return next((one for one in sittings if month.first_day <= one.date <= month.last_day), None)
