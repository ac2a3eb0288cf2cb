"""Controls with their assurance, and actions that are done, moved or late."""

from collections import Counter
from datetime import timedelta
from itertools import count
from random import Random

from reports.synthesise import register_words as words
from reports.synthesise.calendar import Month, months_after
from reports.synthesise.risking import Risking
from reports.synthesise.world import World, sample, worded
from risks.models import (
    ENDED,
    Action,
    ActionStatus,
    ActionUpdate,
    Assurance,
    AssuranceLevel,
    Control,
    Risk,
    RiskResponse,
)
from stp_portal.core.fuzzy_dates import FuzzyDate

WITH_GAP = 0.1  # controls that do not cover everything
ASSURED = 0.12  # controls that somebody looks at in a month
SAID = 0.3  # actions of which something is said in a month
MET = 0.6  # actions done in the month they are due in; of the others some are moved, some are late
MOVED = 0.4
UNDATED = 0.12  # actions that are on-going
AGAIN = 0.35  # open risks with nothing left to do that get another action in a month

LEVELS = (
    AssuranceLevel.SUBSTANTIAL,
    AssuranceLevel.REASONABLE,
    AssuranceLevel.REASONABLE,
    AssuranceLevel.LIMITED,
)


class Mitigating:
    """What holds risks down and what is being done about them, remembering the open actions."""

    def __init__(self, world: World, risking: Risking) -> None:
        self.world, self.risking = world, risking
        self.numbers = count(1)
        self.controls: list[Control] = []
        self.open: list[Action] = []
        self.late: Action | None = None
        self.places: Counter[int] = Counter()  # of the last control or action of each risk

    def move_on(self, month: Month) -> None:
        """End what is done, say how the rest stands, then begin with what is new."""
        chance = self.world.chance(f"mitigation of {month.slug}")
        self._end_with_risks(month)
        self._go_on(month, chance)
        self._begin(month, chance)
        self._assure(month, chance)
        made = ActionUpdate.objects.filter(footprint=self.world.footprint, on=month.last_day)
        made.update(recorded_at=month.moment(4))

    def _begin(self, month: Month, chance: Random) -> None:
        controls: list[Control] = []
        actions: list[Action] = []
        for risk in self.risking.logged:
            key = self.risking.category_of(risk)
            for text in sample(words.CONTROLS[key], chance.randint(1, 2), chance):
                controls.append(self._control(risk, text, chance))
            for text in sample(words.ACTIONS[key], chance.randint(1, 2), chance):
                actions.append(self._action(risk, text, month, chance))
        busy = {action.risk_id for action in (*self.open, *actions)}
        for risk in self.risking.current:
            if risk.pk not in busy and risk.response == RiskResponse.TREAT and chance.random() < AGAIN:
                text = chance.choice(words.ACTIONS[self.risking.category_of(risk)])
                actions.append(self._action(risk, text, month, chance))
        self.controls += self.world.make(controls)
        self.open += self.world.make(actions)

    def _control(self, risk: Risk, text: str, chance: Random) -> Control:
        return Control(
            footprint=self.world.footprint,
            risk=risk,
            position=self._next_place(risk),
            text=worded(text, chance),
            gap=chance.choice(words.GAPS) if chance.random() < WITH_GAP else "",
        )

    def _action(self, risk: Risk, text: str, month: Month, chance: Random) -> Action:
        is_dated = chance.random() >= UNDATED
        due = months_after(month.first_day, chance.randint(1, 5))
        return Action(
            footprint=self.world.footprint,
            number=next(self.numbers),
            risk=risk,
            position=self._next_place(risk),
            text=worded(text, chance),
            lead=chance.choice(self.world.people),
            due=FuzzyDate.parse(f"{due:%B %Y}" if is_dated else "On-going"),
            review_on=None if is_dated else months_after(month.first_day, 6),
            status=ActionStatus.NEW,
        )

    def _next_place(self, risk: Risk) -> int:
        self.places[risk.pk] += 1
        return self.places[risk.pk]

    def _go_on(self, month: Month, chance: Random) -> None:
        updates: list[ActionUpdate] = []
        changed: list[Action] = []
        self._leave_one_late(month)
        for action in self.open:
            if action is self.late:
                continue
            is_due, before = self._is_due(action, month), action.due
            if is_due and chance.random() < MET:
                action.status, action.ended_on, text = ActionStatus.COMPLETE, month.last_day, words.COMPLETED
            elif is_due and chance.random() < MOVED:
                later = months_after(month.first_day, 2)
                action.due, text = FuzzyDate.parse(f"{later:%B %Y}"), words.MOVED
                action.status = ActionStatus.CARRIED_FORWARD
            elif chance.random() < SAID:
                text = worded(chance.choice(words.UPDATES), chance, **month.named())
                action.status = ActionStatus.ONGOING if is_due else ActionStatus.ON_TRACK
            else:
                continue
            changed.append(action)
            updates.append(self._update(action, month, text, before))
        self._save(changed)
        self.world.make(updates)

    def _leave_one_late(self, month: Month) -> None:
        """From the middle of the estate on one action is forgotten, so that there is always one to look for."""
        is_gone = self.late is None or self.late.status in ENDED
        if is_gone and 2 * self.world.months.index(month) >= len(self.world.months):
            self.late = next((action for action in self.open if self._is_due(action, month)), None)

    @staticmethod
    def _is_due(action: Action, month: Month) -> bool:
        return action.due.last is not None and action.due.last <= month.last_day

    def _end_with_risks(self, month: Month) -> None:
        """A risk is not closed while something is to be done about it."""
        closed = {risk.pk for risk in self.risking.closed}
        ended = [action for action in self.open if action.risk_id in closed]
        for action in ended:
            action.status, action.ended_on = ActionStatus.CLOSED, month.last_day
            action.ended_reason = words.CLOSED_WITH_RISK
        self._save(ended)
        self.controls = [control for control in self.controls if control.risk_id not in closed]

    def _save(self, actions: list[Action]) -> None:
        fields = ["status", "due", "ended_on", "ended_reason"]
        Action.objects.bulk_update(actions, fields, batch_size=500)
        self.open = [action for action in self.open if action.status not in ENDED]

    def _update(self, action: Action, month: Month, text: str, before: FuzzyDate) -> ActionUpdate:
        is_moved = before != action.due
        return ActionUpdate(
            footprint=self.world.footprint,
            action=action,
            on=month.last_day,
            text=text,
            status=action.status,
            due_before=before if is_moved else None,
            due_after=action.due if is_moved else None,
            recorded_by=self.world.accounts["lead"],
        )

    def _assure(self, month: Month, chance: Random) -> None:
        lines = tuple(words.ASSURANCES.items())
        rows = []
        for control in self.controls:
            if chance.random() < ASSURED:
                line, text = chance.choice(lines)
                rows.append(
                    Assurance(
                        footprint=self.world.footprint,
                        control=control,
                        line=line,
                        level=AssuranceLevel.LIMITED if control.gap else chance.choice(LEVELS),
                        text=worded(text, chance, **month.named()),
                        on=month.last_day - timedelta(days=chance.randint(0, 20)),
                        recorded_by=self.world.accounts["pmo"],
                    )
                )
        made = self.world.make(rows)
        Assurance.objects.filter(pk__in=[row.pk for row in made]).update(recorded_at=month.moment(4))
