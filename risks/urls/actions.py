"""Addresses of actions."""

from django.urls import path

from risks.views import action_steps, actions

urlpatterns = [
    path("actions/", actions.actions, name="actions"),
    path("actions/<int:number>/", actions.action, name="action"),
    path("actions/<int:number>/edit/", action_steps.edit, name="action-edit"),
    path("actions/<int:number>/update/", action_steps.update, name="action-update"),
    path("actions/<int:number>/end/", action_steps.end, name="action-end"),
    path("risks/<int:number>/actions/add/", action_steps.add_to_risk, name="action-add"),
    path("issues/<int:number>/actions/add/", action_steps.add_to_issue, name="issue-action-add"),
    path("asks/<slug:period>/<slug:key>/actions/add/", action_steps.add_to_ask, name="ask-action-add"),
]
