from django.apps import AppConfig
from django.utils.module_loading import import_string


class IndicatorsConfig(AppConfig):
    name = "samsvar.registers.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        renewal = import_string("samsvar.registers.indicators.services.restructuring.renew_in_new_structure")
        import_string("samsvar.platform.organisation.restructuring.register_renewal")(renewal)
        import_string("samsvar.registers.indicators.services.deliveries.declare")()
