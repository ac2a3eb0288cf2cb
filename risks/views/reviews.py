"""Reviews: all of them, one as a tracker, and the recommendations of all."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portfolios.access import Standing, standing_or_404
from portfolios.models import Footprint
from risks.forms.reviews import TrackerForm
from risks.models import ListKind, Recommendation, Review
from risks.queries import recommendations as queries
from risks.queries import tracker
from risks.queries.actions import ANY, OPEN
from risks.queries.places import branch, choices, places
from risks.queries.saved_views import saved_views_of
from risks.tracking_access import may_keep_reviews
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission
from stp_portal.core.forms import asked_of
from stp_portal.core.paging import page_of
from stp_portal.core.sheets import asked_format, sheet_response

ROWS = 50


@require_safe
def reviews(request: SignedInRequest, footprint: str) -> HttpResponse:
    """The reviews of a footprint, each with how its recommendations stand."""
    standing = standing_or_404(request.user, footprint)
    place = standing.footprint
    context = {
        "reviews": queries.reviews_with_counts(place, request.user, timezone.localdate()),
        "sees_private": standing.may(Permission.VIEW_PRIVATE),
        "may_keep": may_keep_reviews(request.user, place),
    }
    return render(request, "risks/reviews/list.html", context)


@require_safe
def review(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """One review as a tracker; with ``?format=`` as a file. 404 for one the person may not see."""
    standing, found = review_or_404(request, footprint, key)
    place, user = standing.footprint, request.user
    narrowing = _narrowing(request, standing, usual_status=ANY, review=found)
    lines = tracker.as_lines(narrowing.rows, user, timezone.localdate(), narrowing.calendar)
    if asked_format(request):
        return sheet_response(request, tracker.as_sheet(lines, found.title), f"{place.slug}-{found.key}")
    keeps = may_keep_reviews(user, place)
    counts = queries.count_by_review(
        Recommendation.objects.visible_to(user).filter(review=found), timezone.localdate()
    )
    is_printed_order = narrowing.filters.sort == "number"
    context = narrowing.context | {
        "review": found,
        "counts": counts.get(found.pk, queries.Counts()),
        "shown": len(lines),
        "groups": tracker.by_theme(lines) if is_printed_order else [tracker.Group("", lines)],
        "is_grouped": is_printed_order,
        "updatable": {line.pk for line in lines if line.is_open and (keeps or user.pk in line.accounts)},
        "may_keep": keeps,
        "breadcrumbs": above(place),
    }
    return render(request, "risks/reviews/page.html", context)


@require_safe
def recommendations(request: SignedInRequest, footprint: str) -> HttpResponse:
    """The recommendations of all reviews, the open ones where the address names no status; with ``?format=`` as a
    file.
    """
    standing = standing_or_404(request.user, footprint)
    place, today = standing.footprint, timezone.localdate()
    narrowing = _narrowing(request, standing, usual_status=OPEN)
    if asked_format(request):
        lines = tracker.as_lines(narrowing.rows, request.user, today, narrowing.calendar)
        sheet = tracker.as_sheet(lines, "Recommendations")
        return sheet_response(request, sheet, f"{place.slug}-recommendations")
    page, problem = page_of(narrowing.rows, request.GET.get("page", ""), ROWS)
    lines = tracker.as_lines(page.object_list, request.user, today, narrowing.calendar)
    page.object_list = lines
    is_printed_order = narrowing.filters.sort == "number"
    context = narrowing.context | {
        "page": page,
        "problems": [words for words in (*narrowing.context["problems"], problem) if words],
        "groups": tracker.by_review(lines) if is_printed_order else [tracker.Group("", lines)],
        "is_grouped": is_printed_order,
        "names_review": not is_printed_order,
        "kind": ListKind.RECOMMENDATIONS,
        "saved_views": saved_views_of(request.user, place, ListKind.RECOMMENDATIONS),
        "breadcrumbs": above(place),
    }
    return render(request, "risks/reviews/recommendations.html", context)


def review_or_404(request: SignedInRequest, footprint: str, key: str) -> tuple[Standing, Review]:
    """The review of that short name. A stranger gets 404, and so does whoever may not read a private one."""
    standing = standing_or_404(request.user, footprint)
    found = (
        Review.objects.visible_to(request.user)
        .filter(footprint=standing.footprint, key=key)
        .select_related("footprint")
        .first()
    )
    if found is None:
        raise Http404(f"{standing.footprint} has no review {key}.")
    return standing, found


def above(place: Footprint, review: Review | None = None) -> list[dict[str, str]]:
    """The pages above those of reviews; of what belongs to ``review``, its page too."""
    trail = [{"label": "Reviews", "url": reverse("risks:reviews", args=[place.slug])}]
    if review:
        trail.append({"label": review.title, "url": reverse("risks:review", args=[place.slug, review.key])})
    return trail


@dataclass(frozen=True)
class Narrowing:
    """What the address asks for: the rows in order, and what the page says of it."""

    rows: Any
    filters: queries.TrackerFilters
    calendar: queries.Calendar
    context: dict[str, Any]


def _narrowing(
    request: SignedInRequest, standing: Standing, *, usual_status: str, review: Review | None = None
) -> Narrowing:
    place, user, today = standing.footprint, request.user, timezone.localdate()
    asked = asked_of(request.GET)
    seen = Recommendation.objects.visible_to(user).filter(footprint=place)
    if review:
        seen = seen.filter(review=review)
    known = places(place, user)
    form = TrackerForm(
        asked,
        leads=queries.leads(seen),
        bodies=queries.bodies(seen),
        initiatives=choices(known, asked.get("initiative", "")),
        usual_status=usual_status,
    )
    form.is_valid()
    initiative = form.chosen("initiative")
    q, mended = queries.put_right(seen, form.chosen("q"))
    filters = queries.TrackerFilters(
        q=q,
        **{name: form.chosen(name) for name in ("due", "lead", "body", "updated")},
        status=form.chosen("status") or usual_status,
        branch=branch(known, initiative),
        sort=form.chosen("sort") or "number",
    )
    calendar = queries.Calendar.of(place, user)
    rows = queries.narrowed(place, user, filters, today, calendar=calendar, review=review)
    usual = queries.TrackerFilters(status=usual_status, sort=filters.sort)
    context = {
        "form": form,
        "problems": [mended] if mended else [],
        "period": calendar.current,
        "is_narrowed": filters != usual,
        "sees_private": standing.may(Permission.VIEW_PRIVATE),
    }
    return Narrowing(queries.ordered(rows, filters.sort), filters, calendar, context)
