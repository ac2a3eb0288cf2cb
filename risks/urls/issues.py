"""Addresses of issues."""

from django.urls import path

from risks.views import happened, histories, issue_steps, issues

urlpatterns = [
    path("issues/", issues.issues, name="issues"),
    path("issues/add/", issue_steps.add, name="issue-add"),
    path("issues/<int:number>/", issues.issue, name="issue"),
    path("issues/<int:number>/history/", histories.of_issue, name="issue-history"),
    path("issues/<int:number>/edit/", issue_steps.edit, name="issue-edit"),
    path("issues/<int:number>/close/", issue_steps.close, name="issue-close"),
    path("issues/<int:number>/reopen/", issue_steps.reopen, name="issue-reopen"),
    path("risks/<int:number>/happened/", happened.happened, name="risk-happened"),
]
