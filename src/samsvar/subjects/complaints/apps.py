from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string


class ComplaintsConfig(AppConfig):
    name = "samsvar.subjects.complaints"
    label = "complaints"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.subjects.complaints.events")
        import_string("samsvar.subjects.complaints.mailing.declare")()
