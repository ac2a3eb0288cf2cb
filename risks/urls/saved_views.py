"""Addresses of saved views."""

from django.urls import path

from risks.views import saved_views

urlpatterns = [
    path("risks/saved-views/", saved_views.saved_views, name="saved-views"),
    path("risks/saved-views/<int:pk>/", saved_views.edit, name="saved-view"),
    path("risks/saved-views/<int:pk>/remove/", saved_views.remove, name="saved-view-remove"),
]
