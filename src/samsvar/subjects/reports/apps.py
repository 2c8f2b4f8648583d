from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "samsvar.subjects.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.subjects.reports.events")
