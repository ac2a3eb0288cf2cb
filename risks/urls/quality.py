"""Addresses of what should be looked at in the register."""

from django.urls import path

from risks.views import quality

urlpatterns = [
    path("risks/quality/", quality.register_quality, name="quality"),
]
