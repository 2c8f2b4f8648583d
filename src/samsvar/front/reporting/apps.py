from importlib import import_module

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "samsvar.front.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.front.reporting.declaring").declare()
