from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string


class WheelConfig(AppConfig):
    name = "samsvar.registers.wheel"
    label = "wheel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.registers.wheel.events")
        import_string("samsvar.registers.wheel.files.declare")()
        import_string("samsvar.registers.wheel.mailing.declare")()
