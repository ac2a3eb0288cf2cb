"""Addresses of asks and decisions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
