from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string


class ReportsConfig(AppConfig):
    name = "samsvar.subjects.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.subjects.reports.events")
        import_string("samsvar.subjects.reports.mailing.declare")()
