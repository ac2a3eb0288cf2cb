"""Adding a review and changing what is said of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portfolios.access import standing_or_404
from portfolios.views.attempts import attempt
from risks.actions import review_records as actions
from risks.forms.reviews import ReviewForm
from risks.models import Review
from risks.tracking_access import may_keep_reviews, refuse_unless
from risks.views.reviews import above, review_or_404
from stp_portal.accounts.requests import SignedInRequest

KEPT = "Reviews and their recommendations are kept by the PMO."


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Put a review on the record."""
    place = standing_or_404(request.user, footprint).footprint
    refuse_unless(may_keep_reviews(request.user, place), KEPT)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    it = attempt(form, lambda: actions.make(footprint=place, by=request.user, **form.content))
    if it.done:
        messages.success(request, f"{it.done.title} is added. Add what it recommends.")
        return redirect("risks:review", place.slug, it.done.key)
    page: dict[str, Any] = {
        "heading": "Add a review",
        "caption": place.name,
        "button": "Add the review",
        "back": reverse("risks:reviews", args=[place.slug]),
        "breadcrumbs": above(place),
    }
    return render(request, "risks/tracking_form.html", it.context | page, status=it.status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """Change what is said of a review; two at once are shown both."""
    standing, review = review_or_404(request, footprint, key)
    place = standing.footprint
    refuse_unless(may_keep_reviews(request.user, place), KEPT)
    form = ReviewForm(request.POST if request.method == "POST" else None, review=review)

    def save() -> Review:
        version = form.cleaned_data["version"] or 0
        return actions.edit(review=review, version=version, by=request.user, **form.content)

    it = attempt(form, save, lambda now: {name: getattr(now, name) for name in form.content})
    back = reverse("risks:review", args=[place.slug, review.key])
    if it.done:
        messages.success(request, f"{it.done.title} is saved.")
        return redirect(back)
    page: dict[str, Any] = {
        "heading": "Change the review",
        "caption": review.title,
        "button": "Save the review",
        "back": back,
        "breadcrumbs": above(place, review),
    }
    return render(request, "risks/tracking_form.html", it.context | page, status=it.status)
