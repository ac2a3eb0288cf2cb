"""Pages that belong to no footprint and hold no data."""

from django.urls import path

from stp_portal.core.views import components, components_progress

app_name = "core"

urlpatterns = [
    path("components/", components, name="components"),
    path("components/progress/", components_progress, name="components-progress"),
]
