"""When a risk was looked at, what was found, and when it is to be looked at again."""

from dataclasses import dataclass
from datetime import date

from portfolios.models import Someone
from risks.models import Risk, RiskReview, RiskStatus
from risks.score_words import assessment_in_figures
from stp_portal.accounts.models import User
from stp_portal.core.numbers import counted


@dataclass(frozen=True)
class ReviewLine:
    """One review; ``score`` is the current score that it found right or gave, in words."""

    on: date
    found: str
    score: str
    reason: str
    next_due: date | None
    by: User | None


@dataclass(frozen=True)
class ReviewsPart:
    """The reviews of ``risk``, newest first; ``overdue`` says for how long the next has been waited for."""

    risk: Risk
    history: tuple[ReviewLine, ...]
    overdue: str

    @property
    def is_open(self) -> bool:
        return self.risk.status == RiskStatus.OPEN


def reviews(risk: Risk, user: Someone, today: date) -> ReviewsPart:
    """For the page of ``risk``, which ``user`` may see. One query."""
    rows = (
        RiskReview.objects.visible_to(user)
        .filter(risk=risk)
        .select_related("recorded_by", "assessment__band", "assessment__cell__matrix")
        .order_by("-on", "-pk")
    )
    is_late = risk.status == RiskStatus.OPEN and risk.review_due is not None and risk.review_due < today
    return ReviewsPart(
        risk=risk,
        history=tuple(
            ReviewLine(
                on=row.on,
                found=row.get_outcome_display(),
                score=assessment_in_figures(row.assessment) if row.assessment else "",
                reason=row.reason,
                next_due=row.next_due,
                by=row.recorded_by,
            )
            for row in rows
        ),
        overdue=counted((today - risk.review_due).days, "day") if is_late and risk.review_due else "",
    )
