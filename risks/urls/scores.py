"""Addresses of scores, reviews, acceptances and controls of a risk."""

from django.urls import path

from risks.views import acceptances, controls, risk_reviews, scores

urlpatterns = [
    path("risks/<int:number>/score/", scores.score, name="risk-score"),
    path("risks/<int:number>/review/", risk_reviews.review, name="risk-review"),
    path("risks/<int:number>/accept/", acceptances.accept, name="risk-accept"),
    path("risks/<int:number>/accept/end/", acceptances.end, name="risk-acceptance-end"),
    path("risks/<int:number>/controls/add/", controls.add, name="control-add"),
    path("risks/<int:number>/controls/<int:pk>/", controls.edit, name="control-edit"),
    path("risks/<int:number>/controls/<int:pk>/end/", controls.end, name="control-end"),
    path("risks/<int:number>/controls/<int:pk>/assurance/", controls.assure, name="control-assure"),
]
