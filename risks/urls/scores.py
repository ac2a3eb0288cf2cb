"""Addresses of scores, reviews, acceptances and controls of a risk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
