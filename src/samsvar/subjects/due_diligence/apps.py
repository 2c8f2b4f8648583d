from django.apps import AppConfig
from django.utils.module_loading import import_string

#: Each declares the kinds of mail it writes.
MAILING = ("answering", "assessing", "campaigns", "cases", "owners")


class DueDiligenceConfig(AppConfig):
    name = "samsvar.subjects.due_diligence"
    label = "due_diligence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in MAILING:
            import_string(f"samsvar.subjects.due_diligence.mailing.{module}.declare")()
