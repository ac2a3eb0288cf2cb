"""Scoring a risk: inherent, current and target on the matrix in force, in one form."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from risks.actions import assessments
from risks.actions.assessments import standing_scores
from risks.forms.scores import ScoreForm
from risks.matrix_grid import Grid, grid_of
from risks.models import Assessment, AssessmentKind, Risk, RiskMatrix, RiskStatus
from risks.queries.matrices import matrix_in_force, spec_of
from risks.queries.risk_parts.scores import remarks_on, scores
from risks.score_words import assessment_in_figures, cell_in_figures
from risks.views.risk_place import above_risk, kept_risk_or_403, to_risk
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.base import Conflict
from stp_portal.core.lists import listed
from stp_portal.core.templatetags.text_tags import nhs_date, plain

CLASH_HEAD = ["Score", "As saved now", "As you chose it"]


@require_http_methods(["GET", "HEAD", "POST"])
def score(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Show the scores that stand and the matrix; save what was chosen anew. Who comes second sees both (409)."""
    _, risk = kept_risk_or_403(request, footprint, number)
    if risk.status != RiskStatus.OPEN and request.method != "POST":
        return to_risk(request, risk, "Its score stays.")
    today = timezone.localdate()
    matrix = matrix_in_force(risk.footprint_id, today)
    if matrix is None:
        return _without_matrix(request, risk)
    standing = standing_scores(risk)
    form = ScoreForm(
        request.POST if request.method == "POST" else None,
        matrix=matrix,
        standing=standing,
        version=risk.version,
    )
    clash: list[list[str]] | None = None
    taken: list[AssessmentKind] = []
    if form.is_bound and form.is_valid():
        try:
            given = assessments.score_all(
                risk=risk,
                version=form.cleaned_data["version"],
                factors=form.factors,
                reason=form.cleaned_data["reason"],
                on=today,
                by=request.user,
            )
        except Conflict as conflict:
            standing = standing_scores(risk)
            clash = _clash(form, standing, matrix)
            taken = form.go_on_from(conflict.instance.version, standing)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            _say(request, risk, given)
            return redirect(reverse("risks:risk", args=[footprint, number]) + "#scores")
    context = scoring_context(request, risk, matrix) | {
        "form": form,
        "groups": [_group(form, kind) for kind in AssessmentKind],
        "clash": clash,
        "clash_head": CLASH_HEAD,
        "taken": listed(kind.label.lower() for kind in taken),
        "breadcrumbs": above_risk(risk),
    }
    status = 409 if clash is not None else 422 if form.errors else 200
    return render(request, "risks/scores/score.html", context, status=status)


def scoring_context(request: SignedInRequest, risk: Risk, matrix: RiskMatrix | None) -> dict[str, Any]:
    """What every page on which a risk is scored shows beside its form: the risk, its scores, the matrix drawn."""
    spec = spec_of(matrix) if matrix else None
    grid = grid_of(spec) if spec else None
    return {
        "risk": risk,
        "part": scores(risk, request.user, timezone.localdate()),
        "matrix": matrix,
        "grid": grid,
        "cells": _cells(grid) if grid else {},
    }


def _cells(grid: Grid) -> dict[str, str]:
    """For static/js/score.js: what each pair of factors gives, by “likelihood x impact”."""
    return {
        f"{cell.likelihood}x{cell.impact}": ", ".join(
            part for part in (str(cell.score or ""), cell.band.label if cell.band else "") if part
        )
        for row in grid.rows
        for cell in row.cells
    }


def _group(form: ScoreForm, kind: AssessmentKind) -> dict[str, Any]:
    """The fields of one kind, in the order of the matrix."""
    axes = ["likelihood", "impact"]
    if form.matrix.impact_first:
        axes.reverse()
    hints = {
        AssessmentKind.INHERENT: "What the risk would be if nothing held it down.",
        AssessmentKind.CURRENT: "What it is today, with the controls in place.",
        AssessmentKind.TARGET: "What it is to be once its actions are done.",
    }
    return {
        "kind": kind.value,
        "label": kind.label,
        "hint": hints[kind],
        "was": form[f"{kind}_was"],
        "fields": [form[f"{kind}_{axis}"] for axis in axes],
    }


def _clash(form: ScoreForm, standing: dict[str, Assessment], matrix: RiskMatrix) -> list[list[str]]:
    """Each score that was chosen here and differs from the one that stands now, with who gave that and why."""
    rows = []
    for kind, factors in form.factors.items():
        now = standing.get(kind)
        mine = chosen_words(matrix, factors.likelihood, factors.impact)
        if now is None or (now.matrix_id == matrix.pk and now.cell and cell_in_figures(now.cell) == mine):
            continue
        rows.append([kind.label, saved_words(now), f"{mine}. {plain(form.cleaned_data['reason'])}"])
    return rows


def chosen_words(matrix: RiskMatrix, likelihood: int | None, impact: int | None) -> str:
    """What somebody chose and has not saved: “4 x 3 = 12”. One query."""
    cell = (
        matrix.cells.select_related("matrix").filter(likelihood=likelihood or 0, impact=impact or 0).first()
    )
    return cell_in_figures(cell) if cell else "Not in the matrix"


def saved_words(now: Assessment) -> str:
    """A score that stands, with who gave it, when and why."""
    who = now.recorded_by.name if now.recorded_by else "Entered"
    return f"{assessment_in_figures(now)}. {who}, {nhs_date(now.assessed_on)}: {plain(now.reason) or 'no reason given'}"


def _say(request: SignedInRequest, risk: Risk, given: list[Assessment]) -> None:
    words = listed(f"{one.get_kind_display().lower()} {assessment_in_figures(one)}" for one in given)
    messages.success(
        request,
        f"Risk {risk.number} is scored: {words}."
        if words
        else f"The scores of risk {risk.number} are saved.",
    )
    for remark in remarks_on(standing_scores(risk)):
        messages.warning(request, remark)


def _without_matrix(request: SignedInRequest, risk: Risk) -> HttpResponse:
    messages.warning(
        request, "No risk matrix is in force, so nothing can be scored. Ask the PMO to set one up."
    )
    return redirect("risks:risk", footprint=risk.footprint.slug, number=risk.number)
