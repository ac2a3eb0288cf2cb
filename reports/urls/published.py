"""Addresses of published papers, which anybody may read."""

from django.urls import URLPattern, path

from reports.views.look import look

app_name = "published"

urlpatterns: list[URLPattern] = [
    path("look/<str:colour>.css", look, name="look"),
]
