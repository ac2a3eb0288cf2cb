"""Addresses that fail in each way, beside those the pages around them link to."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

FAILURES: dict[str, Exception] = {
    "400": BadRequest("secret detail"),
    "403": PermissionDenied(),
    "403-reason": PermissionDenied("Nobody signs off their own return."),
    "500": RuntimeError("secret detail"),
}


@login_not_required
def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise FAILURES[how]


@login_not_required
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


urlpatterns: list[Any] = [
    path("fail/<str:how>/", fail),
    path("form/", form),
    path("accounts/", include("allauth.urls")),
    path("published/", include("reports.urls.published")),
    path("", include("stp_portal.core.urls")),
]
