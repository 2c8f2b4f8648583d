from importlib import import_module

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "samsvar.subjects.statements"
    label = "statements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.subjects.statements.events")
