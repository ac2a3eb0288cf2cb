"""Addresses of reviews and recommendations."""

from django.urls import path

from risks.views import recommendation_steps, recommendations, review_steps, reviews

ONE = "reviews/<slug:key>/<int:number>/"

urlpatterns = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/add/", review_steps.add, name="review-add"),
    path("reviews/recommendations/", reviews.recommendations, name="recommendations"),
    path("reviews/<slug:key>/", reviews.review, name="review"),
    path("reviews/<slug:key>/edit/", review_steps.edit, name="review-edit"),
    path("reviews/<slug:key>/add/", recommendations.add, name="recommendation-add"),
    path("reviews/<slug:key>/update/", recommendation_steps.together, name="recommendations-update"),
    path(ONE, recommendations.recommendation, name="recommendation"),
    path(f"{ONE}edit/", recommendations.edit, name="recommendation-edit"),
    path(f"{ONE}update/", recommendation_steps.update, name="recommendation-update"),
    path(f"{ONE}close/", recommendation_steps.close, name="recommendation-close"),
    path(f"{ONE}reopen/", recommendation_steps.reopen, name="recommendation-reopen"),
]
