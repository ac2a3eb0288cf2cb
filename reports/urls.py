"""Addresses of what is drawn from a footprint's record: status, initiatives, papers."""

from django.urls import path

from reports.views import initiative, status

app_name = "reports"

reading_urls = [
    path("", status.portfolio, name="portfolio-status"),
    path("initiatives/<slug:slug>/", initiative.initiative, name="initiative"),
]

urlpatterns = reading_urls
