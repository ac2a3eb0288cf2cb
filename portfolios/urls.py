"""Addresses of a footprint's people."""

from django.urls import path

from portfolios.views import deputies, people

app_name = "portfolios"

people_urls = [
    path("people/", people.people, name="people"),
    path("people/roles/<int:pk>/end/", people.end_membership, name="membership-end"),
    path("people/initiative-roles/<int:pk>/end/", people.end_assignment, name="assignment-end"),
]

deputy_urls = [
    path("people/deputies/", deputies.deputies, name="deputies"),
    path("people/deputies/<int:pk>/end/", deputies.end, name="deputy-end"),
]

urlpatterns = people_urls + deputy_urls
