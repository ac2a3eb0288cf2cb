"""Addresses of one risk."""

from django.urls import path

from risks.views import risk

urlpatterns = [
    path("risks/<int:number>/", risk.risk, name="risk"),
]
