"""Addresses of the heat map."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
