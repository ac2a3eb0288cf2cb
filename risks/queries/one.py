"""One risk: what it says, who owns it, what it is called elsewhere and where it came from."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from portfolios.models import Ask, Footprint, Someone
from portfolios.queries.leavers import who_left
from risks.models import Risk, RiskOwner, RiskReference, RiskStatus


@dataclass(frozen=True)
class Owner:
    """Who answers for the risk, from and to a day. ``left`` says why they are no longer here; empty for who is."""

    name: str
    organisation: str
    valid_from: date | None
    valid_to: date | None
    left: str


@dataclass(frozen=True)
class OneRisk:
    """What heads the page of a risk, of what one person may see."""

    risk: Risk
    owners: tuple[Owner, ...]
    references: tuple[RiskReference, ...]
    ask: Ask | None

    @property
    def is_open(self) -> bool:
        return self.risk.status == RiskStatus.OPEN

    @property
    def is_one_piece(self) -> bool:
        """Whether its text came in one piece and nobody has split it."""
        return bool(self.risk.description) and not self.risk.event


def one_risk(footprint: Footprint, user: Someone, number: int, *, today: date) -> OneRisk | None:
    """The risk of that number; None where ``user`` sees none. Six queries at most."""
    risk = (
        Risk.objects.visible_to(user)
        .filter(footprint=footprint, number=number)
        .select_related("footprint", "initiative", "closed_by", "category__tolerated__matrix")
        .first()
    )
    if risk is None:
        return None
    ask = None
    if risk.raised_in_ask_id:
        # The risk may be public and the ask private.
        ask = (
            Ask.objects.visible_to(user)
            .filter(pk=risk.raised_in_ask_id)
            .select_related("body", "period", "initiative", "raised_by", "printed_under")
            .first()
        )
    return OneRisk(
        risk=risk,
        owners=_owners(risk, user, today),
        references=tuple(RiskReference.objects.visible_to(user).filter(risk=risk)),
        ask=ask,
    )


def _owners(risk: Risk, user: Someone, today: date) -> tuple[Owner, ...]:
    """Those of today and of days to come."""
    rows = (
        RiskOwner.objects.visible_to(user)
        .filter(Q(valid_to=None) | Q(valid_to__gte=today), risk=risk)
        .order_by("person__name", "person__post")
        .select_related("person__organisation", "person__user")
    )
    left = who_left(row.person for row in rows)
    return tuple(
        Owner(
            name=row.person.name_and_post,
            organisation=row.person.organisation.name if row.person.organisation else "",
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            left=left.get(row.person_id, ""),
        )
        for row in rows
    )
