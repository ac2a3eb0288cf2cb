"""The Celery app: worker and beat (``celery -A stp_portal worker -B``)."""

import os

from celery import Celery

from stp_portal.core import file_queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stp_portal.settings")

file_queue.use()
app = Celery("stp_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
