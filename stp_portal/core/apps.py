from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "stp_portal.core"
    label = "core"
    verbose_name = "Audit trail"
