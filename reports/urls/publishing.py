"""Addresses of a paper's review, approval and publication."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
