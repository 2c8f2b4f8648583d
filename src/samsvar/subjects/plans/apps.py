from importlib import import_module

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "samsvar.subjects.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.subjects.plans.events")
        import_module("samsvar.subjects.plans.presenters.served").declare()
