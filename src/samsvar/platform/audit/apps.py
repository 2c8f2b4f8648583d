from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "samsvar.platform.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Loads every app's `events.py`, so that its kinds of events are declared before anything is recorded."""
        autodiscover_modules("events")
