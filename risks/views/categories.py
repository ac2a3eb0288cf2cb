"""Categories of risk, with the appetite for each."""

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portfolios.access import footprint_or_404, require, standing_or_404
from portfolios.models import Footprint
from risks.actions import categories as actions
from risks.forms.categories import CategoryForm
from risks.models import RiskCategory
from stp_portal.accounts.requests import SignedInRequest
from stp_portal.accounts.roles import Permission


@require_safe
def categories(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Every category with its appetite and what it tolerates, those no longer offered last."""
    standing = standing_or_404(request.user, footprint)
    place = standing.footprint
    rows = RiskCategory.objects.visible_to(request.user).filter(footprint=place)
    context = {
        "categories": rows.select_related("tolerated__matrix").order_by("is_retired", "name"),
        "may_manage": standing.may(Permission.MANAGE_FOOTPRINT),
    }
    return render(request, "risks/matrices/categories.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Add a category."""
    place = footprint_or_404(request.user, footprint)
    require(request.user, Permission.MANAGE_FOOTPRINT, place)
    return _form_page(request, place, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, footprint: str, key: str) -> HttpResponse:
    """Change or retire a category."""
    place = footprint_or_404(request.user, footprint)
    require(request.user, Permission.MANAGE_FOOTPRINT, place)
    rows = RiskCategory.objects.visible_to(request.user).filter(footprint=place)
    category = get_object_or_404(rows.select_related("tolerated__matrix"), key=key)
    return _form_page(request, place, category)


def _form_page(request: SignedInRequest, place: Footprint, category: RiskCategory | None) -> HttpResponse:
    form = CategoryForm(
        request.POST if request.method == "POST" else None, footprint=place, category=category
    )
    if form.is_bound and form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        try:
            saved = actions.save(
                footprint=place, category=category, seen=form.what_was_seen, by=request.user, **typed
            )
        except ValidationError as refused:
            form.refuse(refused)
            if category:
                category.refresh_from_db()
                form.retype(seen=json.dumps(actions.as_record(category)))
        else:
            messages.success(request, f"The category “{saved}” is saved.")
            return redirect("risks:categories", footprint=place.slug)
    context = {"form": form, "category": category, "breadcrumbs": _above(place)}
    return render(request, "risks/matrices/category.html", context, status=422 if form.errors else 200)


def _above(place: Footprint) -> list[dict[str, str]]:
    return [
        {"label": "Risks", "url": reverse("risks:register", args=[place.slug])},
        {"label": "Categories of risk", "url": reverse("risks:categories", args=[place.slug])},
    ]
