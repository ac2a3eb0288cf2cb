"""Addresses of reviews and recommendations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
