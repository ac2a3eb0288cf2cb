"""Addresses of escalations."""

from django.urls import path

from risks.views import escalations as views

urlpatterns = [
    path("risks/<int:number>/escalate/", views.propose_risk, name="risk-escalate"),
    path("issues/<int:number>/escalate/", views.propose_issue, name="issue-escalate"),
    path("risks/escalations/", views.waiting, name="escalations"),
    path("risks/escalations/<int:pk>/", views.answer, name="escalation-answer"),
    path("risks/escalations/<int:pk>/withdraw/", views.withdraw, name="escalation-withdraw"),
]
