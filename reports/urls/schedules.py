"""Addresses of schedules of papers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
