"""The levels of a system, from the workstream up to the governing body."""

from django.db import models


class RiskLevel(models.TextChoices):
    """Where a risk or an issue is looked after, lowest first: it stands once, at one of them."""

    WORKSTREAM = "workstream", "Workstream"
    PROGRAMME = "programme", "Programme"
    PORTFOLIO = "portfolio", "Portfolio"
    SYSTEM = "system", "System leadership"
    GOVERNING = "governing", "Governing body"

    @property
    def rung(self) -> int:
        """How high it is: the workstream is 0."""
        return list(RiskLevel).index(self)

    @property
    def above(self) -> "RiskLevel | None":
        """The next one up; None for the highest."""
        rungs = list(RiskLevel)
        return rungs[self.rung + 1] if self.rung + 1 < len(rungs) else None
