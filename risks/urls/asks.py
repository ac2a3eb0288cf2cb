"""Addresses of asks and decisions."""

from django.urls import path

from risks.views import asks

ASK = "asks/<slug:period>/<slug:key>/"
urlpatterns = [
    path("asks/", asks.asks, name="asks"),
    path(ASK, asks.ask, name="ask"),
    path(f"{ASK}minute/", asks.minute, name="ask-minute"),
    path(f"{ASK}done/", asks.done, name="ask-done"),
    path(f"{ASK}withdraw/", asks.withdraw, name="ask-withdraw"),
    path(f"{ASK}reopen/", asks.reopen, name="ask-reopen"),
]
