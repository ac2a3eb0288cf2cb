"""Addresses of a footprint's registers: one module per noun."""

from risks.urls import (
    actions,
    asks,
    dependencies,
    escalations,
    issues,
    matrices,
    quality,
    register,
    reviews,
    risk,
    saved_views,
    scores,
)

app_name = "risks"

urlpatterns = [
    *register.urlpatterns,
    *quality.urlpatterns,
    *matrices.urlpatterns,
    *saved_views.urlpatterns,
    *risk.urlpatterns,
    *scores.urlpatterns,
    *escalations.urlpatterns,
    *issues.urlpatterns,
    *actions.urlpatterns,
    *dependencies.urlpatterns,
    *reviews.urlpatterns,
    *asks.urlpatterns,
]
