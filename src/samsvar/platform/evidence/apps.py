from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EvidenceConfig(AppConfig):
    name = "samsvar.platform.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Loads every app's `files.py`, so that the kinds of records that have files are declared."""
        autodiscover_modules("files")
