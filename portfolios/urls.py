"""Addresses of a footprint's people and returns."""

from django.urls import path

from portfolios.views import highlight_reports, people

app_name = "portfolios"

report_urls = [
    path("initiatives/<slug:slug>/reports/<slug:period>/edit/", highlight_reports.edit, name="report-edit"),
]

people_urls = [
    path("people/", people.people, name="people"),
    path("people/roles/<int:pk>/end/", people.end_membership, name="membership-end"),
    path("people/initiative-roles/<int:pk>/end/", people.end_assignment, name="assignment-end"),
]

urlpatterns = report_urls + people_urls
