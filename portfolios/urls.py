"""Addresses of a footprint's people."""

from django.urls import path

from portfolios.views import people

app_name = "portfolios"

people_urls = [
    path("people/", people.people, name="people"),
    path("people/roles/<int:pk>/end/", people.end_membership, name="membership-end"),
    path("people/initiative-roles/<int:pk>/end/", people.end_assignment, name="assignment-end"),
]

urlpatterns = people_urls
