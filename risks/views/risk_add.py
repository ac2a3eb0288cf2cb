"""Raising a risk."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portfolios.access import standing_or_404
from portfolios.views.attempts import attempt
from risks.access import kept_initiatives
from risks.actions import risks
from risks.forms.risk import Offers, RaiseForm
from risks.queries.matrices import matrix_in_force
from stp_portal.accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, footprint: str) -> HttpResponse:
    """Raise a risk of an initiative that the person keeps; the address may name one (``?initiative=``)."""
    place = standing_or_404(request.user, footprint).footprint
    kept = kept_initiatives(request.user, place)
    if kept is not None and not kept:
        raise PermissionDenied(
            "Risks are raised by those who report on an initiative, and by the PMO. Ask your PMO lead to give you a "
            "role in the initiative that it threatens."
        )
    today = timezone.localdate()
    offers = Offers.read(place, kept)
    asked = request.GET.get("initiative", "")
    known = next((str(one.pk) for one, _ in offers.initiatives if one.slug == asked), "")
    only = str(offers.initiatives[0][0].pk) if len(offers.initiatives) == 1 else ""
    matrix = matrix_in_force(place.pk, today)
    form = RaiseForm(
        request.POST if request.method == "POST" else None,
        footprint=place,
        matrix=matrix,
        offers=offers,
        initial={"initiative": known or only},
    )
    it = attempt(form, lambda: risks.raise_risk(on=today, by=request.user, **form.content))
    if it.done:
        messages.success(request, f"Risk {it.done.number} is raised.")
        return redirect("risks:risk", footprint=place.slug, number=it.done.number)
    context = it.context | {
        "matrix": matrix,
        "breadcrumbs": [{"label": "Risks", "url": reverse("risks:register", args=[place.slug])}],
    }
    return render(request, "risks/risk/add.html", context, status=it.status)
