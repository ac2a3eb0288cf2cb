"""Addresses of what is drawn from a footprint's record: status, initiatives, papers."""

from django.urls import URLPattern

app_name = "reports"

urlpatterns: list[URLPattern] = []
