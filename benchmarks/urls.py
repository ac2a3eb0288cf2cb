"""The portal's addresses and one more: the floor, an empty page for somebody signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from stp_portal.urls import urlpatterns as portal_urls


def empty(request: HttpRequest) -> HttpResponse:
    """The layout with nothing in it: what any page of a signed-in person costs at least."""
    return render(request, "base.html")


urlpatterns = [path("accounts/empty/", empty), *portal_urls]
