"""Risks proposed to the next level: some taken on, some returned, one waiting at the end."""

from reports.synthesise import register_words as words
from reports.synthesise.calendar import Month
from reports.synthesise.risking import Risking
from reports.synthesise.world import World
from risks.models import Escalation, EscalationState, Risk, RiskLevel

EVERY = 2  # months from one proposal to the next


class Escalating:
    """Who proposed what to whom."""

    def __init__(self, world: World, risking: Risking) -> None:
        self.world, self.risking = world, risking
        self.proposed: set[int] = set()

    def move_on(self, month: Month) -> None:
        """Propose the worst risk that was not proposed before, every other month; the last one waits."""
        place = self.world.months.index(month)
        risk = self._worst() if month.is_open or place % EVERY == 1 else None
        above = RiskLevel(risk.level).above if risk else None
        if risk is None or above is None:
            return
        self.proposed.add(risk.pk)
        chance = self.world.chance(f"escalation of {month.slug}")
        escalation = Escalation(
            footprint=self.world.footprint,
            risk=risk,
            from_level=risk.level,
            to_level=above,
            reason=chance.choice(words.ESCALATIONS),
            proposed_by=self.world.accounts["lead"],
        )
        if not month.is_open:
            is_taken_on = place % (2 * EVERY) == 1
            escalation.state = EscalationState.ACCEPTED if is_taken_on else EscalationState.RETURNED
            escalation.answer = words.TAKEN_ON if is_taken_on else words.SENT_BACK
            escalation.answered_at, escalation.answered_by = month.moment(6), self.world.accounts["pmo"]
            if is_taken_on:
                risk.level = above
                risk.save(update_fields=["level"])
        self.world.make([escalation])
        Escalation.objects.filter(pk=escalation.pk).update(proposed_at=month.moment(3))

    def _worst(self) -> Risk | None:
        """The open risk with the highest score, of those below the top; the lowest number, where several have it."""
        open_ones = [
            (-(standing.cell.score or 0), risk.number, risk)
            for risk, standing in self.risking.current.items()
            if standing.cell and risk.pk not in self.proposed and RiskLevel(risk.level).above
        ]
        return min(open_ones)[2] if open_ones else None
