"""Composition root of the STP Portal: settings, addresses, the Celery app, and the ground the apps stand on."""

from stp_portal.celery import app as celery_app

__all__ = ["celery_app"]
