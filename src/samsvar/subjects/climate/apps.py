from importlib import import_module

from django.apps import AppConfig


class ClimateConfig(AppConfig):
    name = "samsvar.subjects.climate"
    label = "climate"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.subjects.climate.events")
        import_module("samsvar.subjects.climate.files").declare()
        import_module("samsvar.subjects.climate.presenters.drawn_from").declare()
