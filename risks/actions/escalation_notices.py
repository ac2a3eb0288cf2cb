"""Who is told of an escalation. No notice holds words of the risk or issue, for these may be private."""

from django.urls import reverse

from portfolios.actions import notices
from portfolios.actions.notices import Telling
from portfolios.models import NoticeKind
from risks.models import Escalation, Issue, Risk
from risks.queries.answerers import Answerers, Move
from risks.wording import at_level, called
from stp_portal.accounts.models import User


def tell_answerers(escalation: Escalation, row: Risk | Issue) -> None:
    """Tell everybody who may answer that a proposal waits for them, once each."""
    move = Move(row.initiative_id, escalation.to_level, escalation.proposed_by_id)
    text = (
        f"{called(row)}{_of(row)} is proposed for {at_level(escalation.to_level)} by {escalation.proposed_by}: "
        "accept or return it."
    )
    notices.tell_many(
        footprint=row.footprint,
        tellings=[
            _telling(escalation, row, user, NoticeKind.ESCALATION, text)
            for user in Answerers.read(row.footprint, [move]).of(move)
        ],
    )


def tell_proposer(escalation: Escalation, row: Risk | Issue, by: User, what: str) -> None:
    """Tell who proposed it what became of it, unless it was their own doing."""
    if by.pk == escalation.proposed_by_id:
        return
    text = f"{called(row)}{_of(row)}, which you proposed for {at_level(escalation.to_level)}, {what}"
    notices.tell_many(
        footprint=row.footprint,
        tellings=[_telling(escalation, row, escalation.proposed_by, NoticeKind.ESCALATED, text)],
    )


def _telling(escalation: Escalation, row: Risk | Issue, user: User, kind: NoticeKind, text: str) -> Telling:
    return Telling(
        user=user,
        kind=kind,
        key=f"{kind.value}:{escalation.pk}:{user.pk}",
        text=text,
        path=reverse("risks:escalation-answer", args=[row.footprint.slug, escalation.pk]),
        initiative=row.initiative,
    )


def _of(row: Risk | Issue) -> str:
    return f" of {row.initiative}" if row.initiative else ""
