from importlib import import_module

from django.apps import AppConfig


class OpennessConfig(AppConfig):
    name = "samsvar.subjects.openness"
    label = "openness"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.subjects.openness.events")
