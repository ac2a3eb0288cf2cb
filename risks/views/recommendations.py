"""One recommendation: its page, adding it and changing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.views.attempts import attempt
from risks.actions import recommendations as actions
from risks.forms.reviews import RecommendationForm
from risks.models import Recommendation, RecommendationUpdate, Review
from risks.queries import recommendations as queries
from risks.queries import tracker
from risks.tracking_access import may_close, may_keep_reviews, may_reopen, may_update, refuse_unless
from risks.views.review_steps import KEPT
from risks.views.reviews import above, review_or_404
from stp_portal.accounts.requests import SignedInRequest


@require_safe
def recommendation(request: SignedInRequest, footprint: str, key: str, number: int) -> HttpResponse:
    """One recommendation with everything that was said of it. 404 for one the person may not see."""
    row = recommendation_or_404(request, footprint, key, number)
    place, user, review = row.footprint, request.user, row.review
    found = queries.ordered(Recommendation.objects.visible_to(user).filter(pk=row.pk), "number")
    calendar = queries.Calendar.of(place, user)
    updates = RecommendationUpdate.objects.visible_to(user).filter(recommendation=row)
    context = {
        "review": review,
        "line": tracker.as_lines(found, user, timezone.localdate(), calendar)[0],
        "private_reason": row.private_reason or review.private_reason,
        "updates": updates.select_related("recorded_by"),
        "may_keep": may_keep_reviews(user, place),
        "may_update": may_update(user, row),
        "may_close": may_close(user, row),
        "may_reopen": may_reopen(user, row),
        "breadcrumbs": above(place, review),
    }
    return render(request, "risks/reviews/recommendation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """Add what a review recommends; the next one may follow at once, under the same theme."""
    standing, review = review_or_404(request, footprint, key)
    place = standing.footprint
    refuse_unless(may_keep_reviews(request.user, place), KEPT)
    theme = request.GET.get("theme", "")[:200]
    form = RecommendationForm(
        request.POST if request.method == "POST" else None, footprint=place, theme=theme
    )
    it = attempt(form, lambda: actions.make(review=review, content=form.content, by=request.user))
    back = reverse("risks:review", args=[place.slug, review.key])
    if it.done:
        messages.success(request, f"Recommendation {it.done.number} is added.")
        again = f"?{urlencode({'theme': it.done.theme})}" if it.done.theme else ""
        return redirect(f"{request.path}{again}" if "another" in request.POST else back)
    page: dict[str, Any] = {
        "heading": "Add a recommendation",
        "caption": review.title,
        "button": "Add the recommendation",
        "second_button": "Add it and write another",
        "back": back,
        "breadcrumbs": above(place, review),
    }
    return render(request, "risks/tracking_form.html", it.context | page, status=it.status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, key: str, number: int) -> HttpResponse:
    """Change what is asked, who answers for it, who oversees it or by when; two at once are shown both."""
    row = recommendation_or_404(request, footprint, key, number)
    place = row.footprint
    refuse_unless(may_keep_reviews(request.user, place), KEPT)
    if request.method != "POST" and row.closed_at:
        messages.info(request, "It is closed. Open it again before it is changed.")
        return redirect(address_of(row))
    form = RecommendationForm(
        request.POST if request.method == "POST" else None, footprint=place, recommendation=row
    )

    def save() -> Recommendation:
        version = form.cleaned_data["version"] or 0
        return actions.edit(recommendation=row, version=version, content=form.content, by=request.user)

    it = attempt(form, save, _as_saved)
    back = address_of(row)
    if it.done:
        messages.success(request, f"Recommendation {row.number} is saved.")
        return redirect(back)
    page = {"heading": f"Change recommendation {row.number}", "button": "Save the recommendation"}
    return render(request, "risks/tracking_form.html", it.context | page | around(row), status=it.status)


def recommendation_or_404(request: SignedInRequest, footprint: str, key: str, number: int) -> Recommendation:
    """The recommendation of that number in a review. A stranger gets 404, and so does whoever may not see it."""
    _, review = review_or_404(request, footprint, key)
    found = (
        Recommendation.objects.visible_to(request.user)
        .filter(review=review, number=number)
        .select_related("footprint", "review", "lead", "closed_in__body")
        .first()
    )
    if found is None:
        raise Http404(f"{review} has no recommendation {number}.")
    return found


def address_of(row: Recommendation) -> str:
    """The page of a recommendation."""
    return reverse("risks:recommendation", args=[row.footprint.slug, row.review.key, row.number])


def around(row: Recommendation) -> dict[str, Any]:
    """What every step of a recommendation says around its form."""
    own = {"label": f"Recommendation {row.number}", "url": address_of(row)}
    review: Review = row.review
    return {
        "caption": f"{row.number}. {row.text}",
        "back": address_of(row),
        "breadcrumbs": [*above(row.footprint, review), own],
    }


def _as_saved(row: Recommendation) -> dict[str, Any]:
    """What is saved now, under the names of the form."""
    names = ("theme", "text", "response", "lead", "oversight_note", "due", "review_on", "private_reason")
    return {name: getattr(row, name) for name in names} | {
        "initiative": row.initiative,
        "officers": [str(one.person) for one in row.supporting_officers.select_related("person")],
        "bodies": [str(one.body) for one in row.overseers.select_related("body")],
    }
