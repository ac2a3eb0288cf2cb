"""The issues that a risk has become, for its page."""

from dataclasses import dataclass
from datetime import date

from portfolios.models import Someone
from risks.models import Issue, Risk


@dataclass(frozen=True)
class IssuesPart:
    """The issues that ``risk`` has become, the latest first."""

    risk: Risk
    issues: tuple[Issue, ...]

    @property
    def is_open(self) -> bool:
        return self.risk.status == "open"


def issues(risk: Risk, user: Someone, today: date) -> IssuesPart:
    """For the page of ``risk``, which ``user`` may see. One query."""
    found = Issue.objects.visible_to(user).filter(risk=risk).order_by("-number").select_related("owner")
    return IssuesPart(risk, tuple(found))
