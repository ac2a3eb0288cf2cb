"""What stands beside the risks of a made-up footprint, month by month. One module per noun group."""

from reports.synthesise.calendar import Month
from reports.synthesise.registers.dependencies import Depending
from reports.synthesise.registers.escalations import Escalating
from reports.synthesise.registers.issues import Happening
from reports.synthesise.registers.mitigation import Mitigating
from reports.synthesise.registers.recommendations import Recommending
from reports.synthesise.registers.reviews import Looking
from reports.synthesise.risking import Risking
from reports.synthesise.world import World


class Registers:
    """The registers of a footprint."""

    def __init__(self, world: World, risking: Risking) -> None:
        self.parts = (
            Mitigating(world, risking),
            Looking(world, risking),
            Escalating(world, risking),
            Happening(world, risking),
            Depending(world),
            Recommending(world),
        )

    def move_on(self, month: Month) -> None:
        """Let a month pass in each of them, after the risks have had theirs."""
        for part in self.parts:
            part.move_on(month)


__all__ = ["Registers"]
