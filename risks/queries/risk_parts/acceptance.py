"""What is tolerated of risks like this one, and whether it was accepted above that."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from portfolios.access import standing_of
from portfolios.models import Someone
from risks.models import Acceptance, Assessment, AssessmentKind, Risk, RiskCategory, RiskStatus
from risks.queries.tolerance import Tolerance, tolerance_of
from stp_portal.accounts.roles import Permission
from stp_portal.core.templatetags.text_tags import nhs_date


@dataclass(frozen=True)
class AcceptanceLine:
    """One acceptance and how it stands: “accepted until ...”, “ran out on ...”, “ended on ...”."""

    acceptance: Acceptance
    state: str
    is_standing: bool
    has_run_out: bool


@dataclass(frozen=True)
class AcceptancePart:
    """How ``risk`` stands to what its category tolerates, and every time that it was accepted, newest first."""

    risk: Risk
    tolerance: Tolerance
    category: RiskCategory | None
    band: str
    history: tuple[AcceptanceLine, ...]
    may_accept: bool

    @property
    def standing(self) -> AcceptanceLine | None:
        """The acceptance that holds."""
        return next((line for line in self.history if line.is_standing), None)

    @property
    def ran_out(self) -> AcceptanceLine | None:
        """The last one, where it ran out and nothing followed."""
        last = self.history[0] if self.history else None
        return last if last and last.has_run_out else None

    @property
    def is_open(self) -> bool:
        return self.risk.status == RiskStatus.OPEN

    @property
    def can_accept(self) -> bool:
        """Whether this person may accept it, and there is something to accept."""
        return (
            self.may_accept and self.is_open and self.standing is None and self.tolerance != Tolerance.WITHIN
        )

    @property
    def is_above(self) -> bool:
        return self.tolerance == Tolerance.ABOVE


def acceptance(risk: Risk, user: Someone, today: date) -> AcceptancePart:
    """For the page of ``risk``, which ``user`` may see, read with its category and the band that this tolerates. Two
    queries, two more where the matrix was replaced.
    """
    current = (
        Assessment.objects.visible_to(user)
        .standing()
        .filter(risk=risk, kind=AssessmentKind.CURRENT)
        .select_related("band__matrix")
        .first()
    )
    rows = (
        Acceptance.objects.visible_to(user)
        .filter(risk=risk)
        .select_related("accepted_by", "ended_by")
        .order_by("-accepted_on", "-pk")
    )
    standing = standing_of(user, risk.footprint.slug)
    return AcceptancePart(
        risk=risk,
        tolerance=tolerance_of(risk.category, current),
        category=risk.category,
        band=str(current.band) if current and current.band else "",
        history=tuple(_line(row, today) for row in rows),
        may_accept=standing is not None and standing.may(Permission.ACCEPT_ESCALATIONS),
    )


def _line(row: Acceptance, today: date) -> AcceptanceLine:
    holds = row.ended_at is None and row.accepted_on <= today <= row.until
    # One that ran out and made room for another was ended then, after its last day.
    ran_out = row.until < (timezone.localdate(row.ended_at) if row.ended_at else today)
    if ran_out:
        state = f"ran out on {nhs_date(row.until)}"
    elif row.ended_at:
        state = f"ended on {nhs_date(row.ended_at)}"
    else:
        state = f"accepted until {nhs_date(row.until)}"
    return AcceptanceLine(row, state, is_standing=holds, has_run_out=ran_out)
