"""Addresses of what is wrong with the register."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
