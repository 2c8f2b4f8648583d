from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string


class StatementsConfig(AppConfig):
    name = "samsvar.subjects.statements"
    label = "statements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.subjects.statements.events")
        import_string("samsvar.subjects.statements.mailing.declare")()
