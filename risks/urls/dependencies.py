"""Addresses of dependencies."""

from django.urls import path

from risks.views import dependencies

urlpatterns = [
    path("dependencies/", dependencies.dependencies, name="dependencies"),
    path("dependencies/add/", dependencies.add, name="dependency-add"),
    path("dependencies/<int:number>/", dependencies.dependency, name="dependency"),
    path("dependencies/<int:number>/edit/", dependencies.edit, name="dependency-edit"),
    path("dependencies/<int:number>/confirm/<slug:end>/", dependencies.confirm, name="dependency-confirm"),
    path("dependencies/<int:number>/received/", dependencies.meet, name="dependency-meet"),
    path("dependencies/<int:number>/withdraw/", dependencies.withdraw, name="dependency-withdraw"),
]
