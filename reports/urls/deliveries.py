"""Addresses of distribution lists and of what was sent to them."""

from django.urls import URLPattern, path

from reports.views import deliveries, distribution_lists

LIST = "papers/lists/<slug:key>/"
SENT = "papers/<int:pk>/deliveries/"
urlpatterns: list[URLPattern] = [
    path("papers/lists/", distribution_lists.lists, name="distribution-lists"),
    path(LIST, distribution_lists.one, name="distribution-list"),
    path(f"{LIST}name/", distribution_lists.rename, name="distribution-list-name"),
    path(f"{LIST}<int:pk>/", distribution_lists.reader, name="distribution-reader"),
    path(f"{LIST}<int:pk>/take-off/", distribution_lists.take_off, name="distribution-take-off"),
    path(SENT, deliveries.deliveries, name="deliveries"),
    path(f"{SENT}send/", deliveries.send, name="deliveries-send"),
    path(f"{SENT}retry/", deliveries.retry_failed, name="deliveries-retry"),
    path(f"{SENT}<int:delivery_pk>/", deliveries.delivery, name="delivery"),
    path(f"{SENT}<int:delivery_pk>/retry/", deliveries.retry, name="delivery-retry"),
    path(f"{SENT}<int:delivery_pk>/address/", deliveries.correct, name="delivery-correct"),
    path(f"{SENT}<int:delivery_pk>/bounced/", deliveries.bounced, name="delivery-bounced"),
]
