from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string


class GovernanceConfig(AppConfig):
    name = "samsvar.subjects.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.subjects.governance.events")
        import_string("samsvar.subjects.governance.files.declare")()
        import_string("samsvar.subjects.governance.mailing.declare")()
