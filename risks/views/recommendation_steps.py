"""Saying how recommendations stand, one or several at once; recording that a body closed one; opening it again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.models import Meeting
from portfolios.views.attempts import Attempt, attempt
from risks.actions import recommendation_closing, recommendation_updates
from risks.forms.recommendation_steps import CloseForm, RecommendationUpdateForm, ReopenForm, TogetherForm
from risks.models import Recommendation
from risks.tracking_access import may_close, may_keep_reviews, may_reopen, may_update, refuse_unless
from risks.views.recommendations import address_of, around, recommendation_or_404
from risks.views.reviews import above, review_or_404
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.core.base import Conflict
from stp_portal.core.lists import listed
from stp_portal.core.numbers import counted
from stp_portal.core.templatetags.text_tags import plain

UPDATED = "How a recommendation stands is said by its accountable lead, its supporting officers and the PMO."
CLOSED = (
    "That a body closed a recommendation is recorded by who records decisions, and never by its own lead."
)
REOPENED = "A recommendation is opened again by who records decisions."


@require_http_methods(["GET", "HEAD", "POST"])
def update(request: SignedInRequest, footprint: str, key: str, number: int) -> HttpResponse:
    """Say how it stands; two at once are shown both."""
    row = recommendation_or_404(request, footprint, key, number)
    refuse_unless(may_update(request.user, row), UPDATED)
    if request.method != "POST" and row.closed_at:
        messages.info(request, "It is closed. Open it again before it is updated.")
        return redirect(address_of(row))
    form = RecommendationUpdateForm(_posted(request), recommendation=row)
    it = attempt(
        form,
        lambda: recommendation_updates.update(recommendation=row, by=request.user, **form.content),
        _as_said,
    )
    page = {"heading": f"Update recommendation {row.number}", "button": "Save the update"}
    return _step(request, row, it, page, f"Recommendation {row.number} is updated.")


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """Say one thing of several recommendations of a review, ticked on its page (``?number=``)."""
    standing, review = review_or_404(request, footprint, key)
    place = standing.footprint
    rows = Recommendation.objects.visible_to(request.user).open().filter(review=review)
    rows = rows.select_related("footprint", "review", "lead").prefetch_related("supporting_officers__person")
    offered = [row for row in rows.order_by("number") if may_update(request.user, row)]
    refuse_unless(bool(offered) or may_keep_reviews(request.user, place), UPDATED)
    form = TogetherForm(_posted(request), offered=offered, ticked=request.GET.getlist("number"))
    done: list[Any] = []
    changed = ""
    if form.is_bound and form.is_valid():
        try:
            done = recommendation_updates.update_together(by=request.user, **form.content)
        except Conflict as conflict:
            changed = _what_changed(conflict)
            form.read_anew()
        except ValidationError as refused:
            form.refuse(refused)
    back = reverse("risks:review", args=[place.slug, review.key])
    if done:
        messages.success(request, f"{counted(len(done), 'recommendation')} updated.")
        return redirect(back)
    context = {
        "form": form,
        "review": review,
        "changed": changed,
        "offered": offered,
        "back": back,
        "breadcrumbs": above(place, review),
    }
    status = 409 if changed else 422 if form.errors else 200
    return render(request, "risks/reviews/together.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedInRequest, footprint: str, key: str, number: int) -> HttpResponse:
    """Record that an overseeing body closed or withdrew it at a meeting; where it has not met, say what to do."""
    row = recommendation_or_404(request, footprint, key, number)
    refuse_unless(may_close(request.user, row), CLOSED)
    bodies = [overseer.body for overseer in row.overseers.select_related("body")]
    held = Meeting.objects.filter(body__in=bodies, date__lte=timezone.localdate())
    form = CloseForm(
        _posted(request),
        recommendation=row,
        meetings=held.select_related("body").order_by("-date", "body__name"),
    )
    it = attempt(
        form,
        lambda: recommendation_closing.close(recommendation=row, by=request.user, **form.cleaned_data),
        lambda now: {"status": now.status, "reason": _as_said(now)["text"]},
    )
    if it.done:
        messages.success(request, f"Recommendation {row.number} is closed by {it.done.closed_in.body}.")
        return redirect(address_of(row))
    context = {
        "row": row,
        "bodies": listed(bodies, last="or"),
        "may_be_closed": bool(bodies) and held.exists(),
        "is_closed": row.closed_at is not None,
    }
    context |= around(row) | it.context
    return render(request, "risks/reviews/close.html", context, status=it.status)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: SignedInRequest, footprint: str, key: str, number: int) -> HttpResponse:
    """Open it again, with the reason."""
    row = recommendation_or_404(request, footprint, key, number)
    refuse_unless(may_reopen(request.user, row), REOPENED)
    if row.closed_at is None:
        messages.info(request, f"Recommendation {row.number} is open.")
        return redirect(address_of(row))
    form = ReopenForm(_posted(request), recommendation=row)
    it = attempt(
        form,
        lambda: recommendation_closing.reopen(recommendation=row, by=request.user, **form.cleaned_data),
        lambda now: {"reason": now.closed_reason},
    )
    page = {"heading": f"Open recommendation {row.number} again", "button": "Open it again"}
    return _step(request, row, it, page, f"Recommendation {row.number} is open again.")


def _posted(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _as_said(row: Recommendation) -> dict[str, Any]:
    """What is saved under the names of an update."""
    last = row.updates.first()
    return {
        "text": last.text if last else "",
        "evidence": last.evidence if last else "",
        "status": row.status,
        "due": row.due,
        "review_on": row.review_on,
    }


def _what_changed(conflict: Conflict) -> str:
    """What somebody else did to one of several recommendations meanwhile, in a sentence."""
    row = Recommendation.objects.get(pk=conflict.instance.pk)
    last = row.updates.select_related("recorded_by").first()
    said = f" {last.recorded_by or 'Somebody'} said last: “{plain(last.text)}”" if last else ""
    return f"Recommendation {row.number} is “{row.get_status_display()}” now.{said}"


def _step(
    request: SignedInRequest, row: Recommendation, it: Attempt, page: dict[str, Any], done: str
) -> HttpResponse:
    """The page of one step of ``row``; after it, the page of the recommendation."""
    if it.done:
        messages.success(request, done)
        return redirect(address_of(row))
    return render(request, "risks/tracking_form.html", it.context | page | around(row), status=it.status)
