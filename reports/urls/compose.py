"""Addresses under which a paper is begun and written."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
