from django.apps import AppConfig
from django.utils.module_loading import import_string


class DeliveryConfig(AppConfig):
    name = "samsvar.platform.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declares the test message; each app that sends others declares its own."""
        import_string("samsvar.platform.delivery.trial.declare")()
        import_string("samsvar.platform.delivery.presenters.declare")()
