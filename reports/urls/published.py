"""Addresses of published papers, which anybody may read.

The first words here are no footprints: ``RESERVED_SLUGS`` keeps them free.
"""

from django.urls import URLPattern, path

from reports.views.look import look
from reports.views.published import accessibility, check, feeds, papers, receipts

app_name = "published"

urlpatterns: list[URLPattern] = [
    path("", papers.places, name="places"),
    path("feed.atom", feeds.feed, name="feed-of-all"),
    path("check/", check.check, name="check"),
    path("accessibility/", accessibility.statement, name="accessibility"),
    path("look/<str:colour>.css", look, name="look"),
    path("r/<uuid:token>/", receipts.receipt, name="receipt"),
    path("<slug:footprint>/", papers.papers, name="papers"),
    path("<slug:footprint>/feed.atom", feeds.feed, name="feed"),
    path("<slug:footprint>/<slug:slug>/", papers.paper, name="paper"),
    path("<slug:footprint>/<slug:slug>/files/<str:sha256>/<str:name>", papers.file, name="file"),
]
