from importlib import import_module

from django.apps import AppConfig


class WheelConfig(AppConfig):
    name = "samsvar.registers.wheel"
    label = "wheel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("samsvar.registers.wheel.events")
