"""Which risk a page is about, and whether this person may see it or keep it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from portfolios.access import Standing, standing_or_404
from portfolios.models import Someone
from risks.access import require_keeper
from risks.models import Risk
from risks.story import story_of
from stp_portal.accounts.requests import SignedInRequest


def risk_or_404(request: SignedInRequest, footprint: str, number: int) -> tuple[Standing, Risk]:
    """The risk of that number with what the person is to its footprint. A stranger gets 404, and so does whoever may
    not read a private one.
    """
    standing = standing_or_404(request.user, footprint)
    found = (
        Risk.objects.visible_to(request.user)
        .filter(footprint=standing.footprint, number=number)
        .select_related("initiative", "category", "footprint")
        .first()
    )
    if found is None:
        raise Http404(f"{standing.footprint} has no risk {number}.")
    return standing, found


def kept_risk_or_403(request: SignedInRequest, footprint: str, number: int) -> tuple[Standing, Risk]:
    """The same, of a risk that the person keeps: a colleague who does not is refused (403)."""
    standing, found = risk_or_404(request, footprint, number)
    require_keeper(request.user, found)
    return standing, found


def above_risk(risk: Risk) -> list[dict[str, str]]:
    """The pages above one about ``risk``."""
    slug = risk.footprint.slug
    return [
        {"label": "Risks", "url": reverse("risks:register", args=[slug])},
        {"label": f"Risk {risk.number}", "url": reverse("risks:risk", args=[slug, risk.number])},
    ]


def to_risk(request: SignedInRequest, risk: Risk, why: str) -> HttpResponse:
    """Lead back to the page of ``risk``, with why there is nothing to do here."""
    messages.info(request, f"Risk {risk.number} is {risk.get_status_display().lower()}. {why}")
    return redirect("risks:risk", footprint=risk.footprint.slug, number=risk.number)


def last_told(risk: Risk, user: Someone) -> str:
    """The last thing that happened to ``risk``, dated and in a sentence: what came between, after a Conflict."""
    told = story_of(risk, user)
    return told[-1].in_words if told else ""
