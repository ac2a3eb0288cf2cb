"""Addresses of matrices and categories."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
