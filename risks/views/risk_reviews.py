"""Reviewing one risk: its score is still right, or another."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from risks.actions import reviews
from risks.actions.assessments import standing_scores
from risks.forms.scores import RiskReviewForm
from risks.models import AssessmentKind, ReviewOutcome, Risk, RiskMatrix, RiskReview, RiskStatus
from risks.queries.matrices import matrix_in_force
from risks.queries.risk_parts.controls import controls
from risks.queries.risk_parts.reviews import reviews as reviews_of
from risks.views.risk_place import above_risk, kept_risk_or_403, last_told, to_risk
from risks.views.scores import chosen_words, saved_words, scoring_context
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.base import Conflict
from stp_portal.core.templatetags.text_tags import nhs_date, plain

CLASH_HEAD = ["What", "As saved now", "As you chose it"]


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SignedInRequest, footprint: str, number: int) -> HttpResponse:
    """Show what there is to look at; put on record what was found. Who comes second sees both (409)."""
    _, risk = kept_risk_or_403(request, footprint, number)
    if risk.status != RiskStatus.OPEN and request.method != "POST":
        return to_risk(request, risk, "It is not reviewed any more.")
    today = timezone.localdate()
    matrix = matrix_in_force(risk.footprint_id, today)
    current = standing_scores(risk).get(AssessmentKind.CURRENT)
    form = RiskReviewForm(
        request.POST if request.method == "POST" else None,
        matrix=matrix,
        current=current,
        version=risk.version,
        today=today,
    )
    clash: list[list[str]] | None = None
    if form.is_bound and form.is_valid():
        try:
            made = _save(request, risk, form)
        except Conflict as conflict:
            clash = _clash(risk, form, matrix)
            form.start_from(conflict.instance.version)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            due = f" The next review is due on {nhs_date(made.next_due)}." if made.next_due else ""
            messages.success(
                request, f"Risk {risk.number} is reviewed: {made.get_outcome_display().lower()}.{due}"
            )
            return redirect(reverse("risks:risk", args=[footprint, number]) + "#reviews")
    context = scoring_context(request, risk, matrix) | {
        "form": form,
        "factors": [form[name] for name in ("likelihood", "impact") if name in form.fields],
        "reviews": reviews_of(risk, request.user, today),
        "controls": controls(risk, request.user, today),
        "clash": clash,
        "clash_head": CLASH_HEAD,
        "last_told": last_told(risk, request.user) if clash is not None else "",
        "breadcrumbs": above_risk(risk),
    }
    if matrix and matrix.impact_first:
        context["factors"].reverse()
    status = 409 if clash is not None else 422 if form.errors else 200
    return render(request, "risks/scores/review.html", context, status=status)


def _save(request: SignedInRequest, risk: Risk, form: RiskReviewForm) -> RiskReview:
    data = form.cleaned_data
    said = {
        "risk": risk,
        "version": data["version"],
        "reason": data["reason"],
        "on": timezone.localdate(),
        "next_due": data["next_due"],
        "by": request.user,
    }
    if data["outcome"] == ReviewOutcome.STILL_RIGHT:
        return reviews.review_still_right(**said)
    return reviews.review_rescored(likelihood=data["likelihood"], impact=data["impact"], **said)


def _clash(risk: Risk, form: RiskReviewForm, matrix: RiskMatrix | None) -> list[list[str]]:
    """The current score as it stands now, beside what was found here."""
    now = standing_scores(risk).get(AssessmentKind.CURRENT)
    data = form.cleaned_data
    mine = "Still right, as it was when you opened this page"
    if data["outcome"] != ReviewOutcome.STILL_RIGHT and matrix:
        mine = chosen_words(matrix, data["likelihood"], data["impact"])
    reason = plain(data["reason"])
    return [
        ["Current score", saved_words(now) if now else "None", f"{mine}{f'. {reason}' if reason else ''}"]
    ]
