"""Addresses of the risk register."""

from django.urls import path

from risks.views import bulk, register

urlpatterns = [
    path("risks/", register.register, name="register"),
    path("risks/bulk/", bulk.bulk, name="register-bulk"),
]
