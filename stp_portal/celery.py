"""The Celery app: worker and beat (``celery -A stp_portal worker -B``)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stp_portal.settings")

app = Celery("stp_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
