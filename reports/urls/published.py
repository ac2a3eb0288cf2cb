"""Addresses of published papers, which anybody may read."""

from django.urls import URLPattern

app_name = "published"

urlpatterns: list[URLPattern] = []
