from django.apps import AppConfig


class WheelConfig(AppConfig):
    name = "samsvar.registers.wheel"
    label = "wheel"
    default_auto_field = "django.db.models.BigAutoField"
