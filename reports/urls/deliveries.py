"""Addresses of distribution lists and of what was sent to them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
