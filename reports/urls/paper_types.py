"""Addresses of types of paper, cover sheets and house styles."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
