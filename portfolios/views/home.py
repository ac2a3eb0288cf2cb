"""The first page: the footprints a person has a role in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portfolios.models import Footprint


def home(request: HttpRequest) -> HttpResponse:
    """List the footprints of the person; with one only, go there at once."""
    footprints = list(Footprint.objects.visible_to(request.user))
    if len(footprints) == 1:
        return redirect("reports:portfolio-status", footprint=footprints[0].slug)
    return render(request, "portfolios/home.html", {"footprints": footprints})
