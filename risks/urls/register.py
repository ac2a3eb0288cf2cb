"""Addresses of the risk register."""

from django.urls import path

from risks.views import register

urlpatterns = [
    path("risks/", register.register, name="register"),
]
