"""Raising a risk."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from portfolios.models import Footprint, Initiative, InitiativeKind
from risks.actions.assessments import cell_at, first_score
from risks.models import Risk, RiskLevel
from stp_portal.accounts.models import User
from stp_portal.core import audit
from stp_portal.core.fuzzy_dates import FuzzyDate
from stp_portal.core.refusals import Refusals

# A risk is born at the level of what it threatens; moving it up is an escalation.
LEVELS = {
    InitiativeKind.PORTFOLIO: RiskLevel.PORTFOLIO,
    InitiativeKind.PROGRAMME: RiskLevel.PROGRAMME,
    InitiativeKind.WORKSTREAM: RiskLevel.WORKSTREAM,
    InitiativeKind.PROJECT: RiskLevel.WORKSTREAM,
}


@transaction.atomic
def raise_risk(
    *,
    initiative: Initiative,
    title: str,
    event: str,
    likelihood: int | None,
    impact: int | None,
    on: date,
    by: User,
    cause: str = "",
    effect: str = "",
    private_reason: str = "",
    form: UUID | None = None,
) -> Risk:
    """Put a new risk of ``initiative`` on the register under the next number, scored as of the day ``on``; private
    where ``private_reason`` says why.

    ``form`` names the form it was typed into: raised again from it in the same words it is there once. Raises
    ValidationError by field for what is missing, a score outside the matrix in force, and another risk from a form that
    has raised one.
    """
    # The lock keeps two new risks from one number, and a second copy of a form waiting until the first is through.
    place = Footprint.objects.select_for_update(no_key=True).get(pk=initiative.footprint_id)
    words = {
        "title": title.strip(),
        "cause": cause.strip(),
        "event": event.strip(),
        "effect": effect.strip(),
        "private_reason": private_reason.strip(),
    }
    there = Risk.objects.filter(raised_by_form=form).first() if form else None
    if there:
        if there.initiative_id != initiative.pk or any(getattr(there, k) != v for k, v in words.items()):
            raise ValidationError(
                {
                    "title": f"This form has raised risk {there.number} already: “{there.title}”. "
                    "Open it again to raise another."
                }
            )
        return there
    refusals = Refusals()
    with refusals.under():
        _check(words)
    with refusals.under():
        cell = cell_at(place.pk, likelihood, impact, on)
    refusals.raise_any()
    risk = Risk.objects.create(
        footprint=place,
        initiative=initiative,
        number=Risk.objects.next_number(place),
        level=LEVELS[InitiativeKind(initiative.kind)],
        logged=FuzzyDate.of(on),
        is_private=bool(words["private_reason"]),
        raised_by_form=form,
        **words,
    )
    score = first_score(risk=risk, cell=cell, on=on, by=by)
    audit.record(
        "risk.raised",
        on=risk,
        by=by,
        after={name: audit.told(risk, text) for name, text in words.items()}
        | {"number": risk.number, "initiative": initiative.slug, "score": str(score.cell)},
    )
    return risk


def _check(words: dict[str, str]) -> None:
    """ValidationError by field for what is missing or too long."""
    wrong: dict[str, str] = {}
    if not words["title"]:
        wrong["title"] = "Give the risk a title of a few words."
    elif len(words["title"]) > 300:
        wrong["title"] = "Shorten the title of the risk to 300 characters or fewer."
    if not words["event"]:
        wrong["event"] = "Say what may happen."
    if wrong:
        raise ValidationError(wrong)
