"""Risks in a snapshot, with their scores and all that hangs from them."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from portfolios.models import ReportingPeriod
from reports.snapshot_content.actions import actions
from reports.snapshot_content.beside_risks import accepted_until, references
from reports.snapshot_content.controls import controls
from reports.snapshot_content.escalations import escalations
from reports.snapshot_content.plain import day, fuzzy, in_force, mark, person, privacy
from risks.models import Assessment, AssessmentKind, Risk, RiskOwner


def risks(period: ReportingPeriod) -> list[dict[str, Any]]:
    """Every risk by number, closed ones too: what changed is told by comparing two snapshots. Ten queries."""
    scores, owners = _scores(period), _owners(period)
    names, held, to_do = references(period), controls(period), actions(period, "risk")
    moves, accepted = escalations(period, "risk"), accepted_until(period)
    rows = Risk.objects.filter(footprint=period.footprint_id).select_related(
        "initiative", "raised_in_ask__period", "category"
    )
    return [
        {
            "number": risk.number,
            "reference": risk.reference,
            "references": names.get(risk.pk, []),
            "title": risk.title,
            "statement": risk.statement,
            "cause": risk.cause,
            "event": risk.event,
            "effect": risk.effect,
            "description": risk.description,
            "heading": risk.heading,
            "category": _category(risk),
            "proximity": risk.proximity,
            "response": risk.response,
            "level": risk.level,
            "escalation": moves.get(risk.pk),
            "initiative": risk.initiative.slug if risk.initiative else None,
            "ask": _ask(risk),
            "status": risk.status,
            "logged": fuzzy(risk.logged),
            "closed_on": day(timezone.localdate(risk.closed_at) if risk.closed_at else None),
            "owners": owners.get(risk.pk, []),
            "scores": scores.get(risk.pk, {}),
            "controls": held.get(risk.pk, []),
            "actions": to_do.get(risk.pk, []),
            "reviewed_on": day(risk.reviewed_on),
            "review_due": day(risk.review_due),
            "accepted_until": accepted.get(risk.pk),
            "is_published": risk.is_published,
        }
        | privacy(risk)
        for risk in rows.order_by("number")
    ]


def _ask(risk: Risk) -> dict[str, str] | None:
    """Which ask raised the risk: keys are unique within a period."""
    ask = risk.raised_in_ask
    return {"period": ask.period.slug, "key": ask.key} if ask else None


def _category(risk: Risk) -> dict[str, str] | None:
    """What kind of risk it is, with how much of that kind the system is willing to carry."""
    category = risk.category
    return {"name": category.name, "appetite": category.get_appetite_display()} if category else None


def _scores(period: ReportingPeriod) -> dict[int, dict[str, dict[str, Any]]]:
    """The scores by risk and kind (inherent, current, target), each by a matrix of the period (DOMAIN A9 Q3).

    The one that stands; where that was given by a matrix which came into force after the period, the last before it.
    """
    found: dict[int, dict[str, dict[str, Any]]] = {}
    given = Assessment.objects.filter(footprint=period.footprint_id, kind__in=AssessmentKind.values)
    stands_later = Assessment.objects.standing().filter(
        risk=OuterRef("risk"), kind=OuterRef("kind"), matrix__valid_from__gt=period.last_day
    )
    rows = given.filter(matrix__valid_from__lte=period.last_day).filter(
        Q(superseded_at=None) | Exists(stands_later)
    )
    # The last of several takes the place of those before it.
    for row in rows.select_related("matrix", "band", "cell").order_by("recorded_at", "pk"):
        found.setdefault(row.risk_id, {})[row.kind] = _score(row)
    return found


def _score(row: Assessment) -> dict[str, Any]:
    """One assessment with the words of the axes it was made on, so that it can be printed as it was meant."""
    matrix, cell = row.matrix, row.cell
    return {
        "matrix": matrix.key,
        "is_scored": matrix.is_scored,
        "impact_first": matrix.impact_first,
        "likelihood_name": matrix.likelihood_name,
        "impact_name": matrix.impact_name,
        "band": mark(row.band) if row.band else None,
        "likelihood": cell.likelihood if cell else None,
        "likelihood_word": matrix.likelihood_words[cell.likelihood - 1] if cell else "",
        "impact": cell.impact if cell else None,
        "impact_word": matrix.impact_words[cell.impact - 1] if cell else "",
        "score": cell.score if cell else None,
        "printed_score": row.printed_score,
        "assessed_on": day(row.assessed_on),
    }


def _owners(period: ReportingPeriod) -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = {}
    rows = RiskOwner.objects.filter(in_force(period.last_day), footprint=period.footprint_id)
    for row in sorted(rows.select_related("person"), key=lambda row: (row.person.name, row.person.key)):
        found.setdefault(row.risk_id, []).append(person(row.person))
    return found
