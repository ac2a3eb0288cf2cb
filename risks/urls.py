"""Addresses of a footprint's risks."""

from django.urls import path

from risks.views import register, risk

app_name = "risks"

urlpatterns = [
    path("", register.register, name="register"),
    path("<int:number>/", risk.risk, name="risk"),
]
