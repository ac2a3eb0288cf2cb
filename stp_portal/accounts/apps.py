from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "stp_portal.accounts"
    label = "accounts"
    verbose_name = "accounts"
