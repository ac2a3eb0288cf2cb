"""Risks in a snapshot, with the matrices that score them."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from portfolios.models import ReportingPeriod
from reports.snapshot_content.plain import day, fuzzy, in_force, mark, person, privacy
from risks.models import Assessment, AssessmentKind, Risk, RiskMatrix, RiskOwner


def risks(period: ReportingPeriod) -> list[dict[str, Any]]:
    """Every risk by number, closed ones too: what changed is told by comparing two snapshots."""
    scores = _scores(period)
    owners = _owners(period)
    rows = Risk.objects.filter(footprint=period.footprint_id).select_related(
        "initiative", "raised_in_ask__period"
    )
    return [
        {
            "number": risk.number,
            "reference": risk.reference,
            "title": risk.title,
            "statement": risk.statement,
            "level": risk.level,
            "initiative": risk.initiative.slug if risk.initiative else None,
            "ask": _ask(risk),
            "status": risk.status,
            "logged": fuzzy(risk.logged),
            "closed_on": day(timezone.localdate(risk.closed_at) if risk.closed_at else None),
            "owners": owners.get(risk.pk, []),
            "scores": scores.get(risk.pk, {}),
            "is_published": risk.is_published,
        }
        | privacy(risk)
        for risk in rows.order_by("number")
    ]


def matrices(period: ReportingPeriod) -> list[dict[str, Any]]:
    """The matrices in force on the last day, with their bands, mildest first."""
    rows = RiskMatrix.objects.filter(in_force(period.last_day), footprint=period.footprint_id)
    return [
        {
            "key": matrix.key,
            "name": matrix.name,
            "likelihood_words": matrix.likelihood_words,
            "impact_words": matrix.impact_words,
            "bands": [
                mark(band) | {"lowest_score": band.lowest_score, "highest_score": band.highest_score}
                for band in matrix.bands.all()
            ],
        }
        for matrix in sorted(rows.prefetch_related("bands"), key=lambda row: (row.valid_from, row.key))
    ]


def _ask(risk: Risk) -> dict[str, str] | None:
    """Which ask raised the risk: keys are unique within a period."""
    ask = risk.raised_in_ask
    return {"period": ask.period.slug, "key": ask.key} if ask else None


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
        found.setdefault(row.risk_id, {})[row.kind] = {
            "matrix": row.matrix.key,
            "band": mark(row.band) if row.band else None,
            "likelihood": row.cell.likelihood if row.cell else None,
            "impact": row.cell.impact if row.cell else None,
            "score": row.cell.score if row.cell else None,
            "printed_score": row.printed_score,
            "assessed_on": day(row.assessed_on),
        }
    return found


def _owners(period: ReportingPeriod) -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = {}
    rows = RiskOwner.objects.filter(in_force(period.last_day), footprint=period.footprint_id)
    for row in sorted(rows.select_related("person"), key=lambda row: (row.person.name, row.person.key)):
        found.setdefault(row.risk_id, []).append(person(row.person))
    return found
