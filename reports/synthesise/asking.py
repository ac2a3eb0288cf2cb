"""Asks, and the answers bodies give."""

from portfolios.models import Ask, AskMinute, AskOutcome, AskPurpose, AskState, Meeting, ReportingPeriod
from reports.synthesise.calendar import Month
from reports.synthesise.narrative import ASKS, OUTCOMES
from reports.synthesise.register_words import DONE
from reports.synthesise.world import World, sample, worded

ANSWERED = 0.75  # asks answered at the first meeting after their month; the others wait for the next
CARRIED_OUT = 0.5  # decisions that are carried out in a month after they were made


class Asking:
    """What the leadership team is asked, remembering what it has not answered."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.waiting: list[Ask] = []
        self.decided: list[Ask] = []

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
        """Minute what the sitting of the month said; what it deferred waits for the next, and is asked again."""
        meeting = self._meeting_in(month)
        chance = self.world.chance(f"answers of {month.slug}")
        said = [ask for ask in self.waiting if chance.random() < ANSWERED] if meeting else []
        for ask in said:
            outcome, words = chance.choice(OUTCOMES[ask.purpose == AskPurpose.DECISION])
            ask.outcome, ask.outcome_text = outcome, words
            if outcome != AskOutcome.DEFERRED:
                ask.state, ask.answered_in = AskState.ANSWERED, meeting
                ask.answered_at, ask.answered_by = month.moment(-7), self.world.accounts["pmo"]
        fields = ["state", "outcome", "outcome_text", "answered_in", "answered_at", "answered_by"]
        Ask.objects.bulk_update(said, fields, batch_size=500)
        minutes = self.world.make(
            self._minute(ask, meeting, number) for number, ask in enumerate(said, start=1) if meeting
        )
        AskMinute.objects.filter(pk__in=[one.pk for one in minutes]).update(recorded_at=month.moment(-7))
        self._carry_out(month)
        self.decided += [ask for ask in said if ask.outcome == AskOutcome.DECIDED]
        self.waiting = [ask for ask in self.waiting if ask.state == AskState.OPEN]

    def _minute(self, ask: Ask, meeting: Meeting, number: int) -> AskMinute:
        return AskMinute(
            footprint=self.world.footprint,
            ask=ask,
            meeting=meeting,
            on=meeting.date,
            outcome=ask.outcome,
            text=ask.outcome_text,
            reference=f"SLT/{meeting.date:%y/%m}/{number:02}",
            recorded_by=self.world.accounts["pmo"],
        )

    def _carry_out(self, month: Month) -> None:
        """Some of what was decided before is done."""
        chance = self.world.chance(f"decisions carried out in {month.slug}")
        done = [ask for ask in self.decided if chance.random() < CARRIED_OUT]
        for ask in done:
            ask.done_at, ask.done_by = month.moment(-3), self.world.accounts["lead"]
            ask.done_text = DONE
        Ask.objects.bulk_update(done, ["done_at", "done_by", "done_text"], batch_size=500)
        self.decided = [ask for ask in self.decided if ask.done_at is None]

    def _meeting_in(self, month: Month) -> Meeting | None:
        """The leadership team's sitting of the month: it answers what earlier months asked."""
        sittings = self.world.meetings["slt"]
        return next((one for one in sittings if month.first_day <= one.date <= month.last_day), None)
