from django.apps import AppConfig

from samsvar.platform.ui.language import keep_by_thread


class UiConfig(AppConfig):
    name = "samsvar.platform.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        keep_by_thread()
